package roulette.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The direct buffers of one loop, in sizes of 512 B to 512 KiB by powers of four. What is taken must be given back
 * exactly once, by whoever holds it then. Confined to the loop's thread.
 *
 * <p>A pending read pins its buffer, so readers ask for small ones while they are quiet. Large ones, of 32 KiB and up,
 * share a budget: when it is spent, a reader that asks for a large one gets 8 KiB, so that many slow peers cannot hold
 * much memory.
 */
final class BufferPool {
    /** Size classes: class {@code n} is {@code 512 << 2n} bytes. */
    static final int SMALLEST = 0;

    static final int LARGEST = 5;
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
        for (int i = SMALLEST; i <= LARGEST; i++) {
            free.add(new ArrayDeque<>());
        }
    }

    static int capacity(int sizeClass) {
        return 512 << (2 * sizeClass);
    }

    /** The smallest class that holds so many bytes, or the largest there is. */
    static int classFor(int bytes) {
        int sizeClass = SMALLEST;
        while (sizeClass < LARGEST && capacity(sizeClass) < bytes) {
            sizeClass++;
        }
        return sizeClass;
    }

    /** An empty buffer of this class, or a smaller one where the budget for large ones is spent. */
    ByteBuffer take(int sizeClass) {
        int granted = sizeClass;
        if (sizeClass > LARGEST_SMALL) {
            if (largeInUse + capacity(sizeClass) > largeBudget) {
                granted = LARGEST_SMALL;
            } else {
                largeInUse += capacity(sizeClass);
            }
        }
        inUse++;
        bytesInUse += capacity(granted);
        ByteBuffer buffer = free.get(granted).pollLast();
        if (buffer == null) {
            return granted > LARGEST_SMALL ? ByteBuffer.allocateDirect(capacity(granted)) : cutSlab(granted);
        }
        if (granted > LARGEST_SMALL) {
            largeIdle -= capacity(granted);
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
