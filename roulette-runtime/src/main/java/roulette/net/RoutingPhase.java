package roulette.net;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.Target;
import roulette.eventloop.BufferPool;
import roulette.eventloop.BufferWriter;
import roulette.eventloop.EventLoop;
import roulette.eventloop.TimerWheel;
import roulette.proxyprotocol.HeaderReader;
import roulette.proxyprotocol.ProxyHeader;
import roulette.routing.OpeningBytes;
import roulette.routing.OpeningReader;
import roulette.routing.OpeningView;
import roulette.routing.Question;
import roulette.routing.RouterCall;
import roulette.text.OneLine;

/**
 * What passes between client and router until it is known where the connection goes: bytes are read, the router is
 * asked, the client is answered, more bytes are read. Confined to the loop's thread.
 */
final class RoutingPhase implements Stage, RouterCall.Caller {
    private static final Logger LOG = LoggerFactory.getLogger("roulette.connections");
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Connection connection;

    /** Until a target takes them. */
    private @Nullable OpeningBytes opening;

    private @Nullable OpeningReader reader;

    /** For what the target will say, lest there be no memory for that once it is connected. Until it is connected. */
    private @Nullable ByteBuffer spare;

    /** Had its target given up, while its read of the client waits. */
    private @Nullable Relay stoppedRelay;

    private @Nullable RouterCall call;
    private int replies;
    private int rounds;
    private boolean silentAsked;

    RoutingPhase(Connection connection) {
        this.connection = connection;
    }

    void begin() {
        EventLoop loop = connection.loop();
        int limit = connection.worker.shared.limits().opening();
        OpeningBytes bytes = new OpeningBytes(
                loop.buffers,
                connection.worker.shared.openings(),
                connection.isIdentifying() ? Math.max(limit, HeaderReader.MAXIMUM) : limit);
        opening = bytes;
        spare = loop.buffers.take(BufferPool.FIRST);
        reader = new OpeningReader(connection, connection.client, bytes);
        if (connection.isIdentifying()) {
            reader.read();
        } else {
            hear(reader);
        }
    }

    /** Hears the client for the first time. */
    private void hear(OpeningReader from) {
        if (connection.router.needsBytes()) {
            await(from);
        } else {
            ask(new Question.Route());
        }
    }

    // ---- identification

    /** More of the PROXY protocol's header has come. */
    private void identify() {
        OpeningBytes bytes = opening;
        OpeningReader from = reader;
        if (bytes == null || from == null) {
            throw new IllegalStateException("the header comes before all else");
        }
        ProxyHeader header;
        try {
            header = HeaderReader.read(bytes.pinForView());
        } finally {
            bytes.unpin();
        }
        switch (header) {
            case ProxyHeader.Header whole -> {
                bytes.consume(whole.length());
                connection.statistics.said(-whole.length());
                if (bytes.size() == 0 && !from.ended()) {
                    from.told();
                }
                if (connection.identified(whole)) {
                    hear(from);
                }
            }
            case ProxyHeader.Invalid invalid -> connection.close(Ending.BAD_HEADER, invalid.reason());
            case ProxyHeader.NeedMore needMore -> {
                if (from.ended()) {
                    connection.close(Ending.CLIENT_LEFT, "it ended its side within the PROXY protocol's header");
                } else if (bytes.makeRoom()) {
                    from.read();
                } else {
                    connection.close(Ending.OPENINGS_FULL, "no memory is left for openings");
                }
            }
        }
    }

    // ---- opening

    /** Listens for more, if the client has not said more already. */
    private void listen(OpeningReader from) {
        connection.enter(State.READING);
        await(from);
    }

    private void await(OpeningReader from) {
        if (from.hasNews()) {
            opened();
        } else if (!from.isPending()) {
            if (opening != null && opening.isFull()) {
                connection.close(Ending.OPENING_FULL, "no decision after " + opening.size() + " bytes");
            } else if (opening == null || opening.makeRoom()) {
                from.read();
            } else {
                connection.close(Ending.OPENINGS_FULL, "no memory is left for openings");
            }
        }
    }

    /** What comes while the router is asked or a reply is written is handled when the next read would begin. */
    @Override
    public void openingRead() {
        switch (connection.state()) {
            case IDENTIFYING -> identify();
            case READING -> opened();
            default -> {}
        }
    }

    /** The client has said more, or has ended its side. */
    private void opened() {
        if (opening != null && opening.size() > 0) {
            ask(new Question.Route());
        } else {
            connection.close(Ending.CLIENT_LEFT, "it ended its side before it was routed");
        }
    }

    /** Reads from the client while a target is not ready for its bytes, to hear if it leaves. What it says is kept. */
    void watch() {
        OpeningBytes bytes = opening;
        OpeningReader from = reader;
        if (bytes == null || from == null || from.isPending() || from.ended() || bytes.isFull()) {
            return;
        }
        if (bytes.makeRoom()) {
            from.read();
        }
    }

    /** A relay was given up; what it still reads from the client is dropped. */
    void relayStopped(Relay relay) {
        stoppedRelay = relay;
    }

    /** Whether nothing reads from the client at present. */
    boolean isClientUnread() {
        return (reader == null || !reader.isPending()) && (stoppedRelay == null || stoppedRelay.isClientUnread());
    }

    /** Hands over the bytes and their reader; what is asked from now on is asked without them. */
    void handOver(Relay relay) {
        OpeningBytes bytes = opening;
        OpeningReader from = reader;
        ByteBuffer first = spare;
        if (bytes == null || from == null || first == null) {
            throw new IllegalStateException("a connection can't be relayed twice");
        }
        opening = null;
        reader = null;
        spare = null;
        relay.begin(bytes, from, first);
    }

    // ---- questions

    void ask(Question question) {
        connection.enter(State.ROUTING);
        if (reader != null) {
            reader.told();
        }
        ByteBuffer bytes = opening == null ? NO_BYTES : opening.pinForView();
        RouterCall asked;
        try {
            asked = new RouterCall(this, connection.loop(), connection.router, question, view(bytes), opening);
        } catch (Throwable mistake) {
            if (opening != null) {
                opening.unpin();
            }
            throw mistake;
        }
        // Known before it starts: a router that does not block answers within start().
        call = asked;
        asked.start();
    }

    /** Tells the router of a failed target. */
    void tell(Target target, Failure failure) {
        RouterNotice.tell(
                connection.worker,
                connection.router,
                view(opening == null ? NO_BYTES : opening.copy()),
                target,
                failure);
    }

    private OpeningView view(ByteBuffer bytes) {
        return new OpeningView(
                connection, bytes, reader != null && reader.ended(), opening != null && opening.isFull(), replies);
    }

    /** The deadline of the header, or of routing, has passed. */
    @Override
    public long expired(long tick) {
        State state = connection.state();
        if (state == State.IDENTIFYING) {
            connection.close(Ending.HEADER_TIMEOUT, "no header of the PROXY protocol in time");
        } else if (state == State.READING && !silentAsked) {
            // The read that is pending can't be taken back; what it brings is looked at afterwards.
            silentAsked = true;
            connection.expireRouting();
            ask(new Question.TimedOut());
        } else {
            if (call != null) {
                connection.worker.shared.counters().routerTimeouts.increment();
                LOG.warn(
                        "router {} did not answer in time for {} on listener {}; the connection was closed",
                        connection.router.name(),
                        connection.clientAddress(),
                        connection.listener.name());
            }
            if (state == State.REPLYING) {
                connection.abort(Ending.ROUTING_TIMEOUT, "the client did not take a whole reply in time");
            } else {
                connection.close(Ending.ROUTING_TIMEOUT, "no decision in time");
            }
        }
        return TimerWheel.NEVER;
    }

    // ---- answers

    @Override
    public void answered(RouterCall from, @Nullable Decision decision) {
        if (!isCurrent(from)) {
            return;
        }
        try {
            if (decision == null) {
                routerErred("it answered null");
            } else {
                follow(from.question, decision);
            }
        } catch (Throwable mistake) {
            connection.broke(mistake);
        }
    }

    @Override
    public void routerFailed(RouterCall from, Throwable failure) {
        if (!isCurrent(from)) {
            return;
        }
        try {
            routerErred("it threw " + OneLine.of(failure));
            LOG.debug("router {} threw", connection.router.name(), failure);
        } catch (Throwable mistake) {
            connection.broke(mistake);
        }
    }

    private boolean isCurrent(RouterCall from) {
        from.unpin();
        boolean current = call == from && !connection.isClosed();
        if (current) {
            call = null;
        }
        return current;
    }

    private void routerErred(String reason) {
        connection.worker.shared.counters().routerErrors.increment();
        LOG.warn(
                "router {} failed for {} on listener {}: {}; the connection was closed",
                connection.router.name(),
                connection.clientAddress(),
                connection.listener.name(),
                reason);
        connection.close(Ending.ROUTER_FAILED, reason);
    }

    private void follow(Question question, Decision decision) {
        switch (decision) {
            case Decision.NeedMore needMore -> needMore(question);
            case Decision.Forward forward -> forward(question, forward);
            case Decision.Reply reply -> reply(question, reply);
            case Decision.Reject reject -> reject(question, reject);
            default ->
                routerErred("it answered " + decision.getClass().getName()
                        + ", which this version of Roulette does not know");
        }
    }

    private void reject(Question question, Decision.Reject reject) {
        switch (question) {
            case Question.Route _ -> {
                connection.statistics.decided("reject", reject.because());
                connection.reject(Ending.REJECTED, "by the router", reject.reply());
            }
            case Question.TimedOut _ -> {
                connection.statistics.decided("reject", reject.because());
                connection.reject(Ending.ROUTING_TIMEOUT, "no decision in time", reject.reply());
            }
            // The decision was to forward, and still is what the access line tells of.
            case Question.Unreachable unreachable ->
                connection.reject(Ending.TARGET_FAILED, "last target: " + unreachable.reason(), reject.reply());
        }
    }

    private void needMore(Question question) {
        OpeningBytes bytes = opening;
        OpeningReader from = reader;
        if (question instanceof Question.TimedOut) {
            connection.close(Ending.ROUTING_TIMEOUT, "the router wants more bytes");
        } else if (bytes == null || from == null || question instanceof Question.Unreachable) {
            routerErred("needMore() when no target could be reached");
        } else if (from.ended() && !from.hasNews()) {
            connection.close(Ending.CLIENT_LEFT, "it ended its side before the router had enough");
        } else {
            listen(from);
        }
    }

    private void forward(Question question, Decision.Forward forward) {
        if (opening == null) {
            routerErred("forward() after a target had taken the bytes");
        } else if (question instanceof Question.Unreachable && ++rounds > Router.ROUNDS) {
            connection.abort(Ending.TARGET_FAILED, "no target after " + Router.ROUNDS + " rounds");
        } else {
            connection.statistics.decided("forward", forward.because());
            connection.connect(forward);
        }
    }

    private void reply(Question question, Decision.Reply reply) {
        OpeningBytes bytes = opening;
        if (bytes == null || question instanceof Question.Unreachable) {
            routerErred("reply() when no target could be reached");
        } else if (reply.consumed() > bytes.size()) {
            routerErred("reply() consumes " + reply.consumed() + " bytes of " + bytes.size());
        } else {
            connection.enter(State.REPLYING);
            bytes.consume(reply.consumed());
            BufferWriter.start(
                    connection,
                    connection.loop(),
                    connection.client,
                    reply.bytes(),
                    () -> replied(question, reply.consumed() > 0 && bytes.size() > 0),
                    cause -> connection.close(Ending.CLIENT_LEFT, String.valueOf(cause.getMessage())));
        }
    }

    private void replied(Question question, boolean askAtOnce) {
        OpeningReader from = reader;
        if (connection.isClosed() || from == null) {
            return;
        }
        replies++;
        if (question instanceof Question.TimedOut) {
            connection.expireRouting();
        }
        if (askAtOnce) {
            connection.enter(State.READING);
            ask(new Question.Route());
        } else if (from.ended() && !from.hasNews()) {
            connection.close(Ending.CLIENT_LEFT, "it ended its side before it was routed");
        } else {
            listen(from);
        }
    }

    @Override
    public void close() {
        try {
            if (call != null) {
                call.abandon();
            }
        } finally {
            if (opening != null) {
                opening.release();
            }
            if (spare != null) {
                connection.loop().buffers.give(spare);
                spare = null;
            }
        }
    }
}
