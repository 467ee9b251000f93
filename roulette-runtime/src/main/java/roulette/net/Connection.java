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
 * One connection, from accept to close: knows its {@link State}, holds what its stages share, and is told by each stage
 * how it went. {@link Acceptor}, {@link OpeningReader}, {@link RoutingPhase}, {@link Connector}, {@link Relay} and
 * {@link LingeringClose} are the stages, in that order. Confined to its loop's thread.
 */
final class Connection
        implements Timer.Expiry, OpeningReader.Listener, OpeningView.Caller, BufferWriter.Owner, Worker.OpenConnection {
    private static final Logger LOG = LoggerFactory.getLogger("roulette.connections");

    final Worker worker;
    private final OpenListener opened;

    final AskedRouters routers;

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

    /** Among the connections of its worker. */
    private final long number;

    /** When the routing deadline passes, by {@link System#nanoTime}. */
    private long routingDue;

    /** Null without a limit. */
    private final @Nullable TimeBudget lifetime;

    /** Null until the router has replied, or a target speaks to it. */
    private @Nullable TimeBudget conversation;

    /** What serves the present state; the last one where the connection is closed. Volatile for {@link #resetOnClose()}. */
    private volatile Stage stage = routing;

    private Connection(
            Worker worker,
            OpenListener opened,
            AsynchronousSocketChannel client,
            InetSocketAddress peerAddress,
            InetSocketAddress localAddress) {
        this.worker = worker;
        this.opened = opened;
        this.routers = new AskedRouters(opened.router);
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

    /** Those of its listener. */
    Timeouts timeouts() {
        return opened.timeouts;
    }

    /** Who calls, as far as is known by now. */
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

    /** The same, for when the connection is gone. */
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

    /** Takes over a channel that was accepted, admitted, and given its options. */
    static void start(Worker worker, OpenListener opened, AsynchronousSocketChannel client) {
        Shared shared = worker.shared;
        @Nullable Connection connection = null;
        try {
            connection = new Connection(worker, opened, client, Sockets.remote(client), Sockets.local(client));
            worker.opened(connection);
            connection.begin();
        } catch (Throwable mistake) {
            if (connection != null) {
                connection.broke(mistake);
                return;
            }
            Sockets.close(client);
            opened.leave();
            shared.counters().ended(mistake instanceof IOException ? Ending.CLIENT_LEFT : Ending.INTERNAL);
            LOG.debug("{}: a client left as it was accepted", opened.listener.name(), mistake);
        }
    }

    private void begin() {
        if (state == State.IDENTIFYING) {
            expire(opened.timeouts.proxyHeader());
            routing.begin();
        } else if (admitted()) {
            expireRouting();
            routing.begin();
        }
    }

    /** Counts the connection against its client's share, or ends it where that is used up or it is not served. */
    private boolean admitted() {
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
            close(Ending.CLIENT_LIMIT, "its address holds as many connections as it may");
        }
        return countedForClient;
    }

    /** The header of the PROXY protocol has come. Returns whether the connection may go on. */
    boolean identified(ProxyHeader.Header header) {
        enter(State.READING);
        clientAddress = header.source().orElse(clientAddress);
        localAddress = header.destination().orElse(localAddress);
        tlvs = header.tlvs();
        expireRouting();
        return admitted();
    }

    // ---- state

    /**
     * Goes on to the next state.
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

    /** The read of the opening has brought something: who deals with it depends on what happened meanwhile. */
    @Override
    public void openingRead(int count) {
        if (count > 0) {
            statistics.said(count);
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

    /** Connector takes a while: ends the connection if the client leaves meanwhile. */
    void watchClient() {
        routing.watch();
    }

    /** One target failed; there may be others. */
    void targetFailed(FailedAttempt attempt) {
        statistics.failed(attempt);
        worker.shared.targets().failed(attempt, listener(), routers.present().name());
        LOG.debug("{} -> {}: {}", Addresses.text(clientAddress()), attempt.target(), attempt.reason());
        routing.tell(attempt);
    }

    /** The last target of a forward failed. */
    void noTargetLeft(FailedAttempt last) {
        stage = routing;
        expireRouting();
        routing.unreachable(last);
    }

    /** Part of what a router made for one of the sides was written. */
    @Override
    public void progressed() {
        stage.progressed();
    }

    // ---- relay

    /** A target is connected that speaks to the router first. The connector goes on where the target is given up. */
    void shakeHands(Connector connector, AsynchronousSocketChannel to, Target target, InetSocketAddress at) {
        TargetHandshake begun;
        try {
            begun = new TargetHandshake(this, connector, to, target, at);
        } catch (Throwable mistake) {
            Sockets.close(to);
            throw mistake;
        }
        stage = begun;
        if (worker.resetsConnections()) {
            resetOnClose();
        }
        begun.begin();
    }

    /** A target that spoke to the router was given up. */
    void givenUp(Connector connector, Failure failure, String reason) {
        stage = connector;
        connector.failed(failure, reason);
    }

    /** What the router says to the client instead of an answer to a target. */
    void answerClient(Step step) {
        stage = routing;
        routing.follow(step);
    }

    /** The header of the PROXY protocol that targets get; null: none. */
    @Nullable
    ByteBuffer header(Decision.Forward forward) {
        return forward.proxyProtocol()
                .or(opened.listener::sendProxy)
                .map(version -> HeaderWriter.write(version, clientAddress, localAddress))
                .orElse(null);
    }

    /** @param said what the target has said to the router and is for the client; null: it was not listened to */
    void connected(
            AsynchronousSocketChannel to,
            Target target,
            InetSocketAddress at,
            Decision.Forward forward,
            @Nullable ByteBuffer said) {
        Relay begun;
        try {
            statistics.connected(target, at, worker.shared.targets().of(target));
            worker.shared.counters().forwarded.increment();
            if (LOG.isDebugEnabled()) {
                LOG.debug("forwarded {} to {}", Addresses.text(clientAddress()), target);
            }
            enter(State.RELAYING);
            begun = new Relay(this, to, target, forward, opened.timeouts);
        } catch (Throwable mistake) {
            Sockets.close(to);
            throw mistake;
        }
        stage = begun;
        if (worker.resetsConnections()) {
            resetOnClose();
        }
        routing.handOver(begun, said);
    }

    /** The target was connected, and has said nothing in time. */
    void noFirstByte(Relay relay, Target target) {
        statistics.relayed(relay.movedUp(), relay.movedDown());
        statistics.disconnected();
        routing.relayStopped(relay);
        Failure failure = Failure.NO_FIRST_BYTE;
        FailedAttempt attempt = new FailedAttempt(target, failure, failure.reason(), true, statistics.sinceAttempt());
        targetFailed(attempt);
        noTargetLeft(attempt);
    }

    /** A pump of a relay that was stopped has no operation in flight any more. */
    void pumpStopped() {
        if (stage instanceof LingeringClose closing) {
            closing.drain();
        }
    }

    // ---- close

    /** Says these words, if there are any, and closes. */
    void reject(Ending ending, String reason, ByteBuffer words) {
        if (!words.hasRemaining()) {
            close(ending, reason);
            return;
        }
        enter(State.REJECTING);
        LingeringClose closing = new LingeringClose(this, ending, reason);
        stage = closing;
        closing.say(words);
    }

    /** Ends the connection. Does nothing where it has ended already. */
    void close(Ending ending, String reason) {
        if (isClosed()) {
            return;
        }
        enter(State.CLOSED);
        boolean logs = ending.isLogged() && worker.shared.accessLog() != AccessRecord.Sink.NONE;
        boolean tells = routers.hearEnd();
        @Nullable AccessRecord line = null;
        // Whatever one part of this throws, the others are done.
        try {
            // Noted first, so that whoever sees the end of the connection sees it noted.
            worker.shared.counters().ended(ending);
            line = logs || tells ? record(ending, reason) : null;
            if (logs && line != null) {
                worker.shared.accessLog().ended(line);
            }
        } finally {
            closeAll(tells ? line : null);
        }
    }

    /** @param told what routers are told of the end; null: nothing */
    private void closeAll(@Nullable AccessRecord told) {
        try {
            closeClient();
        } finally {
            try {
                closeTarget();
            } finally {
                try {
                    if (told != null) {
                        Duration timeout = opened.timeouts.routing();
                        routers.tellEnd(loop(), timeout, told, statistics.target());
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

    /** Ends the connection so that neither side takes it for complete. */
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
     * Makes the end of both sides a reset, also where the channel group or the kernel closes them. For any thread, which
     * has seen the connection in its loop's set.
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

    /** Something has escaped from a step: a mistake of ours, or a shortage of memory. Throws nothing. */
    @Override
    public void broke(Throwable mistake) {
        boolean noMemory = mistake instanceof NoBufferException;
        try {
            if (noMemory) {
                abort(Ending.NO_MEMORY, String.valueOf(mistake.getMessage()));
            } else {
                abort(Ending.INTERNAL, describe(mistake));
            }
        } catch (Throwable another) {
            LastResort.log(LOG, "a mistake in Roulette: closing the connection of {} failed", clientAddress, another);
        }
        if (!noMemory) {
            LastResort.log(LOG, "a mistake in Roulette: the connection of {} was closed", clientAddress, mistake);
        }
    }

    private String describe(Throwable mistake) {
        try {
            return "in " + state + ": " + OneLine.unescaped(mistake);
        } catch (Throwable shortage) {
            // Without memory for a reason the connection is closed all the same.
            return "a mistake";
        }
    }

    // ---- deadlines

    /** Gives the routing phase its time, anew. */
    void expireRouting() {
        Duration time = opened.timeouts.routing();
        routingDue = OpeningView.due(time);
        expire(time);
    }

    /** Gives the next step of the conversation this long, or what is left for all of its steps. Zero: without limit. */
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

    /** Gives the present stage this long; zero: as long as it takes. */
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
                abort(Ending.LIFETIME, "open for as long as it may be");
                return TimerWheel.NEVER;
            }
            long next = stage.expired(tick);
            return isClosed() ? TimerWheel.NEVER : Math.min(next, lifetimeDue());
        } catch (Throwable mistake) {
            broke(mistake);
            return TimerWheel.NEVER;
        }
    }
}
