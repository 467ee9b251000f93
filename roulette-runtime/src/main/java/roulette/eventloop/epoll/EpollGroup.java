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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;

/**
 * A channel group of one thread, which waits for events and calls the handlers of its channels. Channels of the group
 * are opened as those of any other, with {@code AsynchronousSocketChannel.open(group)}. What is begun from another thread
 * is handed over to the group's own; there, nothing needs a lock.
 *
 * <p>The kernel tells of a change once (edge-triggered), so that a channel is registered once and not anew for each
 * operation. One round of the thread: wait, tell each channel what happened to it, then do what was put off: large reads
 * and those that may succeed at once, so that a busy channel does not hold up the others, and calls that would nest too
 * deep. After a large one the round ends, so that what happened meanwhile comes before the next of them.
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
    private static final int DEEPEST = 16;

    /** Reads of so many bytes wait until the others have had their turn. */
    static final int LARGE = 64 * 1024;

    private final Thread thread;
    private final int epoll;
    private final int wakeup;
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final Set<EpollServerSocketChannel> listening = ConcurrentHashMap.newKeySet();

    // From other threads. Whoever sets woken from false to true signals the wakeup descriptor.
    private final Queue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean shutdown;
    private volatile boolean closing;
    private volatile boolean finished;

    // Of the group's thread.
    private final ByteBuffer events =
            ByteBuffer.allocateDirect(EVENTS_AT_ONCE * Natives.SIZE_OF_EVENT).order(ByteOrder.nativeOrder());
    private final long eventsAddress = Natives.address(events);
    private final int[] news = new int[EVENTS_AT_ONCE];
    private final @Nullable Pollable[] told = new Pollable[EVENTS_AT_ONCE];
    private final ArrayDeque<Runnable> putOff = new ArrayDeque<>();

    /**
     * By the number of the descriptor. The kernel gives the lowest number that is free, so the highest is twice the limit
     * of connections and a few more: at most 16 bytes for each connection that is allowed, where all come to one loop.
     */
    private @Nullable Pollable[] channels = new Pollable[64];

    private int count;
    private int depth;

    /** Bytes read for what was put off, in this round. */
    private int moved;

    private EpollGroup(int epoll, int wakeup, ThreadFactory threads) {
        super(new EpollProvider());
        this.epoll = epoll;
        this.wakeup = wakeup;
        thread = threads.newThread(this::run);
    }

    /**
     * Whether there is epoll, and a JDK whose way to it is known and open. The system property {@code
     * roulette.epoll=false} says that it shall not be used. Where a group can't be opened although this is Linux, a
     * warning says why.
     *
     * @throws IOException if the kernel refuses epoll, which on Linux the JDK's channels need as well
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
                    "epoll can't be used directly, so each connection costs more ({}); start Java 25",
                    e.getCause() == null ? e.toString() : e.getCause().toString());
            return false;
        }
    }

    /** A sandbox may refuse any of these calls. */
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
                            + " epoll_pwait, for instance in the container's seccomp profile",
                    e);
        }
    }

    private static boolean hasEvents() {
        try {
            Natives.close(Natives.createEvent());
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "eventfd can't be used ({}), so the JDK's channels are, and each connection costs more; allow"
                            + " eventfd2, for instance in the container's seccomp profile",
                    e.getMessage());
            return false;
        }
    }

    /**
     * Starts the group's thread.
     *
     * @param threads makes it
     */
    public static EpollGroup open(ThreadFactory threads) throws IOException {
        int epoll = Natives.createEpoll();
        int wakeup = -1;
        try {
            wakeup = Natives.createEvent();
            // Never read: each ring is a change, and told once.
            Natives.control(epoll, Natives.ADD, wakeup, EPOLLIN | EPOLLET);
            EpollGroup group = new EpollGroup(epoll, wakeup, threads);
            group.thread.start();
            return group;
        } catch (Throwable e) {
            // Also where there is no memory for the group or its thread.
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
     * Runs a task on the group's thread, soon, and never within the call.
     *
     * @throws ShutdownChannelGroupException if the thread has ended
     */
    @Override
    public void execute(Runnable task) {
        if (isOwnThread()) {
            soon(task);
            return;
        }
        handedOver.add(task);
        if (!finished) {
            ring();
        }
        if (finished && handedOver.remove(task)) {
            throw new ShutdownChannelGroupException();
        }
    }

    private void ring() {
        if (woken.compareAndSet(false, true)) {
            // Its number may be another's once it is closed.
            synchronized (woken) {
                if (finished) {
                    return;
                }
                try {
                    Natives.signal(wakeup);
                } catch (IOException e) {
                    throw new IllegalStateException("the thread " + thread.getName() + " can't be woken", e);
                }
            }
        }
    }

    void listens(EpollServerSocketChannel channel) {
        if (shutdown) {
            throw new ShutdownChannelGroupException();
        }
        listening.add(channel);
    }

    void listensNoMore(EpollServerSocketChannel channel) {
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
        ring();
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

    /** Puts a task off until the present events have been told. */
    void soon(Runnable task) {
        putOff.add(task);
    }

    /** Whether a handler may be called here and now; if so, {@link #rise} follows. */
    boolean deepen() {
        if (depth == DEEPEST) {
            return false;
        }
        depth++;
        return true;
    }

    void rise() {
        depth--;
    }

    /** So many bytes were read. */
    void moved(int bytes) {
        moved += bytes;
    }

    /** Hears of a descriptor's events from now on. The descriptor belongs to the channel. */
    void add(int number, Pollable channel) {
        if (number >= channels.length) {
            channels = Arrays.copyOf(channels, Math.max(number + 1, channels.length * 2));
        }
        channels[number] = channel;
        count++;
    }

    /** Before the descriptor is closed, which ends its registration as well. */
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
                tell(Natives.await(epoll, eventsAddress, EVENTS_AT_ONCE, putOff.isEmpty() ? -1 : 0));
                doWhatWasPutOff();
            }
        } catch (IOException e) {
            LOG.error("{} ends: the kernel can't be asked for events", thread.getName(), e);
        } finally {
            finish();
        }
    }

    private void tell(int happened) {
        // Noted first: what is told may close a channel and open another that gets the same number.
        boolean wasWoken = false;
        for (int i = 0; i < happened; i++) {
            int at = i * Natives.SIZE_OF_EVENT;
            int number = events.getInt(at + Natives.OFFSET_OF_DESCRIPTOR);
            news[i] = events.getInt(at + Natives.OFFSET_OF_EVENTS);
            told[i] = number < channels.length ? channels[number] : null;
            wasWoken |= number == wakeup;
        }
        for (int i = 0; i < happened; i++) {
            Pollable channel = told[i];
            told[i] = null;
            if (channel != null) {
                try {
                    channel.ready(news[i]);
                } catch (Throwable mistake) {
                    broke(mistake);
                }
            }
        }
        if (wasWoken) {
            woken.set(false);
            takeOver();
        }
    }

    private void takeOver() {
        Runnable task = handedOver.poll();
        while (task != null) {
            perform(task);
            task = handedOver.poll();
        }
    }

    private void doWhatWasPutOff() {
        moved = 0;
        for (int left = putOff.size(); left > 0 && moved < LARGE; left--) {
            perform(putOff.remove());
        }
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (Throwable mistake) {
            broke(mistake);
        }
    }

    private void broke(Throwable mistake) {
        LastResort.log(LOG, "a mistake in Roulette: a handler failed on {}", thread.getName(), mistake);
    }

    static void closeNow(Pollable channel) {
        try {
            channel.closeNow();
        } catch (IOException e) {
            LOG.debug("closing a channel", e);
        } catch (Throwable mistake) {
            LastResort.log(LOG, "a mistake in Roulette: a channel could not be closed", mistake);
        }
    }

    private void finish() {
        shutdown = true;
        closing = true;
        // What was handed over may reset connections, which the end of their channels would end cleanly.
        takeOver();
        listening.forEach(EpollGroup::closeNow);
        for (Pollable channel : channels) {
            if (channel != null) {
                closeNow(channel);
            }
        }
        synchronized (woken) {
            finished = true;
        }
        takeOver();
        while (!putOff.isEmpty()) {
            doWhatWasPutOff();
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
