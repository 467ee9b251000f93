package roulette.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The direct buffers of one loop, in sizes of 512 B to 2 MiB by powers of four. What is taken must be given back
 * exactly once, by whoever holds it then. Confined to the loop's thread.
 *
 * <p>A pending read pins its buffer, so readers ask for small ones while they are quiet. Large ones, of 32 KiB and up,
 * share a budget: when it is spent, a reader that asks for a large one gets 8 KiB, so that many slow peers cannot hold
 * much memory.
 */
final class BufferPool {
    /** Size classes: class {@code n} is {@code 512 << 2n} bytes. */
    static final int SMALLEST = 0;

    /** The largest for readers. */
    static final int LARGEST = 5;

    /** One above it, for openings. */
    private static final int HUGE = 6;

    private static final int LARGEST_SMALL = 2;
    private static final int SLAB = 64 * 1024;
    private static final long IDLE_LARGE = 8L << 20;

    private final long largeBudget;
    private final List<ArrayDeque<ByteBuffer>> free = new ArrayList<>();
    private long largeInUse;
    private long largeIdle;
    private int inUse;
    private long bytesInUse;

    /** @param largeBudget bytes of large buffers that may be in use at once */
    BufferPool(long largeBudget) {
        this.largeBudget = largeBudget;
        for (int i = SMALLEST; i <= HUGE; i++) {
            free.add(new ArrayDeque<>());
        }
    }

    static int capacity(int sizeClass) {
        return 512 << (2 * sizeClass);
    }

    /** The smallest class that holds so many bytes; at most 2 MiB. */
    static int classFor(int bytes) {
        int sizeClass = SMALLEST;
        while (sizeClass < HUGE && capacity(sizeClass) < bytes) {
            sizeClass++;
        }
        return sizeClass;
    }

    /** An empty buffer of this class, or a smaller one where the budget for large ones is spent. */
    ByteBuffer take(int sizeClass) {
        boolean spent = sizeClass > LARGEST_SMALL && largeInUse + capacity(sizeClass) > largeBudget;
        return takeWhole(spent ? LARGEST_SMALL : sizeClass);
    }

    /** An empty buffer of this class, whatever the budget: for those whose memory is bounded elsewhere. */
    ByteBuffer takeWhole(int sizeClass) {
        int capacity = capacity(sizeClass);
        boolean large = sizeClass > LARGEST_SMALL;
        inUse++;
        bytesInUse += capacity;
        if (large) {
            largeInUse += capacity;
        }
        ByteBuffer buffer = free.get(sizeClass).pollLast();
        if (buffer == null) {
            return large ? ByteBuffer.allocateDirect(capacity) : cutSlab(sizeClass);
        }
        if (large) {
            largeIdle -= capacity;
        }
        return buffer.clear();
    }

    void give(ByteBuffer buffer) {
        inUse--;
        bytesInUse -= buffer.capacity();
        int sizeClass = classFor(buffer.capacity());
        if (sizeClass > LARGEST_SMALL) {
            largeInUse -= buffer.capacity();
            if (largeIdle + buffer.capacity() > IDLE_LARGE) {
                return;
            }
            largeIdle += buffer.capacity();
        }
        free.get(sizeClass).addLast(buffer);
    }

    long bytesInUse() {
        return bytesInUse;
    }

    /** How many buffers are taken and not yet given back. */
    int inUse() {
        return inUse;
    }

    private ByteBuffer cutSlab(int sizeClass) {
        int size = capacity(sizeClass);
        ByteBuffer slab = ByteBuffer.allocateDirect(SLAB);
        for (int at = size; at < SLAB; at += size) {
            free.get(sizeClass).addLast(slab.slice(at, size));
        }
        return slab.slice(0, size);
    }
}
