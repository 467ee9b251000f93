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
import roulette.dialogue.Received;
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
 * Target handshake: the router exchanges bytes with a connected target, until it joins the target with the client or gives
 * it up. The client's bytes stay in the {@link RoutingPhase}. Performs the steps of {@link TargetDialogue}. Owns the
 * target's channel and bytes until {@link #over}. Confined to the loop's thread.
 */
final class TargetHandshake
        implements Stage, Received, OpeningReader.Listener, BufferWriter.Owner, RouterCall.Caller<Answer> {
    private final Connection connection;
    private final Connector connector;
    private final AsynchronousSocketChannel channel;
    private final Target target;
    private final InetSocketAddress address;
    private final OpeningBytes bytes;
    private final OpeningReader reader;
    private @Nullable RouterCall<Answer> call;

    /** Joined, given up or closed: results of pending operations are ignored. */
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
        // The client's bytes are kept, and its reset is detected.
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
        TargetBytes received = new TargetBytes(target, bytes.pinForView(), reader.ended(), bytes.isFull());
        RouterCall<Answer> asked;
        try {
            asked = connection.routing.call(this, new RouterQuestion.Answered(received, bytes));
        } catch (Throwable error) {
            bytes.unpin();
            throw error;
        }
        // Assigned before start(), within which a non-blocking router answers.
        call = asked;
        asked.start(connection.loop());
    }

    /** The target's bytes, during one call. */
    private record TargetBytes(Target target, ByteBuffer readOnly, boolean ended, boolean full) implements FromTarget {
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
        connection.handshakeFailed(connector, failure, reason);
    }

    private void targetFailed(Throwable cause) {
        if (!over) {
            giveUp(Failure.CLOSED, Failure.CLOSED.reason() + ": " + cause.getMessage());
        }
    }

    /** With a reset, so that the target does not take what it was sent for complete. */
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

    // ---- bytes of the target

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
            connection.statistics.sent(count);
        }
        if (!over && call == null) {
            follow(TargetDialogue.received(this));
        }
    }

    /** Bytes of the client were received: they are kept, and reading continues to detect a reset. */
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
    public void stepFailed(Throwable error) {
        connection.stepFailed(error);
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
                // The read of the client stops when its buffer is full and pinned by the call.
                connection.watchClient();
            }
        } catch (Throwable error) {
            connection.stepFailed(error);
        }
    }

    @Override
    public void routerFailed(RouterCall<Answer> from, Throwable failure) {
        if (!isCurrent(from)) {
            return;
        }
        try {
            connection.routing.routerThrew(failure);
        } catch (Throwable error) {
            connection.stepFailed(error);
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
            connection.routing.warnRouterLate();
            connection.close(Ending.ROUTING_TIMEOUT, "no answer to the target in time");
        } else if (connection.isConversationOver(tick)) {
            connection.close(Ending.ROUTING_TIMEOUT, "the conversation took longer than timeouts.conversation");
        } else {
            follow(TargetDialogue.expired());
        }
        return TimerWheel.NEVER;
    }

    /** Makes any later close of the target's socket a reset. For any thread. */
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
