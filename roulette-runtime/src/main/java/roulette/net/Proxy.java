package roulette.net;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ShutdownChannelGroupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Router;
import roulette.eventloop.BufferMemory;
import roulette.eventloop.BufferPool;
import roulette.eventloop.Channels;
import roulette.eventloop.EventLoop;
import roulette.eventloop.MemoryWatch;
import roulette.eventloop.TimerWheel;
import roulette.eventloop.jdk.Descriptors;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.options.Timeouts;
import roulette.resolver.Resolver;
import roulette.routing.Bulkhead;
import roulette.routing.OpeningsBudget;
import roulette.routing.RunningRouter;
import roulette.text.LastResort;

/**
 * A running proxy: a loop per processor, each with a listening socket for every listener, and a clock thread that makes
 * them sweep their timers. For any thread.
 */
public final class Proxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

    /** The maximum number of bytes of large buffers in use. */
    private static final long MAX_LARGE = 256L << 20;

    /** The minimum of buffer memory per loop; with less memory there are fewer loops. */
    private static final long MIN_SHARE = 1L << 20;

    /** How long the last calls of a router may take when the proxy is closed. */
    private static final Duration LAST_CALLS = Duration.ofMillis(500);

    private final List<Worker> workers = new ArrayList<>();
    private final List<OpenListener> listeners = new ArrayList<>();
    private final Shared shared;
    private final BufferMemory memory;
    private final MemoryWatch watch;
    private final Thread clock;

    /** Frees the memory of large buffers for all loops. */
    private final ThreadPoolExecutor freeing = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> Thread.ofPlatform().daemon().name("roulette-memory").unstarted(task),
            // Tasks after close() are dropped, as the process is about to exit.
            new ThreadPoolExecutor.DiscardPolicy());

    private volatile boolean stopping;
    private volatile boolean closed;

    private Proxy(
            Map<String, Router> routers,
            Timeouts timeouts,
            Limits limits,
            BufferMemory memory,
            AccessRecord.Sink accessLog,
            Resolver resolver) {
        shared = new Shared(
                timeouts,
                limits,
                ConnectionLimiter.of(limits),
                RateLimiter.of(limits),
                new OpeningsBudget(Math.min(limits.openings(), memory.bytes() / 4)),
                new Counters(),
                new TargetCounters(accessLog == AccessRecord.Sink.NONE),
                new OwnListeners(),
                new ConnectionIds(),
                resolver,
                running(routers, limits.calls()),
                accessLog);
        this.memory = memory;
        watch = new MemoryWatch(memory, large() < MAX_LARGE);
        clock = Thread.ofPlatform().daemon().name("roulette-clock").unstarted(this::tick);
        // Started now, so that a shortage of threads can't prevent memory from being freed.
        freeing.prestartCoreThread();
    }

    /**
     * Opens all of these listeners, or none.
     *
     * @param routers all that listeners use or other routers delegate to, by their names in the configuration;
     *     configured and started; closed by the caller, after the proxy is closed
     * @param memory for the buffers of all connections
     * @param accessLog receives a record of every connection at its end
     * @param targetHosts names of targets in the configuration; lookups of other names can't delay theirs
     * @throws ListenException if one of them can't be opened
     */
    public static Proxy open(
            List<Listener> listeners,
            Map<String, Router> routers,
            Timeouts timeouts,
            Limits limits,
            BufferMemory memory,
            AccessRecord.Sink accessLog,
            Set<String> targetHosts)
            throws ListenException {
        return open(
                listeners,
                routers,
                timeouts,
                limits,
                memory,
                accessLog,
                new Resolver(InetAddress::getAllByName, targetHosts));
    }

    static Proxy open(
            List<Listener> listeners,
            Map<String, Router> routers,
            Timeouts timeouts,
            Limits limits,
            BufferMemory memory,
            AccessRecord.Sink accessLog,
            Resolver resolver)
            throws ListenException {
        try {
            Descriptors.require();
        } catch (IOException e) {
            throw new ListenException(String.valueOf(e.getMessage()), e);
        }
        Proxy proxy = new Proxy(routers, timeouts, limits, memory, accessLog, resolver);
        try {
            proxy.listen(listeners);
        } catch (ListenException | RuntimeException | Error e) {
            proxy.close();
            throw e;
        }
        proxy.clock.start();
        return proxy;
    }

    private static Map<String, RunningRouter> running(Map<String, Router> routers, int calls) {
        return routers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, named -> RunningRouter.of(named.getKey(), named.getValue(), calls)));
    }

    private void listen(List<Listener> listeners) throws ListenException {
        boolean canShare = Listening.canSharePorts();
        boolean spreads = canShare && Listening.spreadsClients(System.getProperty("os.name", ""));
        int count = spreads
                ? (int) Math.clamp(
                        memory.bytes() / MIN_SHARE, 1, Runtime.getRuntime().availableProcessors())
                : 1;
        List<Acceptor> acceptors = new ArrayList<>();
        try {
            Channels channels = Channels.ofThisSystem();
            for (int number = 0; number < count; number++) {
                BufferPool buffers = new BufferPool(memory.bytes() / count, large() / count, watch, freeing);
                workers.add(new Worker(new EventLoop(number, buffers, channels), shared));
            }
        } catch (IOException e) {
            throw new ListenException("the event loops could not be started: " + e.getMessage(), e);
        }
        for (Listener listener : listeners) {
            RunningRouter router = requireNonNull(shared.routers().get(listener.router()), listener.router());
            OpenListener opened = new OpenListener(listener, router, Listening.address(listener), shared);
            boolean sharePort = spreads || (canShare && listener.sharePort());
            if (!listener.sharePort()) {
                Listening.probe(listener, opened.address());
            }
            for (Worker worker : workers) {
                try {
                    Acceptor acceptor = new Acceptor(worker, opened, sharePort);
                    // For port 0, all loops share the port assigned to the first.
                    opened.bound(acceptor.address());
                    worker.add(acceptor);
                    acceptors.add(acceptor);
                } catch (IOException e) {
                    throw Listening.refused(listener, opened.address(), e);
                }
            }
            this.listeners.add(opened);
            shared.own().add(listener.name(), opened.address());
        }
        acceptors.forEach(Acceptor::accept);
    }

    /** The maximum number of bytes of large buffers in use on all loops. */
    private long large() {
        return Math.min(MAX_LARGE, memory.bytes() / 2);
    }

    /** The bound address of each listener, by name. */
    public Map<String, InetSocketAddress> addresses() {
        return listeners.stream()
                .collect(Collectors.toUnmodifiableMap(each -> each.listener.name(), OpenListener::address));
    }

    /** How many connections are open. */
    public int connections() {
        return shared.limiter().live();
    }

    /** Whether it has stopped accepting connections. */
    public boolean isStopping() {
        return stopping;
    }

    /** The current status. */
    public ProxyStatus status() {
        return new ProxyStatus(
                connections(),
                shared.counters().forwarded.sum(),
                listeners.stream().map(OpenListener::status).toList(),
                limits(),
                shared.counters().byEnding(),
                shared.targets().status());
    }

    private List<ProxyStatus.LimitStatus> limits() {
        List<ProxyStatus.LimitStatus> limits = new ArrayList<>(shared.limiter().status());
        limits.addAll(shared.rates().status());
        listeners.forEach(listener -> limits.addAll(listener.limits()));
        OpeningsBudget openings = shared.openings();
        limits.add(new ProxyStatus.LimitStatus(
                "limits.openings (bytes)",
                Optional.empty(),
                Optional.empty(),
                openings.used(),
                openings.limit(),
                openings.timesFull()));
        limits.add(new ProxyStatus.LimitStatus(
                "memory for buffers (bytes)",
                Optional.empty(),
                Optional.empty(),
                bufferBytesInUse(),
                memory.bytes(),
                watch.timesExhausted()));
        shared.routers().values().stream()
                .filter(RunningRouter::blocks)
                .map(Proxy::calls)
                .forEach(limits::add);
        return limits;
    }

    private static ProxyStatus.LimitStatus calls(RunningRouter router) {
        Bulkhead bulkhead = router.bulkhead();
        return new ProxyStatus.LimitStatus(
                "limits.calls",
                Optional.of(router.name()),
                Optional.empty(),
                bulkhead.running(),
                bulkhead.limit(),
                bulkhead.timesFull());
    }

    Counters counters() {
        return shared.counters();
    }

    /** How much memory openings take. */
    long openingsInUse() {
        return shared.openings().used();
    }

    /** How much memory the buffers in use take on all loops. */
    long bufferBytesInUse() {
        LongAdder sum = new LongAdder();
        onEveryLoop(worker -> sum.add(worker.loop.buffers.bytesInUse()));
        return sum.sum();
    }

    /** How many calls of non-blocking routers took too long on a loop. */
    long slowLoopCalls() {
        return shared.routers().values().stream()
                .mapToLong(router -> router.watch().slowCalls())
                .sum();
    }

    /** How many router calls are queued. */
    int callsQueued() {
        return shared.routers().values().stream()
                .mapToInt(router -> router.bulkhead().queued())
                .sum();
    }

    /** How many buffers are in use on all loops. */
    int buffersInUse() {
        LongAdder sum = new LongAdder();
        onEveryLoop(worker -> sum.add(worker.loop.buffers.inUse()));
        return sum.intValue();
    }

    /** Closes the listening sockets immediately; connections continue. */
    public void stopAccepting() {
        stopping = true;
        onEveryLoop(Worker::stopAccepting);
    }

    /**
     * Waits until no connection is open.
     *
     * @return false if some are still open after this time
     */
    public boolean awaitQuiet(Duration time) throws InterruptedException {
        return shared.limiter().awaitEmpty(time);
    }

    /** Resets all connections: now, or if a loop is blocked, when its thread, {@link #close()} or the process ends. */
    public void cutAll() {
        if (!onEveryLoop(Worker::cutAll)) {
            workers.forEach(Worker::resetOnClose);
        }
    }

    /**
     * Makes the kernel reset every connection when the process exits. Does nothing after {@link #close()}. Takes no lock,
     * so that it can be a shutdown hook.
     */
    public void resetOnExit() {
        if (!closed && shared.limiter().live() > 0) {
            LOG.error(
                    "the process exits without a signal; perhaps a plugin has called System.exit;"
                            + " {} open connections are reset",
                    shared.limiter().live());
            workers.forEach(Worker::resetOnClose);
        }
    }

    /** How many connections were reset by {@link #cutAll()}. */
    public long cut() {
        return shared.counters().count(Ending.CUT);
    }

    /** Stops accepting, resets all connections, and releases everything. Routers are not closed. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopAccepting();
        cutAll();
        // So that routers are not closed while they are notified of the ends of their connections.
        shared.routers().values().forEach(router -> router.bulkhead().awaitIdle(LAST_CALLS));
        for (Worker worker : workers) {
            try {
                worker.loop.close();
            } catch (IOException e) {
                LOG.warn("closing a loop: {}", e.getMessage());
            }
        }
        freeing.shutdown();
        shared.routers().values().forEach(router -> router.bulkhead().close());
        shared.resolver().close();
        LockSupport.unpark(clock);
    }

    private void tick() {
        while (!closed) {
            try {
                LockSupport.parkNanos(TimerWheel.TICK.toNanos());
                sweepLimits();
                workers.forEach(Proxy::sweep);
            } catch (Throwable shortage) {
                // There is no memory to log it. Without this thread no timer would fire any more.
            }
        }
    }

    /** Logs limits that are no longer reached. */
    private void sweepLimits() {
        try {
            shared.limiter().sweep();
            shared.rates().sweep();
            listeners.forEach(OpenListener::sweep);
            shared.openings().sweep();
            watch.sweep();
            shared.routers().values().forEach(router -> router.bulkhead().sweep());
        } catch (Throwable failure) {
            LastResort.log(LOG, "internal error: limits were not checked", failure);
        }
    }

    private static void sweep(Worker worker) {
        try {
            worker.loop.sweepSoon();
        } catch (Throwable failure) {
            LastResort.log(LOG, "internal error: the timers of a loop were not swept", failure);
        }
    }

    /**
     * Runs a task on the thread of every loop and waits until all are done, at most a second. Returns whether all are
     * done.
     */
    private boolean onEveryLoop(Consumer<Worker> task) {
        CountDownLatch done = new CountDownLatch(workers.size());
        Set<Worker> pending = ConcurrentHashMap.newKeySet();
        pending.addAll(workers);
        for (Worker worker : workers) {
            try {
                worker.loop.execute(() -> {
                    try {
                        task.accept(worker);
                    } finally {
                        pending.remove(worker);
                        done.countDown();
                    }
                });
            } catch (ShutdownChannelGroupException e) {
                LOG.debug("a loop was closed already");
                pending.remove(worker);
                done.countDown();
            }
        }
        try {
            if (done.await(1, TimeUnit.SECONDS)) {
                return true;
            }
            pending.forEach(worker -> worker.loop.warnBlocked());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
