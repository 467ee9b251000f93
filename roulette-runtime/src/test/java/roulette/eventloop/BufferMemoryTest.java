package roulette.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BufferMemoryTest {
    private static final long MIB = 1 << 20;

    @Test
    void theOptionIsTheLimitIfTheMachineHasEnoughMemory() {
        BufferMemory memory = BufferMemory.of(100 * MIB, 256 * MIB, 1024 * MIB);
        assertThat(memory.bytes()).isEqualTo(100 * MIB);
        assertThat(memory.limit()).isEqualTo("-XX:MaxDirectMemorySize=104857600");
        assertThat(memory.connections()).isEqualTo(25_600);
    }

    @Test
    void theContainerIsTheLimitIfItIsTooSmallForTheOption() {
        BufferMemory memory = BufferMemory.of(1024 * MIB, 256 * MIB, 512 * MIB);
        assertThat(memory.bytes()).isEqualTo((512 - 256 - 64) * MIB);
        assertThat(memory.limit()).contains("container").contains("536870912");
    }

    @Test
    void withoutTheOptionTheHeapSizeIsTheLimit() {
        assertThat(BufferMemory.of(0, 256 * MIB, 4096 * MIB).bytes()).isEqualTo(256 * MIB);
    }

    @Test
    void theLimitHasAMinimum() {
        assertThat(BufferMemory.of(1, 256 * MIB, 4096 * MIB).bytes()).isEqualTo(256 << 10);
        assertThat(BufferMemory.of(1024 * MIB, 512 * MIB, 256 * MIB).connections())
                .isEqualTo(64);
    }

    @Test
    void thisProcessHasALimit() {
        assertThat(BufferMemory.ofThisProcess().bytes()).isGreaterThan(MIB);
    }
}
