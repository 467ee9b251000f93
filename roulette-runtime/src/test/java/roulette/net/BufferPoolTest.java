package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferPoolTest {
    @Test
    void whatIsGivenBackIsTakenAgain() {
        BufferPool pool = new BufferPool(1 << 20);
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
        BufferPool pool = new BufferPool(1 << 20);
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
    void whereTheBudgetForLargeBuffersIsSpentAReaderGetsASmallOne() {
        BufferPool pool = new BufferPool(1 << 20);
        ByteBuffer first = pool.take(BufferPool.LARGEST);
        ByteBuffer second = pool.take(BufferPool.LARGEST);
        assertThat(pool.take(BufferPool.LARGEST).capacity()).isEqualTo(8192);
        pool.give(second);
        assertThat(pool.take(BufferPool.LARGEST).capacity()).isEqualTo(512 << 10);
        pool.give(first);
        assertThat(pool.inUse()).isEqualTo(2);
    }

    @Test
    void aReaderGrowsWithFullReadsAndShrinksWithSmallOnes() {
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
}
