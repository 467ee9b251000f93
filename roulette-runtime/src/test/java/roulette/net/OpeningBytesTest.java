package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OpeningBytesTest {
    private static final int MIB = 1 << 20;

    private final OpeningsBudget budget = new OpeningsBudget(4L * MIB);

    private static int fill(OpeningBytes bytes) {
        int size = 0;
        while (!bytes.isFull() && bytes.makeRoom()) {
            ByteBuffer room = bytes.pinForRead();
            size += room.remaining();
            room.position(room.limit());
            bytes.unpin();
        }
        return size;
    }

    @Test
    void anOpeningGrowsToItsLimitAlsoWhereRelaysHaveSpentTheLargeBuffers() {
        BufferPool spent = new BufferPool(0);
        OpeningBytes bytes = new OpeningBytes(spent, budget, 64 << 10);
        assertThat(fill(bytes)).isEqualTo(64 << 10);
        assertThat(bytes.isFull()).isTrue();
    }

    @Test
    void anOpeningGrowsToTheLargestLimitThatCanBeSet() {
        OpeningBytes bytes = new OpeningBytes(new BufferPool(MIB), budget, MIB);
        assertThat(fill(bytes)).isEqualTo(MIB);
        assertThat(bytes.isFull()).isTrue();
    }

    @Test
    void allThatWasTakenIsGivenBack() {
        BufferPool pool = new BufferPool(0);
        OpeningBytes bytes = new OpeningBytes(pool, budget, MIB);
        fill(bytes);
        bytes.release();
        assertThat(budget.used()).isZero();
        assertThat(pool.inUse()).isZero();
        assertThat(pool.bytesInUse()).isZero();
    }

    @Test
    void whereTheBudgetIsSpentNothingMoreIsTaken() {
        OpeningsBudget small = new OpeningsBudget(16 << 10);
        OpeningBytes bytes = new OpeningBytes(new BufferPool(MIB), small, MIB);
        assertThat(fill(bytes)).isEqualTo(8 << 10);
        assertThat(bytes.makeRoom()).isFalse();
        bytes.release();
        assertThat(small.used()).isZero();
    }
}
