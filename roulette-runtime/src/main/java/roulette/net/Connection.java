package roulette.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.Target;

/**
 * One connection, from accept to close: makes every change of {@link State}, holds what its stages share, and is told
 * by each stage how it went. {@link Acceptor}, {@link OpeningReader}, {@link RouterCall}, {@link Connecting},
 * {@link Relay} and {@link Farewell} are the stages, in that order. Confined to its loop's thread.
 */
final class Connection implements Deadline.Expiry {
    private static final Logger LOG = LoggerFactory.getLogger("roulette.connections");
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0).asReadOnlyBuffer();

    final Loop loop;
    final Routing routing;
    final AsynchronousSocketChannel client;
    private final InetSocketAddress clientAddress;
    private final InetSocketAddress localAddress;
    private final Deadline deadline = new Deadline(this);
    private State state = State.READING;
    private int replies;
    private int rounds;
    private boolean silentAsked;

    // Present while its stage lasts. The opening is there until a target takes its bytes.
    private @Nullable OpeningBytes opening;
    private @Nullable OpeningReader reader;
    private @Nullable RouterCall call;
    private @Nullable Connecting connecting;
    private @Nullable Relay relay;
    private @Nullable Farewell farewell;

    private Connection(
            Loop loop,
            Routing routing,
            AsynchronousSocketChannel client,
            InetSocketAddress clientAddress,
            InetSocketAddress localAddress) {
        this.loop = loop;
        this.routing = routing;
        this.client = client;
        this.clientAddress = clientAddress;
        this.localAddress = localAddress;
    }

    /** Takes over a channel that was accepted and admitted. */
    static void start(Loop loop, Routing routing, AsynchronousSocketChannel client) {
        Shared shared = loop.shared;
        shared.counters().accepted.increment();
        InetSocketAddress from;
        Connection connection;
        try {
            Sockets.prepare(client);
            from = Sockets.remote(client);
            connection = new Connection(loop, routing, client, from, Sockets.local(client));
        } catch (IOException | RuntimeException e) {
            LOG.debug("{}: a client left as it was accepted: {}", routing.listener(), e.toString());
            turnAway(shared, client, Ending.CLIENT_LEFT);
            return;
        }
        if (!shared.admission().enter(from.getAddress())) {
            LOG.debug("{}: {} holds as many connections as it may", routing.listener(), from);
            turnAway(shared, client, Ending.CLIENT_LIMIT);
            return;
        }
        loop.opened(connection);
        try {
            connection.begin();
        } catch (Throwable mistake) {
            connection.broke(mistake);
        }
    }

    private static void turnAway(Shared shared, AsynchronousSocketChannel client, Ending ending) {
        Sockets.close(client);
        shared.admission().leave();
        shared.counters().ended(ending);
    }

    // ---- opening

    private void begin() {
        expire(loop.shared.timeouts().routing());
        opening = new OpeningBytes(loop.buffers, loop.shared.limits().opening());
        reader = new OpeningReader(this, opening);
        if (routing.needsBytes()) {
            reader.read();
        } else {
            ask(new Question.Route());
        }
    }

    /** Listens for more, if the client has not said more already. */
    private void listen(OpeningReader from) {
        state = state.to(State.READING);
        if (from.hasNews()) {
            openingRead();
        } else if (!from.isPending()) {
            from.read();
        }
    }

    /** The client has said more, or has ended its side. */
    void openingRead() {
        switch (state) {
            case READING -> {
                if (opening != null && opening.size() > 0) {
                    ask(new Question.Route());
                } else {
                    close(Ending.CLIENT_LEFT, "it ended its side and had said nothing");
                }
            }
            case RELAYING -> {
                if (relay != null) {
                    relay.openingRead();
                }
            }
            case REJECTING -> {
                if (farewell != null) {
                    farewell.drain();
                }
            }
            // Read while the router was asked about silence: looked at when the connection listens again.
            case ROUTING, REPLYING, CONNECTING, CLOSED -> {}
        }
    }

    // ---- decision

    private void ask(Question question) {
        state = state.to(State.ROUTING);
        if (reader != null) {
            reader.told();
        }
        ByteBuffer bytes = opening == null ? NO_BYTES : opening.pinForView();
        RouterCall asked = new RouterCall(this, question, opening);
        // Known before it starts: a router that does not block answers within start().
        call = asked;
        asked.start(view(bytes));
    }

    /** The router has answered, perhaps too late. */
    void answered(RouterCall from, @Nullable Decision decision) {
        if (!isCurrent(from)) {
            return;
        }
        try {
            if (decision == null) {
                routerErred(from.question, "it answered null");
            } else {
                follow(from.question, decision);
            }
        } catch (Throwable mistake) {
            broke(mistake);
        }
    }

    /** The router has thrown, perhaps too late. */
    void routerFailed(RouterCall from, Throwable failure) {
        if (isCurrent(from)) {
            routerErred(from.question, "it threw " + failure);
            LOG.debug("router {} threw", routing.name(), failure);
        }
    }

    /** Gives up the pin of a call that has come back, and tells whether its answer still counts. */
    private boolean isCurrent(RouterCall from) {
        from.unpin();
        boolean current = call == from && state == State.ROUTING;
        if (current) {
            call = null;
        }
        return current;
    }

    private void routerErred(Question question, String reason) {
        loop.shared.counters().routerErrors.increment();
        LOG.warn(
                "router {} failed for {} on listener {}: {}; the connection was closed",
                routing.name(),
                clientAddress,
                routing.listener(),
                reason);
        close(Ending.ROUTER_FAILED, reason);
    }

    private void follow(Question question, Decision decision) {
        switch (decision) {
            case Decision.NeedMore needMore -> needMore(question);
            case Decision.Forward forward -> forward(question, forward);
            case Decision.Reply reply -> reply(question, reply);
            case Decision.Reject reject -> reject(question, reject);
        }
    }

    private void needMore(Question question) {
        OpeningBytes bytes = opening;
        OpeningReader from = reader;
        if (question instanceof Question.Silent) {
            close(Ending.ROUTING_TIMEOUT, "the router wants more bytes");
        } else if (bytes == null || from == null || question instanceof Question.Unreachable) {
            routerErred(question, "needMore() when no target could be reached");
        } else if (from.ended() && !from.hasNews()) {
            close(Ending.CLIENT_LEFT, "it ended its side before the router had enough");
        } else if (bytes.isFull()) {
            close(Ending.OPENING_FULL, "no decision after " + bytes.size() + " bytes");
        } else {
            listen(from);
        }
    }

    // ---- reply, and listen on

    private void reply(Question question, Decision.Reply reply) {
        OpeningBytes bytes = opening;
        if (bytes == null || question instanceof Question.Unreachable) {
            routerErred(question, "reply() when no target could be reached");
        } else if (reply.consumed() > bytes.size()) {
            routerErred(question, "reply() consumes " + reply.consumed() + " bytes of " + bytes.size());
        } else {
            state = state.to(State.REPLYING);
            bytes.consume(reply.consumed());
            Sending.start(
                    this,
                    client,
                    reply.bytes(),
                    () -> replied(question, reply.consumed() > 0 && bytes.size() > 0),
                    cause -> close(Ending.CLIENT_LEFT, String.valueOf(cause.getMessage())));
        }
    }

    private void replied(Question question, boolean askAtOnce) {
        OpeningReader from = reader;
        if (state != State.REPLYING || from == null) {
            return;
        }
        replies++;
        if (question instanceof Question.Silent) {
            expire(loop.shared.timeouts().routing());
        }
        if (askAtOnce) {
            state = state.to(State.READING);
            ask(new Question.Route());
        } else if (from.ended() && !from.hasNews()) {
            close(Ending.CLIENT_LEFT, "it ended its side before it was routed");
        } else {
            listen(from);
        }
    }

    // ---- connect

    private void forward(Question question, Decision.Forward forward) {
        if (question instanceof Question.Unreachable) {
            if (opening == null) {
                routerErred(question, "forward() after a target had taken the bytes");
                return;
            }
            if (++rounds > Router.ROUNDS) {
                close(Ending.TARGET_FAILED, "no target after " + Router.ROUNDS + " rounds");
                return;
            }
        }
        state = state.to(State.CONNECTING);
        connecting = new Connecting(this, forward, loop.shared.timeouts().connect());
        connecting.next();
    }

    /** One target failed; there may be others. */
    void targetFailed(Target target, Failure failure, String reason) {
        LOG.debug("{} -> {}: {}: {}", clientAddress, target, failure.reason(), reason);
        ByteBuffer copy = opening == null ? NO_BYTES : opening.copy();
        RouterCall.tell(this, view(copy), target, failure);
    }

    /** The last target of a forward failed. */
    void noTargetLeft(Target target, Failure failure) {
        connecting = null;
        expire(loop.shared.timeouts().routing());
        ask(new Question.Unreachable(target, failure));
    }

    // ---- relay

    void connected(AsynchronousSocketChannel to, Target target, Decision.Forward forward) {
        OpeningBytes bytes = opening;
        OpeningReader from = reader;
        if (bytes == null || from == null) {
            throw new IllegalStateException("a connection can't be relayed twice");
        }
        LOG.info("forwarded {} to {}", clientAddress, target);
        state = state.to(State.RELAYING);
        connecting = null;
        opening = null;
        reader = null;
        relay = new Relay(this, to, target, forward, loop.shared.timeouts());
        relay.begin(bytes, from);
    }

    /** Arms the deadline of the relay. */
    void expireAt(long tick) {
        loop.deadlines.set(deadline, tick);
    }

    /** The target was connected, and has said nothing in time. */
    void noFirstByte(Target target) {
        targetFailed(target, Failure.NO_FIRST_BYTE, "no first byte in time");
        noTargetLeft(target, Failure.NO_FIRST_BYTE);
    }

    /** A pump of a relay that was stopped has no operation in flight any more. */
    void pumpStopped() {
        if (farewell != null) {
            farewell.drain();
        }
    }

    // ---- reject and close

    private void reject(Question question, Decision.Reject reject) {
        Ending ending = switch (question) {
            case Question.Route route -> Ending.REJECTED;
            case Question.Silent silent -> Ending.ROUTING_TIMEOUT;
            case Question.Unreachable unreachable -> Ending.TARGET_FAILED;
        };
        ByteBuffer words = reject.reply();
        if (!words.hasRemaining()) {
            close(ending, "by the router");
            return;
        }
        state = state.to(State.REJECTING);
        expire(Farewell.PATIENCE);
        farewell = new Farewell(this, ending);
        farewell.say(words);
    }

    /** Whether nobody reads from the client at present. */
    boolean isClientUnread() {
        return (reader == null || !reader.isPending()) && (relay == null || relay.isClientUnread());
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Ends the connection. Does nothing where it has ended already. */
    void close(Ending ending, String reason) {
        if (state == State.CLOSED) {
            return;
        }
        state = state.to(State.CLOSED);
        // Counted first, so that whoever sees the end of the connection sees it counted.
        loop.shared.counters().ended(ending);
        loop.deadlines.off(deadline);
        Sockets.close(client);
        if (call != null) {
            call.interrupt();
        }
        if (connecting != null) {
            connecting.cancel();
        }
        if (relay != null) {
            relay.close();
        }
        if (opening != null) {
            opening.release();
        }
        loop.shared.admission().leave(clientAddress.getAddress());
        loop.shared.admission().leave();
        loop.closed(this);
        LOG.debug("{} ended: {} ({})", clientAddress, ending, reason);
    }

    /** Ends the connection so that neither side takes it for complete. */
    void abort(Ending ending, String reason) {
        if (state != State.CLOSED) {
            Reset.onClose(client);
            if (relay != null) {
                relay.resetOnClose();
            }
            close(ending, reason);
        }
    }

    /** A mistake of ours has escaped from a step. */
    void broke(Throwable mistake) {
        LOG.error("a mistake in Roulette: the connection of {} was closed in {}", clientAddress, state, mistake);
        abort(Ending.INTERNAL, mistake.toString());
    }

    // ---- deadlines

    private void expire(Duration time) {
        loop.deadlines.set(deadline, time.isZero() ? Deadlines.NEVER : loop.deadlines.after(time));
    }

    /** Gives the target now being tried this long. */
    void expireConnect(Duration time) {
        expire(time);
    }

    @Override
    public long due(long tick) {
        try {
            return onDeadline(tick);
        } catch (Throwable mistake) {
            broke(mistake);
            return Deadlines.NEVER;
        }
    }

    private long onDeadline(long tick) {
        switch (state) {
            case READING -> {
                if (silentAsked) {
                    close(Ending.ROUTING_TIMEOUT, "no decision in time");
                } else {
                    fallSilent();
                }
            }
            case ROUTING, REPLYING -> close(Ending.ROUTING_TIMEOUT, "no decision in time");
            case CONNECTING -> {
                if (connecting != null) {
                    connecting.timedOut();
                }
            }
            case RELAYING -> {
                if (relay != null) {
                    return relay.due(tick);
                }
            }
            case REJECTING -> {
                if (farewell != null) {
                    farewell.timedOut();
                }
            }
            case CLOSED -> {}
        }
        return Deadlines.NEVER;
    }

    private void fallSilent() {
        // A read is pending and can't be taken back.
        silentAsked = true;
        expire(loop.shared.timeouts().routing());
        ask(new Question.Silent());
    }

    private OpeningView view(ByteBuffer bytes) {
        return new OpeningView(
                clientAddress, localAddress, routing.listener(), bytes, reader != null && reader.ended(), replies);
    }
}
