package roulette.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Target;
import roulette.dialogue.Step;
import roulette.eventloop.BufferWriter;
import roulette.eventloop.EventLoop;
import roulette.eventloop.NoBufferException;
import roulette.eventloop.Reset;
import roulette.eventloop.Sockets;
import roulette.eventloop.Timer;
import roulette.eventloop.TimerWheel;
import roulette.options.Timeouts;
import roulette.proxyprotocol.HeaderWriter;
import roulette.proxyprotocol.ProxyHeader;
import roulette.proxyprotocol.Tlv;
import roulette.routing.OpeningReader;
import roulette.routing.OpeningView;
import roulette.routing.RouterState;
import roulette.text.Addresses;
import roulette.text.LastResort;
import roulette.text.OneLine;

/**
 * One connection, from accept to close: has its {@link State} and the data shared by its stages, each of which reports its
 * result here. The stages are {@link RoutingPhase}, {@link Connector}, {@link TargetHandshake}, {@link Relay} and
 * {@link LingeringClose}. Confined to its loop's thread.
 */
final class Connection
        implements Timer.Expiry,
                OpeningReader.Listener,
                OpeningView.ConnectionData,
                BufferWriter.Owner,
                Worker.OpenConnection {
    private static final Logger LOG = LoggerFactory.getLogger("roulette.connections");

    final Worker worker;
    private final OpenListener opened;

    final ConnectionRouters routers;

    final AsynchronousSocketChannel client;
    private final InetSocketAddress peerAddress;
    final ConnectionStatistics statistics = new ConnectionStatistics();
    private final Timer timer = new Timer(this);
    final RoutingPhase routing = new RoutingPhase(this);
    private State state;
    private InetSocketAddress clientAddress;
    private InetSocketAddress localAddress;
    private List<Tlv> tlvs = List.of();
    private boolean countedForClient;

    /** Unique among the connections of its worker. */
    private final long number;

    /** The routing deadline, by {@link System#nanoTime}. */
    private long routingDue;

    /** Null without a limit. */
    private final @Nullable TimeBudget lifetime;

    /** Null until the first reply of the router or the first target handshake. */
    private @Nullable TimeBudget conversation;

    /** The current stage; the last one after close. Volatile for {@link #resetOnClose()}. */
    private volatile Stage stage = routing;

    private Connection(
            Worker worker,
            OpenListener opened,
            AsynchronousSocketChannel client,
            InetSocketAddress peerAddress,
            InetSocketAddress localAddress) {
        this.worker = worker;
        this.opened = opened;
        this.routers = new ConnectionRouters(opened.router);
        this.client = client;
        this.peerAddress = peerAddress;
        this.clientAddress = peerAddress;
        this.localAddress = localAddress;
        this.number = worker.nextNumber();
        Duration limit = opened.timeouts.lifetime();
        this.lifetime = limit.isZero() ? null : new TimeBudget(loop().timers, limit, Duration.ZERO);
        boolean header = opened.listener.expectsHeader(peerAddress.getAddress());
        this.state = header ? State.IDENTIFYING : State.READING;
    }

    EventLoop loop() {
        return worker.loop;
    }

    /** The timeouts of its listener. */
    Timeouts timeouts() {
        return opened.timeouts;
    }

    /** The client's address as known so far. */
    @Override
    public InetSocketAddress clientAddress() {
        return clientAddress;
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public InetSocketAddress peerAddress() {
        return peerAddress;
    }

    @Override
    public List<Tlv> tlvs() {
        return tlvs;
    }

    @Override
    public String listener() {
        return opened.listener.name();
    }

    @Override
    public String id() {
        return worker.shared.ids().of(loop().number(), number);
    }

    /** The id, without a reference to this connection. */
    private Supplier<String> idLater() {
        ConnectionIds ids = worker.shared.ids();
        int loop = loop().number();
        long own = number;
        return () -> ids.of(loop, own);
    }

    @Override
    public RouterState routerState() {
        return routers.state();
    }

    long routingDue() {
        return routingDue;
    }

    /** Takes ownership of an accepted channel, which was counted and has its socket options. */
    static void start(Worker worker, OpenListener opened, AsynchronousSocketChannel client) {
        Shared shared = worker.shared;
        @Nullable Connection connection = null;
        try {
            connection = new Connection(worker, opened, client, Sockets.remote(client), Sockets.local(client));
            worker.opened(connection);
            connection.begin();
        } catch (Throwable error) {
            if (connection != null) {
                connection.stepFailed(error);
                return;
            }
            Sockets.close(client);
            opened.leave();
            shared.counters().ended(error instanceof IOException ? Ending.CLIENT_LEFT : Ending.INTERNAL);
            LOG.debug("listener {}: a client disconnected during accept", opened.listener.name(), error);
        }
    }

    private void begin() {
        if (state == State.IDENTIFYING) {
            expire(opened.timeouts.proxyHeader());
            routing.begin();
        } else if (admit()) {
            expireRouting();
            routing.begin();
        }
    }

    /** Counts the connection for its client; closes it and returns false if its address is denied or over its limit. */
    private boolean admit() {
        if (!opened.listener.admits(clientAddress.getAddress())) {
            abort(Ending.DENIED, "its address is not allowed");
            return false;
        }
        if (!opened.take(clientAddress.getAddress())) {
            abort(Ending.CLIENT_RATE, "its address opens connections faster than it may");
            return false;
        }
        countedForClient = opened.enter(clientAddress.getAddress());
        if (!countedForClient) {
            close(Ending.CLIENT_LIMIT, "its address has reached limits.per-client");
        }
        return countedForClient;
    }

    /** The PROXY protocol header was received. Returns false if the connection was closed. */
    boolean identified(ProxyHeader.Header header) {
        enter(State.READING);
        clientAddress = header.source().orElse(clientAddress);
        localAddress = header.destination().orElse(localAddress);
        tlvs = header.tlvs();
        expireRouting();
        return admit();
    }

    // ---- state

    /**
     * Enters the next state.
     *
     * @throws IllegalStateException if the diagram of {@link State} has no such arrow
     */
    void enter(State next) {
        state = state.to(next);
    }

    State state() {
        return state;
    }

    boolean isIdentifying() {
        return state == State.IDENTIFYING;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** A read of the opening has completed: handled by the current stage, which may have changed meanwhile. */
    @Override
    public void openingRead(int count) {
        if (count > 0) {
            statistics.received(count);
        }
        if (!isClosed()) {
            stage.openingRead();
        }
    }

    /** The read of the opening has failed. */
    @Override
    public void openingFailed(Throwable cause) {
        if (stage instanceof Relay relay && state == State.RELAYING) {
            relay.openingFailed(cause);
        } else {
            close(Ending.CLIENT_LEFT, String.valueOf(cause.getMessage()));
        }
    }

    // ---- connect

    void connect(Decision.Forward forward) {
        enter(State.CONNECTING);
        Connector connector = new Connector(this, forward, opened.timeouts.connect());
        stage = connector;
        connector.next();
    }

    /** The connect is pending: closes the connection if the client disconnects meanwhile. */
    void watchClient() {
        routing.watch();
    }

    /** One target failed; others may be left. */
    void targetFailed(FailedAttempt attempt) {
        statistics.failed(attempt);
        worker.shared.targets().failed(attempt, listener(), routers.present().name());
        LOG.debug("{} -> {}: {}", Addresses.text(clientAddress()), attempt.target(), attempt.reason());
        routing.notifyFailed(attempt);
    }

    /** The last target of a forward has failed. */
    void noTargetLeft(FailedAttempt last) {
        stage = routing;
        expireRouting();
        routing.unreachable(last);
    }

    /** A part of the router's bytes for client or target was written. */
    @Override
    public void progressed() {
        stage.progressed();
    }

    // ---- relay

    /** Starts the handshake of a connected target with the router. If it is given up, the connector continues. */
    void beginHandshake(Connector connector, AsynchronousSocketChannel to, Target target, InetSocketAddress at) {
        TargetHandshake begun;
        try {
            begun = new TargetHandshake(this, connector, to, target, at);
        } catch (Throwable error) {
            Sockets.close(to);
            throw error;
        }
        stage = begun;
        if (worker.resetsOnClose()) {
            resetOnClose();
        }
        begun.begin();
    }

    /** The handshake of a target with the router has failed. */
    void handshakeFailed(Connector connector, Failure failure, String reason) {
        stage = connector;
        connector.failed(failure, reason);
    }

    /** The router ended a target handshake with a decision about the client. */
    void answerClient(Step step) {
        stage = routing;
        routing.follow(step);
    }

    /** The PROXY protocol header for targets; null: none. */
    @Nullable
    ByteBuffer header(Decision.Forward forward) {
        return forward.proxyProtocol()
                .or(opened.listener::sendProxy)
                .map(version -> HeaderWriter.write(version, clientAddress, localAddress))
                .orElse(null);
    }

    /** @param received bytes of the target for the client, from its handshake; null: there was no handshake */
    void connected(
            AsynchronousSocketChannel to,
            Target target,
            InetSocketAddress at,
            Decision.Forward forward,
            @Nullable ByteBuffer received) {
        Relay begun;
        try {
            statistics.connected(target, at, worker.shared.targets().of(target));
            worker.shared.counters().forwarded.increment();
            if (LOG.isDebugEnabled()) {
                LOG.debug("forwarded {} to {}", Addresses.text(clientAddress()), target);
            }
            enter(State.RELAYING);
            begun = new Relay(this, to, target, forward, opened.timeouts);
        } catch (Throwable error) {
            Sockets.close(to);
            throw error;
        }
        stage = begun;
        if (worker.resetsOnClose()) {
            resetOnClose();
        }
        routing.handOver(begun, received);
    }

    /** The target was connected, and the first-byte timeout has passed. */
    void noFirstByte(Relay relay, Target target) {
        statistics.relayed(relay.movedUp(), relay.movedDown());
        statistics.disconnected();
        routing.relayStopped(relay);
        Failure failure = Failure.NO_FIRST_BYTE;
        FailedAttempt attempt = new FailedAttempt(target, failure, failure.reason(), true, statistics.sinceAttempt());
        targetFailed(attempt);
        noTargetLeft(attempt);
    }

    /** The last operation of a stopped pump has completed. */
    void pumpStopped() {
        if (stage instanceof LingeringClose closing) {
            closing.drain();
        }
    }

    // ---- close

    /** Sends the message, if it is not empty, and closes. */
    void reject(Ending ending, String reason, ByteBuffer message) {
        if (!message.hasRemaining()) {
            close(ending, reason);
            return;
        }
        enter(State.REJECTING);
        LingeringClose closing = new LingeringClose(this, ending, reason);
        stage = closing;
        closing.send(message);
    }

    /** Closes the connection. Does nothing if it is closed. */
    void close(Ending ending, String reason) {
        if (isClosed()) {
            return;
        }
        enter(State.CLOSED);
        boolean logs = ending.isLogged() && worker.shared.accessLog() != AccessRecord.Sink.NONE;
        boolean notifies = routers.anyHandlesEnded();
        @Nullable AccessRecord line = null;
        // If one part throws, the others are still executed.
        try {
            // Counted and logged before the channels are closed, so that the peer's EOF implies both.
            worker.shared.counters().ended(ending);
            line = logs || notifies ? record(ending, reason) : null;
            if (logs && line != null) {
                worker.shared.accessLog().ended(line);
            }
        } finally {
            closeAll(notifies ? line : null);
        }
    }

    /** @param record for the routers that are notified of the end; null: none is */
    private void closeAll(@Nullable AccessRecord record) {
        try {
            closeClient();
        } finally {
            try {
                closeTarget();
            } finally {
                try {
                    if (record != null) {
                        Duration timeout = opened.timeouts.routing();
                        routers.notifyEnded(loop(), timeout, record, statistics.target());
                    }
                } finally {
                    leave();
                }
            }
        }
    }

    private AccessRecord record(Ending ending, String reason) {
        if (stage instanceof Relay relay) {
            statistics.relayed(relay.movedUp(), relay.movedDown());
        }
        return statistics.record(
                idLater(),
                listener(),
                routers.present().name(),
                routers.formerNames(),
                clientAddress,
                peerAddress,
                ending,
                reason);
    }

    private void closeClient() {
        loop().timers.off(timer);
        try {
            Sockets.close(client);
        } finally {
            routing.close();
        }
    }

    private void closeTarget() {
        if (stage != routing) {
            stage.close();
        }
    }

    private void leave() {
        try {
            if (countedForClient) {
                opened.leave(clientAddress.getAddress());
            }
        } finally {
            statistics.disconnected();
            opened.leave();
            worker.closed(this);
        }
    }

    /** Closes the connection with a reset of both sides, so that neither takes its data for complete. */
    @Override
    public void abort(Ending ending, String reason) {
        if (isClosed()) {
            return;
        }
        try {
            resetOnClose();
        } finally {
            close(ending, reason);
        }
    }

    /**
     * Makes any later close of the two sockets a reset, also one by the channel group or the kernel. For any thread that
     * got the connection from its worker's set.
     */
    @Override
    public void resetOnClose() {
        try {
            Reset.onClose(client);
        } finally {
            switch (stage) {
                case Relay relay -> relay.resetOnClose();
                case TargetHandshake handshake -> handshake.resetOnClose();
                default -> {}
            }
        }
    }

    /** A step threw: an internal error, or out of memory. Throws nothing. */
    @Override
    public void stepFailed(Throwable error) {
        boolean noMemory = error instanceof NoBufferException;
        try {
            if (noMemory) {
                abort(Ending.NO_MEMORY, String.valueOf(error.getMessage()));
            } else {
                abort(Ending.INTERNAL, describe(error));
            }
        } catch (Throwable another) {
            LastResort.log(LOG, "internal error: closing the connection of {} failed", clientAddress, another);
        }
        if (!noMemory) {
            LastResort.log(LOG, "internal error: the connection of {} was closed", clientAddress, error);
        }
    }

    private String describe(Throwable error) {
        try {
            return "in " + state + ": " + OneLine.unescaped(error);
        } catch (Throwable shortage) {
            // There is no memory for the reason; the connection is closed nevertheless.
            return "internal error";
        }
    }

    // ---- deadlines

    /** Restarts the routing timeout. */
    void expireRouting() {
        Duration time = opened.timeouts.routing();
        routingDue = OpeningView.due(time);
        expire(time);
    }

    /** Starts the timeout of the next step of the conversation, limited by that of all its steps. Zero: without limit. */
    void expireStep(Duration time) {
        TimeBudget steps = conversation;
        if (steps == null) {
            Duration passed = Duration.ofNanos(System.nanoTime() - statistics.accepted());
            steps = new TimeBudget(loop().timers, opened.timeouts.conversation(), passed);
            conversation = steps;
        }
        expireAt(steps.due(time));
        routingDue = OpeningView.due(steps.limit(time));
    }

    boolean isConversationOver(long tick) {
        return conversation != null && conversation.isOver(tick);
    }

    /** Starts the timeout of the current stage; zero: without limit. */
    void expire(Duration time) {
        expireAt(time.isZero() ? TimerWheel.NEVER : loop().timers.after(time));
    }

    void expireAt(long tick) {
        loop().timers.set(timer, Math.min(tick, lifetimeDue()));
    }

    private long lifetimeDue() {
        return lifetime == null ? TimerWheel.NEVER : lifetime.due();
    }

    @Override
    public long due(long tick) {
        try {
            if (isClosed()) {
                return TimerWheel.NEVER;
            }
            if (tick >= lifetimeDue()) {
                abort(Ending.LIFETIME, "the connection has reached timeouts.lifetime");
                return TimerWheel.NEVER;
            }
            long next = stage.expired(tick);
            return isClosed() ? TimerWheel.NEVER : Math.min(next, lifetimeDue());
        } catch (Throwable error) {
            stepFailed(error);
            return TimerWheel.NEVER;
        }
    }
}
