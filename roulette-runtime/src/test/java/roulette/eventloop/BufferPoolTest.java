package roulette.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
    public static final MemoryWatch WATCH = new MemoryWatch(new BufferMemory(1 << 20, "a test"), true);

    @Test
    void aBufferGivenBackIsReused() {
        BufferPool pool = new BufferPool(64 << 20, 1 << 20, WATCH, Runnable::run);
        ByteBuffer first = pool.take(0);
        first.put((byte) 1);
        pool.give(first);
        ByteBuffer again = pool.take(0);
        assertThat(again).isSameAs(first);
        assertThat(again.position()).isZero();
        assertThat(again.remaining()).isEqualTo(512);
    }

    @Test
    void noTwoBuffersInUseShareMemory() {
        BufferPool pool = new BufferPool(64 << 20, 1 << 20, WATCH, Runnable::run);
        List<ByteBuffer> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ByteBuffer buffer = pool.take(i % 3);
            while (buffer.hasRemaining()) {
                buffer.put((byte) i);
            }
            all.add(buffer.flip());
        }
        for (int i = 0; i < all.size(); i++) {
            ByteBuffer buffer = all.get(i);
            while (buffer.hasRemaining()) {
                assertThat(buffer.get()).isEqualTo((byte) i);
            }
        }
        assertThat(pool.inUse()).isEqualTo(1000);
    }

    @Test
    void aReaderGetsASmallBufferIfTheLargeBudgetIsExhausted() {
        BufferPool pool = new BufferPool(64 << 20, 1 << 20, WATCH, Runnable::run);
        ByteBuffer first = pool.take(BufferPool.LARGEST);
        ByteBuffer second = pool.take(BufferPool.LARGEST);
        assertThat(pool.take(BufferPool.LARGEST).capacity()).isEqualTo(8192);
        pool.give(second);
        assertThat(pool.take(BufferPool.LARGEST).capacity()).isEqualTo(512 << 10);
        pool.give(first);
        assertThat(pool.inUse()).isEqualTo(2);
    }

    @Test
    void fullReadsGrowTheBufferAndSmallOnesShrinkIt() {
        ReadSize size = new ReadSize(BufferPool.SMALLEST);
        List<Integer> grown = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int capacity = BufferPool.capacity(size.sizeClass());
            size.read(capacity, capacity);
            grown.add(BufferPool.capacity(size.sizeClass()));
        }
        assertThat(grown).containsExactly(2048, 8192, 32768, 131072, 524288, 524288);
        List<Integer> shrunk = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            size.read(64, BufferPool.capacity(size.sizeClass()));
            shrunk.add(BufferPool.capacity(size.sizeClass()));
        }
        assertThat(shrunk).containsExactly(524288, 131072, 131072, 32768, 32768, 8192, 8192, 2048, 2048, 512);
    }

    /** Takes buffers of one class until nothing is left, and returns their sizes. */
    private static List<ByteBuffer> takeAll(BufferPool pool, int sizeClass) {
        List<ByteBuffer> all = new ArrayList<>();
        try {
            while (true) {
                all.add(pool.take(sizeClass));
            }
        } catch (NoBufferException none) {
            return all;
        }
    }

    @Test
    void aPoolNeverExceedsItsShare() {
        for (int sizeClass = BufferPool.SMALLEST; sizeClass <= BufferPool.LARGEST; sizeClass++) {
            BufferPool pool = new BufferPool(4 << 20, 2 << 20, WATCH, Runnable::run);
            List<ByteBuffer> all = takeAll(pool, sizeClass);
            assertThat(pool.allocated()).isLessThanOrEqualTo(4 << 20);
            assertThat(pool.bytesInUse()).isGreaterThan(3 << 20);
            all.forEach(pool::give);
            assertThat(pool.inUse()).isZero();
            assertThat(pool.bytesInUse()).isZero();
        }
    }

    @Test
    void oneSizeDoesNotStarveTheOthers() {
        BufferPool pool = new BufferPool(4 << 20, 2 << 20, WATCH, Runnable::run);
        for (int before = BufferPool.SMALLEST; before <= BufferPool.LARGEST; before++) {
            takeAll(pool, before).forEach(pool::give);
            assertThat(pool.canServe()).isTrue();
            for (int sizeClass = BufferPool.SMALLEST; sizeClass <= BufferPool.LARGEST_SMALL; sizeClass++) {
                ByteBuffer buffer = pool.take(sizeClass);
                assertThat(buffer.capacity()).isGreaterThanOrEqualTo(2048 >> (sizeClass == 0 ? 2 : 0));
                pool.give(buffer);
            }
        }
    }

    @Test
    void anExchangeKeepsTheBufferIfThePoolIsExhausted() {
        BufferPool pool = new BufferPool(1 << 20, 1 << 19, WATCH, Runnable::run);
        ByteBuffer held = pool.take(BufferPool.FIRST);
        List<ByteBuffer> rest = takeAll(pool, BufferPool.SMALLEST);
        assertThat(pool.canServe()).isFalse();
        assertThat(pool.exchange(held, BufferPool.LARGEST)).isSameAs(held);
        assertThat(pool.exchange(held, BufferPool.SMALLEST)).isSameAs(held);
        assertThat(pool.inUse()).isEqualTo(rest.size() + 1);
    }

    @Test
    void anExchangeGivesTheOldBufferBackOnce() {
        BufferPool pool = new BufferPool(64 << 20, 32 << 20, WATCH, Runnable::run);
        ByteBuffer held = pool.take(BufferPool.SMALLEST);
        for (int sizeClass = BufferPool.SMALLEST; sizeClass <= BufferPool.LARGEST; sizeClass++) {
            held = pool.exchange(held, sizeClass);
            assertThat(held.capacity()).isEqualTo(BufferPool.capacity(sizeClass));
            assertThat(pool.inUse()).isEqualTo(1);
        }
    }

    @Test
    void mostLargeBuffersAreFreed() {
        BufferPool pool = new BufferPool(256L << 20, 128L << 20, WATCH, Runnable::run);
        List<ByteBuffer> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(pool.take(BufferPool.LARGEST));
        }
        assertThat(pool.allocated()).isGreaterThanOrEqualTo(50L << 20);
        all.forEach(pool::give);
        assertThat(pool.allocated()).isLessThanOrEqualTo(8L << 20);
        pool.close();
        assertThat(pool.allocated()).isZero();
    }

    @Test
    void largeBuffersAreFreedByAnotherThreadAndCountUntilThen() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        BufferPool pool = new BufferPool(64L << 20, 64L << 20, WATCH, tasks::add);
        List<ByteBuffer> all = takeAll(pool, BufferPool.LARGEST);
        long before = pool.allocated();
        int count = all.size();
        ByteBuffer view = pool.view(all.getFirst());
        all.forEach(pool::give);
        assertThat(tasks).hasSizeGreaterThan(100);
        assertThat(pool.allocated()).isEqualTo(before);
        assertThat(view.get(0)).isZero();
        tasks.forEach(Runnable::run);
        assertThat(pool.allocated()).isLessThanOrEqualTo(9L << 20);
        // And is there again.
        assertThat(takeAll(pool, BufferPool.LARGEST)).hasSizeGreaterThanOrEqualTo(count);
    }

    @Test
    void aViewOfAFreedLargeBufferThrows() {
        BufferPool pool = new BufferPool(4 << 20, 2 << 20, WATCH, Runnable::run);
        List<ByteBuffer> all = takeAll(pool, BufferPool.LARGEST);
        ByteBuffer view = pool.view(all.getFirst());
        assertThat(view.get(0)).isZero();
        all.forEach(pool::give);
        pool.close();
        assertThatThrownBy(() -> view.get(0)).isInstanceOf(IllegalStateException.class);
    }
}
