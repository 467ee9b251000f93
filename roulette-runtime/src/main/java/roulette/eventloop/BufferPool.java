package roulette.eventloop;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The direct buffers of one loop, in sizes of 512 B to 2 MiB by powers of four. Each buffer taken must be given back
 * exactly once, by its current owner. Confined to the loop's thread.
 *
 * <p>A pool never holds more memory than its share, and never waits for memory: allocating a JDK direct buffer makes
 * the thread sleep when the limit is reached; the foreign-memory API, used here, does not. When the share is used up, a
 * reader gets a smaller buffer than it asked for.
 *
 * <p>Small buffers, up to 8 KiB, are cut from slabs that are never freed. The slabs of one size take at most half of
 * the share, so that no size starves another. Large buffers are freed when given back, except a few. A pending read
 * pins its buffer, so idle readers ask for small ones, and large ones have a separate budget: many slow peers cannot
 * hold much memory.
 */
public final class BufferPool {
    /** Size classes: class {@code n} is {@code 512 << 2n} bytes. */
    public static final int SMALLEST = 0;

    /** A new connection needs two buffers of this class: one for its opening, one for data from its target. */
    public static final int FIRST = 1;

    /** The largest of the small classes. */
    public static final int LARGEST_SMALL = 2;

    /** The largest class for relayed data. */
    static final int LARGEST = 5;

    /** For openings only. */
    private static final int HUGE = 6;

    private static final int SLAB = 64 * 1024;

    /** Bytes of the share reserved for new connections. */
    private static final int RESERVE = 2 * SLAB;

    /** Buffers for a new connection: two that it keeps, and two for a reply, a header or a lingering close. */
    private static final int NEEDED = 4;

    private static final long MAX_LARGE_IDLE = 8L << 20;

    /**
     * The memory of a large buffer. Views of {@code memory} fail safely after it is freed; the pool's own buffer would
     * not.
     */
    private record Large(Arena arena, MemorySegment memory) {}

    private final long share;
    private final long largeBudget;
    private final MemoryWatch watch;
    private final Executor freeing;
    private final List<ArrayDeque<ByteBuffer>> free = new ArrayList<>();
    private final long[] slabs = new long[LARGEST_SMALL + 1];
    private final Map<ByteBuffer, Large> large = new IdentityHashMap<>();

    /** To be freed, but still in use through a view. Confined to the freeing thread. */
    private final List<Large> retired = new ArrayList<>();

    /** Bytes freed by the freeing thread and not yet subtracted from {@code allocated}. */
    private final AtomicLong freed = new AtomicLong();

    /** Bytes handed to the freeing thread; they count as allocated until freed. */
    private long beingFreed;

    private long allocated;
    private long largeInUse;
    private long largeIdle;
    private int inUse;
    private long bytesInUse;

    /**
     * @param share bytes that the pool may hold in all
     * @param largeBudget bytes of large buffers that may be in use at once
     * @param watch is notified of every reader that got less than it asked for
     * @param freeing frees large buffers, one task at a time: closing a shared arena waits for a handshake with every
     *     JVM thread, which can take seconds on a busy machine
     */
    public BufferPool(long share, long largeBudget, MemoryWatch watch, Executor freeing) {
        this.freeing = freeing;
        this.share = share;
        this.largeBudget = largeBudget;
        this.watch = watch;
        for (int i = SMALLEST; i <= HUGE; i++) {
            free.add(new ArrayDeque<>());
        }
    }

    public static int capacity(int sizeClass) {
        return 512 << (2 * sizeClass);
    }

    /** The smallest class that holds this many bytes; at most 2 MiB. */
    public static int classFor(int bytes) {
        int sizeClass = SMALLEST;
        while (sizeClass < HUGE && capacity(sizeClass) < bytes) {
            sizeClass++;
        }
        return sizeClass;
    }

    /**
     * An empty buffer of this class; if there is none, of a smaller class, or else a larger small one.
     *
     * @throws NoBufferException if there is none at all
     */
    public ByteBuffer take(int sizeClass) {
        for (int each = withinBudget(sizeClass); each >= SMALLEST; each--) {
            @Nullable ByteBuffer buffer = takeExactly(each);
            if (buffer != null) {
                return buffer;
            }
        }
        for (int each = sizeClass + 1; each <= LARGEST_SMALL; each++) {
            @Nullable ByteBuffer buffer = takeExactly(each);
            if (buffer != null) {
                return buffer;
            }
        }
        watch.exhausted();
        throw new NoBufferException();
    }

    /**
     * An empty buffer of exactly this class, ignoring the budget for large ones; null if there is no memory for it.
     */
    @Nullable
    public ByteBuffer takeExactly(int sizeClass) {
        @Nullable ByteBuffer buffer = free.get(sizeClass).pollLast();
        int capacity = capacity(sizeClass);
        boolean isLarge = sizeClass > LARGEST_SMALL;
        if (buffer == null) {
            buffer = isLarge ? allocateLarge(capacity) : cutSlab(sizeClass);
            if (buffer == null) {
                return null;
            }
        } else if (isLarge) {
            largeIdle -= capacity;
        }
        inUse++;
        bytesInUse += capacity;
        if (isLarge) {
            largeInUse += capacity;
        }
        return buffer.clear();
    }

    /**
     * Exchanges a buffer for an empty one of this class or the nearest available; returns the same one, cleared, if
     * none is nearer.
     */
    public ByteBuffer exchange(ByteBuffer held, int sizeClass) {
        int has = classFor(held.capacity());
        @Nullable ByteBuffer other = null;
        if (sizeClass < has) {
            other = takeExactly(sizeClass);
        } else if (sizeClass > has) {
            for (int each = withinBudget(sizeClass); each > has && other == null; each--) {
                other = takeExactly(each);
            }
        }
        if (other == null) {
            return held.clear();
        }
        give(held);
        return other;
    }

    public void give(ByteBuffer buffer) {
        int capacity = buffer.capacity();
        int sizeClass = classFor(capacity);
        inUse--;
        bytesInUse -= capacity;
        if (sizeClass <= LARGEST_SMALL) {
            free.get(sizeClass).addLast(buffer);
            return;
        }
        largeInUse -= capacity;
        if (largeIdle + capacity > Math.min(MAX_LARGE_IDLE, share / 8)) {
            release(buffer);
        } else {
            largeIdle += capacity;
            free.get(sizeClass).addLast(buffer);
        }
    }

    /** Whether there are buffers for a new connection: those it keeps and those it needs briefly. */
    public boolean canServe() {
        return free.get(FIRST).size() >= NEEDED
                || free.get(LARGEST_SMALL).size() >= NEEDED
                || slabs[FIRST] + SLAB <= share / 2 && (hasRoom(FIRST, SLAB) || largeIdle >= SLAB);
    }

    /**
     * A new connection was not accepted for lack of buffers.
     *
     * @param first whether its client was just accepted
     */
    public void refused(boolean first) {
        if (first) {
            watch.exhausted();
        } else {
            watch.stillExhausted();
        }
    }

    public long bytesInUse() {
        return bytesInUse;
    }

    /** Bytes that the pool holds, in use or idle. */
    long allocated() {
        accountFreed();
        return allocated;
    }

    /** How many buffers are taken and not given back. */
    public int inUse() {
        return inUse;
    }

    private int withinBudget(int sizeClass) {
        if (sizeClass > LARGEST_SMALL && largeInUse + capacity(sizeClass) > largeBudget) {
            watch.largeExhausted();
            return LARGEST_SMALL;
        }
        return sizeClass;
    }

    /** Whether the share has room for this many more bytes for buffers of this class. */
    private boolean hasRoom(int sizeClass, long bytes) {
        return allocated + bytes <= share - (sizeClass <= FIRST ? 0 : RESERVE);
    }

    @SuppressWarnings("MustBeClosedChecker") // release() closes it.
    private @Nullable ByteBuffer allocateLarge(int capacity) {
        if (!makeRoom(LARGEST, capacity)) {
            return null;
        }
        Arena arena = Arena.ofShared();
        try {
            MemorySegment memory = arena.allocate(capacity);
            // Not a view of the arena: the JDK's channels would keep it alive after a cancelled operation.
            ByteBuffer buffer = MemorySegment.ofAddress(memory.address())
                    .reinterpret(capacity)
                    .asByteBuffer();
            large.put(buffer, new Large(arena, memory));
            allocated += capacity;
            return buffer;
        } catch (OutOfMemoryError e) {
            // The system is out of memory, although the limits allow more.
            arena.close();
            watch.exhausted();
            return null;
        }
    }

    /** A view of the whole buffer for code that may keep it too long, such as a router. */
    public ByteBuffer view(ByteBuffer buffer) {
        @Nullable Large memory = large.get(buffer);
        return memory == null ? buffer : memory.memory.asByteBuffer();
    }

    private @Nullable ByteBuffer cutSlab(int sizeClass) {
        if (!makeRoom(sizeClass, SLAB)) {
            return null;
        }
        ByteBuffer slab;
        try {
            slab = Arena.global().allocate(SLAB).asByteBuffer();
        } catch (OutOfMemoryError e) {
            watch.exhausted();
            return null;
        }
        allocated += SLAB;
        slabs[sizeClass] += SLAB;
        int size = capacity(sizeClass);
        for (int at = size; at < SLAB; at += size) {
            free.get(sizeClass).addLast(slab.slice(at, size));
        }
        return slab.slice(0, size);
    }

    /** Frees idle large buffers as needed. Returns whether there is room then. */
    private boolean makeRoom(int sizeClass, int bytes) {
        if (sizeClass <= LARGEST_SMALL && slabs[sizeClass] + bytes > share / 2) {
            return false;
        }
        accountFreed();
        boolean small = sizeClass <= LARGEST_SMALL;
        for (int each = LARGEST_SMALL + 1; each <= HUGE; each++) {
            ArrayDeque<ByteBuffer> idle = free.get(each);
            // A small buffer is needed now, and its slab stays. A request for a large one gets a small one until memory
            // is freed.
            while (!idle.isEmpty() && !hasRoom(sizeClass, bytes - (small ? 0 : beingFreed))) {
                largeIdle -= capacity(each);
                if (small) {
                    releaseNow(idle.removeLast());
                } else {
                    release(idle.removeLast());
                    accountFreed();
                }
            }
        }
        return hasRoom(sizeClass, bytes);
    }

    private Large remove(ByteBuffer buffer) {
        Large memory = large.remove(buffer);
        if (memory == null) {
            throw new IllegalStateException("a buffer was given back twice, or belongs to another pool");
        }
        return memory;
    }

    /** Frees a buffer on the freeing thread. */
    private void release(ByteBuffer buffer) {
        Large memory = remove(buffer);
        int bytes = buffer.capacity();
        beingFreed += bytes;
        freeing.execute(() -> {
            retire(memory);
            freed.addAndGet(bytes);
        });
    }

    private void releaseNow(ByteBuffer buffer) {
        Large memory = remove(buffer);
        allocated -= buffer.capacity();
        if (!isFreed(memory)) {
            freeing.execute(() -> retire(memory));
        }
    }

    /** On the freeing thread. */
    private void retire(Large memory) {
        retired.add(memory);
        retired.removeIf(BufferPool::isFreed);
    }

    /** Accounts for what the freeing thread has freed. */
    private void accountFreed() {
        long bytes = freed.getAndSet(0);
        beingFreed -= bytes;
        allocated -= bytes;
    }

    private static boolean isFreed(Large memory) {
        try {
            memory.arena.close();
            return true;
        } catch (IllegalStateException used) {
            // A router kept a view that a JDK operation is using: retried with the next buffer.
            return false;
        }
    }

    /** Frees the idle large buffers. Called after the loop's thread has ended. Slabs stay. */
    void close() {
        for (int each = LARGEST_SMALL + 1; each <= HUGE; each++) {
            free.get(each).forEach(this::release);
            free.get(each).clear();
        }
    }
}
