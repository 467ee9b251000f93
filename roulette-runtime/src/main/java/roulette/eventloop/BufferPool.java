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
 * The direct buffers of one loop, in sizes of 512 B to 2 MiB by powers of four. What is taken must be given back exactly
 * once, by whoever holds it then. Confined to the loop's thread.
 *
 * <p>A pool never holds more memory than its share, and never waits for memory: the JDK's own direct buffers make the
 * thread sleep where their limit is reached, so memory comes from the foreign-memory API, which does not. Where the
 * share is used up, a reader gets a smaller buffer than it asked for.
 *
 * <p>Small buffers, up to 8 KiB, are cut from slabs that are kept. No size may fill more than half of the share with its
 * slabs, so that none is starved by another. Large buffers are freed when they are given back, but for a few. A pending
 * read pins its buffer, so readers ask for small ones while they are quiet, and large ones have a budget of their own:
 * many slow peers cannot hold much memory.
 */
public final class BufferPool {
    /** Size classes: class {@code n} is {@code 512 << 2n} bytes. */
    public static final int SMALLEST = 0;

    /** The class that a new connection needs two buffers of: one for its opening, one for what its target says. */
    public static final int FIRST = 1;

    /** The largest of the small ones. */
    public static final int LARGEST_SMALL = 2;

    /** The largest for readers. */
    static final int LARGEST = 5;

    /** One above it, for openings. */
    private static final int HUGE = 6;

    private static final int SLAB = 64 * 1024;

    /** What new connections find free, whatever the others ask for. */
    private static final int RESERVE = 2 * SLAB;

    /** Buffers for a new connection: two that it keeps, and as many for a reply, a header or a lingeringClose. */
    private static final int NEEDED = 4;

    private static final long MOST_LARGE_IDLE = 8L << 20;

    /** The memory of a large buffer. Its own views can't be used once it is freed, where the pool's buffer could. */
    private record Large(Arena arena, MemorySegment memory) {}

    private final long share;
    private final long largeBudget;
    private final MemoryWatch watch;
    private final Executor freeing;
    private final List<ArrayDeque<ByteBuffer>> free = new ArrayList<>();
    private final long[] slabs = new long[LARGEST_SMALL + 1];
    private final Map<ByteBuffer, Large> large = new IdentityHashMap<>();

    /** Freed, but for a view of them that is just being used. Of the thread that frees. */
    private final List<Large> retired = new ArrayList<>();

    /** Bytes that were freed elsewhere since this was looked at. */
    private final AtomicLong freed = new AtomicLong();

    /** Bytes that are being freed elsewhere, and count as allocated until they are. */
    private long leaving;

    private long allocated;
    private long largeInUse;
    private long largeIdle;
    private int inUse;
    private long bytesInUse;

    /**
     * @param share bytes that the pool may hold in all
     * @param largeBudget bytes of large buffers that may be in use at once
     * @param watch hears of every reader that got less than it asked for
     * @param freeing frees large buffers, one task at a time: that takes until every thread of the JVM has noticed, and one
     *     that gets no processor may keep it waiting for seconds
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

    /** The smallest class that holds so many bytes; at most 2 MiB. */
    public static int classFor(int bytes) {
        int sizeClass = SMALLEST;
        while (sizeClass < HUGE && capacity(sizeClass) < bytes) {
            sizeClass++;
        }
        return sizeClass;
    }

    /**
     * An empty buffer of this class, or of another where there is none of it: a smaller one if possible.
     *
     * @throws NoBufferException where there is none at all
     */
    public ByteBuffer take(int sizeClass) {
        for (int each = withinBudget(sizeClass); each >= SMALLEST; each--) {
            @Nullable ByteBuffer buffer = takeWhole(each);
            if (buffer != null) {
                return buffer;
            }
        }
        for (int each = sizeClass + 1; each <= LARGEST_SMALL; each++) {
            @Nullable ByteBuffer buffer = takeWhole(each);
            if (buffer != null) {
                return buffer;
            }
        }
        watch.exhausted();
        throw new NoBufferException();
    }

    /** An empty buffer of this class, whatever the budget for large ones; null where there is no memory for it. */
    @Nullable
    public ByteBuffer takeWhole(int sizeClass) {
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
     * An empty buffer of this class, or of the nearest to be had, for one that is given back; the same one where there
     * is none better.
     */
    public ByteBuffer exchange(ByteBuffer held, int sizeClass) {
        int has = classFor(held.capacity());
        @Nullable ByteBuffer other = null;
        if (sizeClass < has) {
            other = takeWhole(sizeClass);
        } else if (sizeClass > has) {
            for (int each = withinBudget(sizeClass); each > has && other == null; each--) {
                other = takeWhole(each);
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
        if (largeIdle + capacity > Math.min(MOST_LARGE_IDLE, share / 8)) {
            release(buffer);
        } else {
            largeIdle += capacity;
            free.get(sizeClass).addLast(buffer);
        }
    }

    /** Whether a new connection finds the buffers that it takes at once, and some more that it needs for moments. */
    public boolean canServe() {
        return free.get(FIRST).size() >= NEEDED
                || free.get(LARGEST_SMALL).size() >= NEEDED
                || slabs[FIRST] + SLAB <= share / 2 && (hasRoom(FIRST, SLAB) || largeIdle >= SLAB);
    }

    /** A new connection was not accepted for want of buffers. */
    public void refused() {
        watch.exhausted();
    }

    public long bytesInUse() {
        return bytesInUse;
    }

    /** Bytes that the pool holds, in use or idle. */
    long allocated() {
        settle();
        return allocated;
    }

    /** How many buffers are taken and not yet given back. */
    public int inUse() {
        return inUse;
    }

    private int withinBudget(int sizeClass) {
        if (sizeClass > LARGEST_SMALL && largeInUse + capacity(sizeClass) > largeBudget) {
            watch.spent();
            return LARGEST_SMALL;
        }
        return sizeClass;
    }

    /** Whether the share has room for so many bytes more, for buffers of this class. */
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
            // Not the arena's own view: the JDK's channels would keep it open beyond an operation that was cancelled.
            ByteBuffer buffer = MemorySegment.ofAddress(memory.address())
                    .reinterpret(capacity)
                    .asByteBuffer();
            large.put(buffer, new Large(arena, memory));
            allocated += capacity;
            return buffer;
        } catch (OutOfMemoryError e) {
            // The system has no more, although the limits allow it.
            arena.close();
            watch.exhausted();
            return null;
        }
    }

    /** The whole of a buffer for somebody who may keep it for longer than he should. */
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

    /** Frees idle large buffers as far as that helps. Returns whether there is room then. */
    private boolean makeRoom(int sizeClass, int bytes) {
        if (sizeClass <= LARGEST_SMALL && slabs[sizeClass] + bytes > share / 2) {
            return false;
        }
        settle();
        boolean small = sizeClass <= LARGEST_SMALL;
        for (int each = LARGEST_SMALL + 1; each <= HUGE; each++) {
            ArrayDeque<ByteBuffer> idle = free.get(each);
            // A small one is needed now, and its slab stays; who wants a large one gets a small one until there is
            // room.
            while (!idle.isEmpty() && !hasRoom(sizeClass, bytes - (small ? 0 : leaving))) {
                largeIdle -= capacity(each);
                if (small) {
                    releaseNow(idle.removeLast());
                } else {
                    release(idle.removeLast());
                    settle();
                }
            }
        }
        return hasRoom(sizeClass, bytes);
    }

    private Large remove(ByteBuffer buffer) {
        Large memory = large.remove(buffer);
        if (memory == null) {
            throw new IllegalStateException("a buffer was given back twice, or is not of this pool");
        }
        return memory;
    }

    /** Frees a buffer, without waiting for that. */
    private void release(ByteBuffer buffer) {
        Large memory = remove(buffer);
        int bytes = buffer.capacity();
        leaving += bytes;
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

    /** On the thread that frees. */
    private void retire(Large memory) {
        retired.add(memory);
        retired.removeIf(BufferPool::isFreed);
    }

    /** Takes note of what was freed elsewhere. */
    private void settle() {
        long bytes = freed.getAndSet(0);
        leaving -= bytes;
        allocated -= bytes;
    }

    private static boolean isFreed(Large memory) {
        try {
            memory.arena.close();
            return true;
        } catch (IllegalStateException used) {
            // A router has kept a view, and an operation of the JDK is using it: tried again with the next one.
            return false;
        }
    }

    /** Frees the large buffers that nobody holds. After the loop's thread has ended. Slabs stay. */
    void close() {
        for (int each = LARGEST_SMALL + 1; each <= HUGE; each++) {
            free.get(each).forEach(this::release);
            free.get(each).clear();
        }
    }
}
