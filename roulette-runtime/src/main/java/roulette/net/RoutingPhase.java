package roulette.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Decision;
import roulette.dialogue.Cause;
import roulette.dialogue.Dialogue;
import roulette.dialogue.Progress;
import roulette.dialogue.Question;
import roulette.dialogue.Step;
import roulette.eventloop.BufferPool;
import roulette.eventloop.BufferWriter;
import roulette.eventloop.EventLoop;
import roulette.eventloop.TimerWheel;
import roulette.proxyprotocol.HeaderReader;
import roulette.proxyprotocol.ProxyHeader;
import roulette.routing.OpeningBytes;
import roulette.routing.OpeningReader;
import roulette.routing.OpeningView;
import roulette.routing.RouterCall;
import roulette.routing.RouterNotice;
import roulette.routing.RouterQuestion;
import roulette.routing.RunningRouter;
import roulette.text.Addresses;
import roulette.text.OneLine;

/**
 * Routing phase: reads the client's bytes, calls the router and sends its replies, until the router has decided. Performs
 * the steps of {@link Dialogue}. Confined to the loop's thread.
 */
final class RoutingPhase implements Stage, Progress, RouterCall.Caller<Decision> {
    private static final Logger LOG = LoggerFactory.getLogger("roulette.connections");
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Connection connection;

    /** The client's bytes and their reader. Null before {@link #begin()} and after {@link #handOver}. */
    private @Nullable OpeningReader opening;

    /** Reserved for the target's first bytes, so that memory can't run out after the connect. Null when opening is. */
    private @Nullable ByteBuffer reserved;

    /** Its target was abandoned, but its read from the client may be pending. */
    private @Nullable Relay stoppedRelay;

    private @Nullable RouterCall<Decision> call;
    private int replies;

    /** How many bytes the router saw in its last call. */
    private int shown;

    /** At most one more than {@link roulette.api.Router#ROUNDS}. */
    private byte forwards;

    private byte delegations;

    private boolean wasTimedOut;

    /** Null until a target has failed. */
    private @Nullable FailedTargets failedTargets;

    private static final class FailedTargets {
        /** For the connects to all targets. */
        final TimeBudget time;

        String lastReason = "";

        /** Of the client's bytes, for all calls that tell of a failed target. */
        ByteBuffer copy = NO_BYTES;

        FailedTargets(TimeBudget time) {
            this.time = time;
        }
    }

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
        opening = new OpeningReader(connection, connection.client, bytes);
        reserved = loop.buffers.take(BufferPool.FIRST);
        if (connection.isIdentifying()) {
            opening.read();
        } else {
            accepted();
        }
    }

    private void accepted() {
        follow(Dialogue.accepted(connection.routers.present().needsBytes(), this));
    }

    // ---- identification

    /** Bytes of the PROXY protocol header, or EOF, were received. */
    private void identify() {
        OpeningReader from = opening();
        OpeningBytes bytes = from.bytes();
        ProxyHeader header;
        try {
            header = HeaderReader.read(bytes.pinForView());
        } finally {
            bytes.unpin();
        }
        switch (header) {
            case ProxyHeader.Header whole -> {
                bytes.consume(whole.length());
                connection.statistics.received(-whole.length());
                if (bytes.size() == 0 && !from.ended()) {
                    from.clearNews();
                }
                if (connection.identified(whole)) {
                    accepted();
                }
            }
            case ProxyHeader.Invalid invalid -> connection.close(Ending.BAD_HEADER, invalid.reason());
            case ProxyHeader.NeedMore needMore -> {
                if (from.ended()) {
                    connection.close(Ending.CLIENT_LEFT, "EOF within the PROXY protocol header");
                } else {
                    read(from);
                }
            }
        }
    }

    // ---- opening

    private OpeningReader opening() {
        OpeningReader present = opening;
        if (present == null) {
            throw new IllegalStateException("the opening was handed over to a relay");
        }
        return present;
    }

    /** Waits for more bytes, unless a read is pending already. */
    private void await() {
        OpeningReader from = opening();
        if (!from.isPending()) {
            read(from);
        }
    }

    private void read(OpeningReader from) {
        if (from.bytes().makeRoom()) {
            from.read();
        } else {
            connection.close(Ending.OPENINGS_FULL, "no memory is left for openings");
        }
    }

    /** Bytes received during a router call or a reply are handled when the next read would begin. */
    @Override
    public void openingRead() {
        switch (connection.state()) {
            case IDENTIFYING -> identify();
            case READING -> opened();
            default -> {}
        }
    }

    /** Bytes or EOF were received from the client. */
    private void opened() {
        follow(Dialogue.received(this));
    }

    /** Reads from the client while no target can take its bytes, to detect a disconnect. The bytes are kept. */
    void watch() {
        OpeningReader from = opening;
        if (from == null || from.isPending() || from.ended() || full()) {
            return;
        }
        if (from.bytes().makeRoom()) {
            from.read();
        }
    }

    /** A relay was abandoned; bytes of its pending read from the client are dropped. */
    void relayStopped(Relay relay) {
        stoppedRelay = relay;
    }

    /** Whether no read from the client is pending. */
    boolean isClientUnread() {
        return (opening == null || !opening.isPending()) && (stoppedRelay == null || stoppedRelay.isClientUnread());
    }

    /**
     * Hands the opening over to the relay; later router calls get no bytes.
     *
     * @param received bytes of the target for the client, from its handshake; null: there was no handshake
     */
    void handOver(Relay relay, @Nullable ByteBuffer received) {
        OpeningReader from = opening();
        ByteBuffer first = Objects.requireNonNull(reserved);
        opening = null;
        reserved = null;
        if (failedTargets != null) {
            failedTargets.copy = NO_BYTES;
        }
        relay.begin(from, first, shown, received);
    }

    // ---- router calls

    /** All targets of a forward have failed, this one last. */
    void unreachable(FailedAttempt last) {
        failedTargets().lastReason = last.reason();
        ask(new RouterQuestion.Unreachable(last));
    }

    private void ask(RouterQuestion<Decision> question) {
        connection.enter(State.ROUTING);
        if (opening != null) {
            opening.clearNews();
        }
        shown = held();
        RouterCall<Decision> next = call(this, question);
        // Assigned before start(), within which a non-blocking router answers.
        call = next;
        connection.routers.called();
        next.start(connection.loop());
    }

    /** A call with the client's bytes, which are pinned until it has returned. */
    <T> RouterCall<T> call(RouterCall.Caller<T> caller, RouterQuestion<T> question) {
        OpeningBytes loan = opening == null ? null : opening.bytes();
        ByteBuffer bytes = loan == null ? NO_BYTES : loan.pinForView();
        try {
            OpeningView view = view(bytes, connection.routingDue());
            return new RouterCall<>(caller, connection.loop(), connection.routers.present(), question, view, loan);
        } catch (Throwable error) {
            if (loan != null) {
                loan.unpin();
            }
            throw error;
        }
    }

    /** The timeout of a connect that begins now: its own, or the rest of {@code timeouts.forward} if that is less. */
    Duration connectTime(Duration own) {
        if (failedTargets != null) {
            return failedTargets.time.limit(own);
        }
        Duration all = connection.timeouts().forward();
        return all.isZero() || !own.isZero() && own.compareTo(all) <= 0 ? own : all;
    }

    /** Whether {@code timeouts.forward} has passed. Only after a target has failed. */
    boolean isConnectOver() {
        return failedTargets().time.isOver();
    }

    private FailedTargets failedTargets() {
        FailedTargets failed = failedTargets;
        if (failed == null) {
            Duration passed = connection.statistics.sinceAttempt();
            failed = new FailedTargets(new TimeBudget(
                    connection.loop().timers, connection.timeouts().forward(), passed));
            failedTargets = failed;
        }
        return failed;
    }

    /** Notifies the router of a failed target. */
    void notifyFailed(FailedAttempt attempt) {
        Duration timeout = connection.timeouts().routing();
        OpeningView copy = view(opening == null ? NO_BYTES : copy(opening.bytes()), OpeningView.due(timeout));
        RouterNotice.failed(connection.loop(), timeout, connection.routers.present(), copy, attempt);
    }

    /** The same for several targets: after the first failure, bytes are added, but none are consumed. */
    private ByteBuffer copy(OpeningBytes bytes) {
        FailedTargets failed = failedTargets();
        if (failed.copy.remaining() != bytes.size()) {
            failed.copy = bytes.copy();
        }
        return failed.copy;
    }

    private OpeningView view(ByteBuffer bytes, long due) {
        return new OpeningView(connection, bytes, ended(), full(), replies, due);
    }

    /** The timeout of the PROXY protocol header, or of routing, has passed. */
    @Override
    public long expired(long tick) {
        if (connection.isIdentifying()) {
            connection.close(Ending.HEADER_TIMEOUT, "no PROXY protocol header in time");
            return TimerWheel.NEVER;
        }
        Step next = Dialogue.expired(
                switch (connection.state()) {
                    case ROUTING -> Dialogue.Stage.ASKING;
                    case REPLYING -> Dialogue.Stage.REPLYING;
                    default -> Dialogue.Stage.WAITING;
                },
                this);
        if (call != null) {
            warnRouterLate();
        }
        follow(next);
        return TimerWheel.NEVER;
    }

    /** Logs that a router call has not returned in time; its connection is closed next. */
    void warnRouterLate() {
        LOG.warn(
                "router {} did not answer in time for {} on listener {}; the connection was closed",
                connection.routers.present().name(),
                Addresses.text(connection.clientAddress()),
                connection.listener());
    }

    // ---- results of router calls

    @Override
    public void answered(RouterCall<Decision> from, @Nullable Decision decision) {
        if (!isCurrent(from)) {
            return;
        }
        try {
            if (decision != null) {
                connection.statistics.answered(decision);
            }
            Step next = Dialogue.answered(kind(from.question), decision, this);
            if (next instanceof Step.Wait || next instanceof Step.Ask) {
                connection.enter(State.READING);
            }
            follow(next);
        } catch (Throwable error) {
            connection.stepFailed(error);
        }
    }

    @Override
    public void routerFailed(RouterCall<Decision> from, Throwable failure) {
        if (!isCurrent(from)) {
            return;
        }
        try {
            routerThrew(failure);
        } catch (Throwable error) {
            connection.stepFailed(error);
        }
    }

    private static Question kind(RouterQuestion<Decision> question) {
        return switch (question) {
            case RouterQuestion.Route _ -> Question.ROUTE;
            case RouterQuestion.TimedOut _ -> Question.TIMED_OUT;
            case RouterQuestion.Unreachable _ -> Question.UNREACHABLE;
        };
    }

    private boolean isCurrent(RouterCall<Decision> from) {
        from.unpin();
        boolean current = call == from && !connection.isClosed();
        if (current) {
            call = null;
        }
        return current;
    }

    void routerThrew(Throwable failure) {
        failRouter("it threw " + OneLine.unescaped(failure));
        LOG.debug("router {} threw", connection.routers.present().name(), failure);
    }

    /** @param reason may contain untrusted text; escaped in the access log */
    private void failRouter(String reason) {
        LOG.warn(
                "router {} failed for {} on listener {}: {}; the connection was closed",
                connection.routers.present().name(),
                Addresses.text(connection.clientAddress()),
                connection.listener(),
                OneLine.of(reason));
        connection.close(Ending.ROUTER_FAILED, reason);
    }

    /** Performs a step. */
    void follow(Step step) {
        switch (step) {
            case Step.Wait _ -> await();
            case Step.Ask ask -> {
                if (ask.question() == Question.TIMED_OUT) {
                    // The pending read can't be cancelled; its result is handled afterwards.
                    wasTimedOut = true;
                    connection.expireRouting();
                    ask(RouterQuestion.TIMED_OUT);
                } else {
                    ask(RouterQuestion.ROUTE);
                }
            }
            case Step.Reply reply -> reply(reply);
            case Step.Forward forward -> {
                forwards++;
                connection.statistics.decided("forward", forward.forward().because());
                connection.connect(forward.forward());
            }
            case Step.Reject reject -> reject(reject);
            case Step.Delegate delegate -> delegate(delegate);
            case Step.InvalidAnswer invalid -> failRouter(invalid.text());
            case Step.Close close -> close(close);
        }
    }

    private void reply(Step.Reply step) {
        connection.enter(State.REPLYING);
        opening().bytes().consume(step.reply().consumed());
        BufferWriter.start(
                connection,
                connection.loop(),
                connection.client,
                step.reply().bytes(),
                () -> replied(step),
                cause -> connection.close(Ending.CLIENT_LEFT, String.valueOf(cause.getMessage())));
    }

    private void replied(Step.Reply step) {
        if (connection.isClosed()) {
            return;
        }
        replies++;
        connection.expireStep(step.reply().within().orElse(connection.timeouts().routing()));
        connection.enter(State.READING);
        follow(Dialogue.replied(step.reply(), this));
    }

    private void delegate(Step.Delegate step) {
        RunningRouter other =
                connection.worker.shared.routers().get(step.delegate().router());
        if (other == null) {
            failRouter("it delegated to " + step.delegate().router() + ", which is not a router of the configuration");
            return;
        }
        delegations++;
        connection.statistics.decided("delegate", step.delegate().because());
        connection.routers.delegate(other);
        connection.enter(State.READING);
        follow(Dialogue.delegated(step.question(), other.needsBytes(), this));
    }

    private void reject(Step.Reject step) {
        if (step.cause() != Cause.TARGET_FAILED) {
            // If all targets failed, the access log keeps the decision to forward.
            connection.statistics.decided("reject", step.reject().because());
        }
        if (step.resets()) {
            connection.abort(Ending.of(step.cause()), step.reason());
        } else {
            connection.reject(
                    Ending.of(step.cause()), step.reason(), step.reject().reply());
        }
    }

    private void close(Step.Close step) {
        if (step.resets()) {
            connection.abort(Ending.of(step.cause()), step.reason());
        } else {
            connection.close(Ending.of(step.cause()), step.reason());
        }
    }

    // ---- progress

    @Override
    public int held() {
        return opening == null ? 0 : opening.bytes().size();
    }

    @Override
    public boolean hasNews() {
        return opening != null && opening.hasNews();
    }

    @Override
    public boolean ended() {
        return opening != null && opening.ended();
    }

    @Override
    public boolean full() {
        return opening != null && opening.bytes().isFull();
    }

    @Override
    public boolean taken() {
        return opening == null;
    }

    @Override
    public boolean wasTimedOut() {
        return wasTimedOut;
    }

    @Override
    public int forwards() {
        return forwards;
    }

    @Override
    public int delegations() {
        return delegations;
    }

    @Override
    public String lastFailure() {
        return failedTargets == null ? "" : failedTargets.lastReason;
    }

    @Override
    public void close() {
        try {
            if (call != null) {
                call.abandon();
            }
        } finally {
            if (opening != null) {
                opening.bytes().release();
            }
            if (reserved != null) {
                connection.loop().buffers.give(reserved);
                reserved = null;
            }
        }
    }
}
