package roulette.accesslog;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import roulette.net.AccessRecord;

/**
 * A bounded queue from many threads to one reader, in order and without locks. It refuses records while it is full. The
 * reader is woken by the first record after it went to sleep, not by each one.
 */
final class Inbox {
    static final Duration NO_TIMEOUT = Duration.ZERO;

    /** How long the reader pauses after reading, so that records accumulate and share one wakeup. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Greater than any number of queued records, and far from overflow. */
    private static final int CLOSED = 1 << 30;

    private final int capacity;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    /** Number of records queued or being added; at least {@link #CLOSED} when no more are accepted. */
    private final AtomicInteger queued = new AtomicInteger();

    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile @Nullable Thread reader;
    private volatile boolean closing;

    Inbox(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a record; false if the queue is full or closed. */
    boolean offer(AccessRecord connection) {
        if (closing) {
            return false;
        }
        int before = queued.getAndIncrement();
        if (before >= capacity) {
            queued.getAndDecrement();
            return false;
        }
        entries.add(new Entry.Line(connection));
        if (asleep.compareAndSet(true, false) || before == capacity / 2) {
            wake();
        }
        return true;
    }

    /** Adds a request to reopen the file; it is never refused. */
    void reopen() {
        entries.add(Entry.Reopen.REOPEN);
        wake();
    }

    /** Refuses further records; the queued ones can still be read. */
    void close() {
        closing = true;
        wake();
    }

    /** The next entry, or null if there is none. Called by the reader only. */
    @Nullable
    Entry poll() {
        Entry entry = entries.poll();
        if (entry instanceof Entry.Line) {
            queued.getAndDecrement();
        }
        return entry;
    }

    /** Whether it is closed and every record was read. Called by the reader only. */
    boolean finished() {
        return closing && queued.compareAndSet(0, CLOSED);
    }

    /** Lets records accumulate; ends early if many do. Called by the reader only. */
    void pause() {
        reader = Thread.currentThread();
        if (!closing) {
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
    }

    /** Waits for an entry or for close, at most this long; may return early. Called by the reader only. */
    void await(Duration timeout) {
        if (fallAsleep()) {
            if (timeout.equals(NO_TIMEOUT)) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, timeout.toNanos());
            }
        }
        asleep.set(false);
    }

    /**
     * Says that the reader is about to wait. Returns whether it may, as there is no entry; the first record that is added
     * from then on ends its sleep. Called by the reader only.
     */
    boolean fallAsleep() {
        reader = Thread.currentThread();
        asleep.set(true);
        return entries.isEmpty() && !closing;
    }

    boolean isAsleep() {
        return asleep.get();
    }

    private void wake() {
        LockSupport.unpark(reader);
    }
}
