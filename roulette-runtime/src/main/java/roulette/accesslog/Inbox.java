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
 * Hands records from many threads to one reader, in order, and has neither side hold a lock. It is bounded: what does not
 * fit is refused. The reader is woken by the first record after a silence, and not by each of many.
 */
final class Inbox {
    static final Duration FOR_EVER = Duration.ZERO;

    /** How long the reader lets records gather after it has read: the price of waking it is paid once for all of them. */
    private static final Duration REST = Duration.ofMillis(20);

    /** More than any number of records that wait; far from where an int ends. */
    private static final int NO_MORE = 1 << 30;

    private final int capacity;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    /** Records that are in the queue or about to be; {@link #NO_MORE} when no more will be. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile @Nullable Thread reader;
    private volatile boolean closing;

    Inbox(int capacity) {
        this.capacity = capacity;
    }

    /** Takes a record; false where there is no room, or no reader any more. */
    boolean offer(AccessRecord connection) {
        if (closing) {
            return false;
        }
        int before = waiting.getAndIncrement();
        if (before >= capacity) {
            waiting.getAndDecrement();
            return false;
        }
        entries.add(new Entry.Line(connection));
        if (asleep.compareAndSet(true, false) || before == capacity / 2) {
            wake();
        }
        return true;
    }

    /** Takes the wish to reopen the file, which always finds room. */
    void reopen() {
        entries.add(Entry.Reopen.REOPEN);
        wake();
    }

    /** Takes no more records; those that it has are still to be read. */
    void close() {
        closing = true;
        wake();
    }

    /** The next entry, if there is one now. The reader's. */
    @Nullable
    Entry poll() {
        Entry entry = entries.poll();
        if (entry instanceof Entry.Line) {
            waiting.getAndDecrement();
        }
        return entry;
    }

    /** Whether it is closed and every record was read. The reader's. */
    boolean finished() {
        return closing && waiting.compareAndSet(0, NO_MORE);
    }

    /** Lets records gather for a moment, shorter if many do. The reader's. */
    void rest() {
        reader = Thread.currentThread();
        if (!closing) {
            LockSupport.parkNanos(this, REST.toNanos());
        }
    }

    /** Waits for an entry, for the close, or for this time; perhaps shorter. The reader's. */
    void await(Duration atMost) {
        reader = Thread.currentThread();
        asleep.set(true);
        if (entries.isEmpty() && !closing) {
            if (atMost.equals(FOR_EVER)) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, atMost.toNanos());
            }
        }
        asleep.set(false);
    }

    private void wake() {
        LockSupport.unpark(reader);
    }
}
