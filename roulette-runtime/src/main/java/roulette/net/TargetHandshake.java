package roulette.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import roulette.api.Answer;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.FromTarget;
import roulette.api.Target;
import roulette.dialogue.Heard;
import roulette.dialogue.TargetDialogue;
import roulette.dialogue.TargetStep;
import roulette.eventloop.BufferWriter;
import roulette.eventloop.EventLoop;
import roulette.eventloop.Reset;
import roulette.eventloop.Sockets;
import roulette.eventloop.TimerWheel;
import roulette.routing.OpeningBytes;
import roulette.routing.OpeningReader;
import roulette.routing.RouterCall;
import roulette.routing.RouterQuestion;

/**
 * Target handshake: a target that is connected speaks to the router, until the router joins it with the client or gives it
 * up. The client's bytes stay in the {@link RoutingPhase}. Does what {@link TargetDialogue} says. Owns the target's channel
 * and its bytes until {@link #over}. Confined to the loop's thread.
 */
final class TargetHandshake
        implements Stage, Heard, OpeningReader.Listener, BufferWriter.Owner, RouterCall.Caller<Answer> {
    private final Connection connection;
    private final Connector connector;
    private final AsynchronousSocketChannel channel;
    private final Target target;
    private final InetSocketAddress address;
    private final OpeningBytes bytes;
    private final OpeningReader reader;
    private @Nullable RouterCall<Answer> call;

    /** Joined, given up or closed: what completes now is no news. */
    private boolean over;

    TargetHandshake(
            Connection connection,
            Connector connector,
            AsynchronousSocketChannel channel,
            Target target,
            InetSocketAddress address) {
        this.connection = connection;
        this.connector = connector;
        this.channel = channel;
        this.target = target;
        this.address = address;
        EventLoop loop = connection.loop();
        bytes = new OpeningBytes(
                loop.buffers,
                connection.worker.shared.openings(),
                connection.worker.shared.limits().opening());
        reader = new OpeningReader(this, channel, bytes);
    }

    void begin() {
        // Its bytes wait, but its reset is noticed.
        connection.watchClient();
        Duration routing = connection.timeouts().routing();
        connection.expireStep(connector.forward().firstByteTimeout().orElse(routing));
        ByteBuffer header = connection.header(connector.forward());
        if (header == null) {
            follow(TargetDialogue.received(this));
        } else {
            send(header, () -> follow(TargetDialogue.received(this)));
        }
    }

    private void send(ByteBuffer message, Runnable sent) {
        BufferWriter.start(
                this,
                connection.loop(),
                channel,
                message,
                () -> {
                    if (!over) {
                        sent.run();
                    }
                },
                this::targetFailed);
    }

    // ---- steps

    private void follow(TargetStep step) {
        switch (step) {
            case TargetStep.Wait _ -> await();
            case TargetStep.Ask _ -> ask();
            case TargetStep.Send send -> {
                bytes.consume(send.send().consumed());
                connection.expireStep(connection.timeouts().routing());
                send(send.send().bytes(), () -> follow(TargetDialogue.sent(send.send(), this)));
            }
            case TargetStep.Join join -> join(join.join());
            case TargetStep.GiveUp giveUp -> giveUp(giveUp.failure(), giveUp.reason());
            case TargetStep.Client client -> {
                closeTarget();
                connection.answerClient(client.step());
            }
        }
    }

    private void await() {
        if (reader.isPending()) {
            return;
        }
        if (bytes.makeRoom()) {
            reader.read();
        } else {
            connection.close(Ending.OPENINGS_FULL, "no memory is left for openings");
        }
    }

    private void ask() {
        reader.clearNews();
        Said said = new Said(target, bytes.pinForView(), reader.ended(), bytes.isFull());
        RouterCall<Answer> asked;
        try {
            asked = connection.routing.call(this, new RouterQuestion.Answered(said, bytes));
        } catch (Throwable mistake) {
            bytes.unpin();
            throw mistake;
        }
        // Known before it starts: a router that does not block answers within start().
        call = asked;
        asked.start(connection.loop());
    }

    /** What the target has said, during one call. */
    private record Said(Target target, ByteBuffer readOnly, boolean ended, boolean full) implements FromTarget {
        @Override
        public ByteBuffer bytes() {
            return readOnly.duplicate();
        }
    }

    private void join(Answer.Join join) {
        bytes.consume(join.consumed());
        ByteBuffer rest = bytes.copy();
        over = true;
        bytes.release();
        connection.connected(channel, target, address, connector.forward(), rest);
    }

    private void giveUp(Failure failure, String reason) {
        closeTarget();
        connection.givenUp(connector, failure, reason);
    }

    private void targetFailed(Throwable cause) {
        if (!over) {
            giveUp(Failure.CLOSED, Failure.CLOSED.reason() + ": " + cause.getMessage());
        }
    }

    /** What the target was sent is no whole conversation, and must not look like one. */
    private void closeTarget() {
        over = true;
        try {
            Reset.onClose(channel);
        } finally {
            try {
                Sockets.close(channel);
            } finally {
                bytes.release();
            }
        }
    }

    // ---- what the target has said

    @Override
    public int held() {
        return bytes.size();
    }

    @Override
    public boolean hasNews() {
        return reader.hasNews();
    }

    @Override
    public boolean ended() {
        return reader.ended();
    }

    @Override
    public boolean full() {
        return bytes.isFull();
    }

    // ---- events

    @Override
    public void openingRead(int count) {
        if (count > 0) {
            connection.statistics.targetSaid(count);
        }
        if (!over && call == null) {
            follow(TargetDialogue.received(this));
        }
    }

    /** More of the client has come: it waits, but a reset behind it is to be noticed. */
    @Override
    public void openingRead() {
        connection.watchClient();
    }

    @Override
    public void openingFailed(Throwable cause) {
        targetFailed(cause);
    }

    @Override
    public void progressed() {}

    @Override
    public void broke(Throwable mistake) {
        connection.broke(mistake);
    }

    @Override
    public void answered(RouterCall<Answer> from, @Nullable Answer answer) {
        if (!isCurrent(from)) {
            return;
        }
        try {
            if (answer instanceof Decision decision) {
                connection.statistics.answered(decision);
            }
            follow(TargetDialogue.answered(answer, this));
            if (!over) {
                // The client's bytes may have filled their buffer, which the call had pinned.
                connection.watchClient();
            }
        } catch (Throwable mistake) {
            connection.broke(mistake);
        }
    }

    @Override
    public void routerFailed(RouterCall<Answer> from, Throwable failure) {
        if (!isCurrent(from)) {
            return;
        }
        try {
            connection.routing.routerThrew(failure);
        } catch (Throwable mistake) {
            connection.broke(mistake);
        }
    }

    private boolean isCurrent(RouterCall<Answer> from) {
        from.unpin();
        boolean current = call == from && !over;
        if (current) {
            call = null;
        }
        return current;
    }

    @Override
    public long expired(long tick) {
        if (call != null) {
            connection.routing.routerLate();
            connection.close(Ending.ROUTING_TIMEOUT, "no answer to the target in time");
        } else if (connection.isConversationOver(tick)) {
            connection.close(Ending.ROUTING_TIMEOUT, "the conversation took longer than timeouts.conversation");
        } else {
            follow(TargetDialogue.expired());
        }
        return TimerWheel.NEVER;
    }

    /** Makes the end of the target's side a reset. For any thread. */
    void resetOnClose() {
        Reset.onClose(channel);
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        try {
            closeTarget();
        } finally {
            if (call != null) {
                call.abandon();
            }
        }
    }
}
