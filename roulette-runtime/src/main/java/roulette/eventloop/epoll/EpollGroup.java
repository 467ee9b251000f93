package roulette.eventloop.epoll;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;

/**
 * A channel group with one thread, which waits for events and calls the handlers of its channels. Channels are opened
 * as in any other group, with {@code AsynchronousSocketChannel.open(group)}. Operations begun on other threads are
 * handed over to the group's thread, so nothing there needs a lock.
 *
 * <p>Events are edge-triggered, so a channel is registered once and not for each operation. One round of the thread:
 * wait, dispatch the events to the channels, then run deferred tasks: large reads and reads that may succeed at once,
 * so that a busy channel does not starve the others, and handler calls that would nest too deep. After a large read the
 * round ends, so that new events are dispatched before the next one.
 */
public final class EpollGroup extends AsynchronousChannelGroup implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(EpollGroup.class);

    static final int EPOLLIN = 1;
    static final int EPOLLPRI = 1 << 1;
    static final int EPOLLOUT = 1 << 2;
    static final int EPOLLERR = 1 << 3;
    static final int EPOLLHUP = 1 << 4;
    static final int EPOLLRDHUP = 1 << 13;
    static final int EPOLLET = 1 << 31;

    private static final int EVENTS_AT_ONCE = 256;
    private static final int MAX_DEPTH = 16;

    /** Reads into buffers of at least this size are deferred until all events are dispatched. */
    static final int LARGE = 64 * 1024;

    private final Thread thread;
    private final int epoll;
    private final int wakeup;
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final Set<EpollServerSocketChannel> listening = ConcurrentHashMap.newKeySet();

    private final TaskQueue handedOver = new TaskQueue(this::wakeUp, this::run);
    private volatile boolean shutdown;
    private volatile boolean closing;

    // Confined to the group's thread.
    private final ByteBuffer events =
            ByteBuffer.allocateDirect(EVENTS_AT_ONCE * Natives.SIZE_OF_EVENT).order(ByteOrder.nativeOrder());
    private final long eventsAddress = Natives.address(events);
    private final int[] eventMasks = new int[EVENTS_AT_ONCE];
    private final @Nullable Pollable[] eventChannels = new Pollable[EVENTS_AT_ONCE];
    private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();

    /**
     * Indexed by file descriptor. The kernel assigns the lowest free number, so the highest is about twice the
     * connection limit: at most 16 bytes per allowed connection, if all are on one loop.
     */
    private @Nullable Pollable[] channels = new Pollable[64];

    private int count;
    private int depth;

    /** Bytes read by deferred tasks in this round. */
    private int bytesRead;

    private EpollGroup(int epoll, int wakeup, ThreadFactory threads) {
        super(new EpollProvider());
        this.epoll = epoll;
        this.wakeup = wakeup;
        thread = threads.newThread(this::run);
    }

    /**
     * Whether the system has epoll and the JDK gives access to it. The system property {@code roulette.epoll=false}
     * disables it. If a group can't be opened although this is Linux, a warning says why.
     *
     * @throws IOException if the kernel refuses epoll, which the JDK's channels on Linux need as well
     */
    public static boolean isSupported() throws IOException {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return false;
        }
        try {
            tryEpoll();
            return Boolean.parseBoolean(System.getProperty("roulette.epoll", "true")) && hasEvents();
        } catch (LinkageError e) {
            LOG.warn(
                    "epoll can't be used directly, so each connection costs more CPU ({}); use Java 25",
                    e.getCause() == null ? e.toString() : e.getCause().toString());
            return false;
        }
    }

    /** Tries each system call, as a sandbox may refuse any of them. */
    private static void tryEpoll() throws IOException {
        ByteBuffer event = ByteBuffer.allocateDirect(Natives.SIZE_OF_EVENT);
        try {
            int epoll = Natives.createEpoll();
            try {
                FileDescriptor socket = Natives.socket(StandardProtocolFamily.INET);
                try {
                    Natives.control(epoll, Natives.ADD, Natives.number(socket), EPOLLIN);
                    Natives.await(epoll, Natives.address(event), 1, 0);
                } finally {
                    Natives.close(socket);
                }
            } finally {
                Natives.close(epoll);
            }
        } catch (IOException e) {
            throw new IOException(
                    "epoll can't be used (" + e.getMessage() + "); allow epoll_create1, epoll_ctl, epoll_wait and"
                            + " epoll_pwait, for example in the container's seccomp profile",
                    e);
        }
    }

    private static boolean hasEvents() {
        try {
            Natives.close(Natives.createEvent());
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "eventfd can't be used ({}), so the JDK's channels are used, and each connection costs more CPU;"
                            + " allow eventfd2, for example in the container's seccomp profile",
                    e.getMessage());
            return false;
        }
    }

    /**
     * Starts the group's thread.
     *
     * @param threads creates the thread
     */
    public static EpollGroup open(ThreadFactory threads) throws IOException {
        int epoll = Natives.createEpoll();
        int wakeup = -1;
        try {
            wakeup = Natives.createEvent();
            // Never read: edge-triggered, so each write is reported once.
            Natives.control(epoll, Natives.ADD, wakeup, EPOLLIN | EPOLLET);
            EpollGroup group = new EpollGroup(epoll, wakeup, threads);
            group.thread.start();
            return group;
        } catch (Throwable e) {
            // Including no memory for the group or its thread.
            if (wakeup >= 0) {
                Natives.close(wakeup);
            }
            Natives.close(epoll);
            throw e;
        }
    }

    // ---- for any thread

    boolean isOwnThread() {
        return Thread.currentThread() == thread;
    }

    /**
     * Runs a task on the group's thread, never inside this call.
     *
     * @throws ShutdownChannelGroupException if the thread has ended
     */
    @Override
    public void execute(Runnable task) {
        if (isOwnThread()) {
            defer(task);
            return;
        }
        handedOver.add(task);
    }

    /** Not called once the descriptor is closed: its number may be reused. */
    private void wakeUp() {
        try {
            Natives.signal(wakeup);
        } catch (IOException e) {
            throw new IllegalStateException("the thread " + thread.getName() + " can't be woken", e);
        }
    }

    void addListening(EpollServerSocketChannel channel) {
        if (shutdown) {
            throw new ShutdownChannelGroupException();
        }
        listening.add(channel);
    }

    void removeListening(EpollServerSocketChannel channel) {
        listening.remove(channel);
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    @Override
    public void shutdown() {
        shutdown = true;
        handedOver.signal();
    }

    @Override
    public void shutdownNow() {
        closing = true;
        shutdown();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    // ---- for the group's thread

    /** Defers a task until the present events are dispatched. */
    void defer(Runnable task) {
        deferred.add(task);
    }

    /** Whether a handler may be called directly; if so, {@link #leaveHandler} must follow. */
    boolean enterHandler() {
        if (depth == MAX_DEPTH) {
            return false;
        }
        depth++;
        return true;
    }

    void leaveHandler() {
        depth--;
    }

    /** This many bytes were read. */
    void bytesRead(int bytes) {
        bytesRead += bytes;
    }

    /** Dispatches a descriptor's events to a channel. The channel owns the descriptor. */
    void add(int number, Pollable channel) {
        if (number >= channels.length) {
            channels = Arrays.copyOf(channels, Math.max(number + 1, channels.length * 2));
        }
        channels[number] = channel;
        count++;
    }

    /** Called before the descriptor is closed, which also ends its registration. */
    void remove(int number) {
        channels[number] = null;
        count--;
    }

    void register(int number, int interest) throws IOException {
        Natives.control(epoll, Natives.ADD, number, interest);
    }

    void change(int number, int interest) throws IOException {
        Natives.control(epoll, Natives.MODIFY, number, interest);
    }

    private void run() {
        try {
            while (!closing && !(shutdown && count == 0 && listening.isEmpty())) {
                runOnce();
            }
        } catch (IOException e) {
            LOG.error("{} ends: epoll_wait failed", thread.getName(), e);
        } finally {
            finish();
        }
    }

    private void runOnce() throws IOException {
        try {
            dispatch(Natives.await(epoll, eventsAddress, EVENTS_AT_ONCE, deferred.isEmpty() ? -1 : 0));
            runDeferred();
        } catch (RuntimeException | Error failure) {
            // As when the heap is full for a moment: the loop must not end.
            logFailure(failure);
        }
    }

    private void dispatch(int eventCount) {
        // Copied first: a handler may close a channel and open another with the same descriptor.
        boolean wasWoken = false;
        for (int i = 0; i < eventCount; i++) {
            int at = i * Natives.SIZE_OF_EVENT;
            int number = events.getInt(at + Natives.OFFSET_OF_DESCRIPTOR);
            eventMasks[i] = events.getInt(at + Natives.OFFSET_OF_EVENTS);
            eventChannels[i] = number < channels.length ? channels[number] : null;
            wasWoken |= number == wakeup;
        }
        for (int i = 0; i < eventCount; i++) {
            Pollable channel = eventChannels[i];
            eventChannels[i] = null;
            if (channel != null) {
                try {
                    channel.ready(eventMasks[i]);
                } catch (Throwable failure) {
                    logFailure(failure);
                }
            }
        }
        if (wasWoken) {
            handedOver.runSignalled();
        }
    }

    private void runDeferred() {
        bytesRead = 0;
        for (int left = deferred.size(); left > 0 && bytesRead < LARGE; left--) {
            run(deferred.remove());
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            logFailure(failure);
        }
    }

    private void logFailure(Throwable failure) {
        try {
            LastResort.log(LOG, "internal error: a handler failed on {}", thread.getName(), failure);
        } catch (Throwable shortage) {
            // There is no memory to log it.
        }
    }

    static void closeNow(Pollable channel) {
        try {
            channel.closeNow();
        } catch (IOException e) {
            LOG.debug("closing a channel", e);
        } catch (Throwable failure) {
            LastResort.log(LOG, "internal error: a channel could not be closed", failure);
        }
    }

    private void finish() {
        shutdown = true;
        closing = true;
        // These tasks may reset connections, which closing their channels would end cleanly.
        handedOver.runAll();
        listening.forEach(EpollGroup::closeNow);
        for (Pollable channel : channels) {
            if (channel != null) {
                closeNow(channel);
            }
        }
        handedOver.finish();
        while (!deferred.isEmpty()) {
            runDeferred();
        }
        try {
            Natives.close(wakeup);
            Natives.close(epoll);
        } catch (IOException e) {
            LOG.warn("closing {}: {}", thread.getName(), e.getMessage());
        }
        terminated.countDown();
    }
}
