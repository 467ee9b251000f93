package roulette.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import roulette.eventloop.BufferMemory;
import roulette.eventloop.BufferPool;
import roulette.eventloop.MemoryWatch;

class OpeningBytesTest {
    private static final int MIB = 1 << 20;
    private static final MemoryWatch WATCH = new MemoryWatch(new BufferMemory(MIB, "a test"), true);

    private final OpeningsBudget budget = new OpeningsBudget(4L * MIB);

    private static int fill(OpeningBytes bytes) {
        int size = 0;
        while (!bytes.isFull() && bytes.makeRoom()) {
            ByteBuffer room = bytes.pinForRead();
            assertThat(room.hasRemaining()).as("room").isTrue();
            size += room.remaining();
            room.position(room.limit());
            bytes.unpin();
        }
        return size;
    }

    @Test
    void anOpeningGrowsToItsLimitEvenIfTheLargeBudgetIsExhausted() {
        BufferPool spent = new BufferPool(64 * MIB, 0, WATCH, Runnable::run);
        OpeningBytes bytes = new OpeningBytes(spent, budget, 64 << 10);
        assertThat(fill(bytes)).isEqualTo(64 << 10);
        assertThat(bytes.isFull()).isTrue();
    }

    @Test
    void anOpeningGrowsToTheLargestLimitThatCanBeSet() {
        OpeningBytes bytes = new OpeningBytes(new BufferPool(64 * MIB, MIB, WATCH, Runnable::run), budget, MIB);
        assertThat(fill(bytes)).isEqualTo(MIB);
        assertThat(bytes.isFull()).isTrue();
    }

    @Test
    void aPinnedOpeningThatIsFullDoesNotGrow() {
        OpeningBytes bytes = new OpeningBytes(new BufferPool(64 * MIB, MIB, WATCH, Runnable::run), budget, MIB);
        bytes.pinForView();
        assertThat(fill(bytes)).isEqualTo(2048);
        assertThat(bytes.makeRoom()).isFalse();
        bytes.unpin();
        assertThat(bytes.makeRoom()).isTrue();
        bytes.release();
        assertThat(budget.used()).isZero();
    }

    @Test
    void allBuffersAreGivenBack() {
        BufferPool pool = new BufferPool(64 * MIB, 0, WATCH, Runnable::run);
        OpeningBytes bytes = new OpeningBytes(pool, budget, MIB);
        fill(bytes);
        bytes.release();
        assertThat(budget.used()).isZero();
        assertThat(pool.inUse()).isZero();
        assertThat(pool.bytesInUse()).isZero();
    }

    @Test
    void anOpeningDoesNotGrowBeyondTheBudget() {
        OpeningsBudget small = new OpeningsBudget(16 << 10);
        OpeningBytes bytes = new OpeningBytes(new BufferPool(64 * MIB, MIB, WATCH, Runnable::run), small, MIB);
        assertThat(fill(bytes)).isEqualTo(8 << 10);
        assertThat(bytes.makeRoom()).isFalse();
        bytes.release();
        assertThat(small.used()).isZero();
    }

    @Test
    void anOpeningCountsAgainstTheBudgetUntilItIsWritten() {
        BufferPool pool = new BufferPool(64 * MIB, MIB, WATCH, Runnable::run);
        OpeningBytes bytes = new OpeningBytes(pool, budget, MIB);
        fill(bytes);
        ByteBuffer taken = bytes.take();
        assertThat(budget.used()).isEqualTo(2L * MIB);
        bytes.written();
        pool.give(taken);
        bytes.release();
        assertThat(budget.used()).isZero();
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void withoutMemoryTheOpeningAndItsBudgetAreUnchanged() {
        BufferPool full = new BufferPool(256 << 10, 0, WATCH, Runnable::run);
        OpeningBytes bytes = new OpeningBytes(full, budget, MIB);
        assertThat(fill(bytes)).isLessThan(MIB);
        long used = budget.used();
        assertThat(bytes.makeRoom()).isFalse();
        assertThat(budget.used()).isEqualTo(used);
        bytes.release();
        assertThat(budget.used()).isZero();
        assertThat(full.inUse()).isZero();
    }
}
