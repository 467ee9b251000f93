package roulette.eventloop;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory all buffers of a proxy may take together.
 *
 * @param bytes at least 256 KiB
 * @param limit what sets this limit, for messages
 */
public record BufferMemory(long bytes, String limit) {
    private static final long LEAST = 256 << 10;

    /** What Java itself needs beside the heap and the buffers: code, classes, threads. */
    private static final long JAVA = 64L << 20;

    /** A new connection has two buffers of 2 KiB. */
    private static final int PER_CONNECTION = 4 << 10;

    /**
     * What this process has: {@code -XX:MaxDirectMemorySize}, or what the memory of the machine or container leaves
     * beside the heap, whichever is less.
     */
    public static BufferMemory ofThisProcess() {
        long heap = Runtime.getRuntime().maxMemory();
        long option = Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue());
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return of(option, heap, machine);
    }

    /**
     * @param option the value of {@code -XX:MaxDirectMemorySize}; 0 where it is not set
     * @param heap the largest size of the heap
     * @param machine the memory of the machine, or what its container may use
     */
    static BufferMemory of(long option, long heap, long machine) {
        long beside = machine - heap - JAVA;
        if (option > 0 && option <= beside) {
            return new BufferMemory(Math.max(LEAST, option), "-XX:MaxDirectMemorySize=" + option);
        }
        // Java's own default for direct memory is the size of the heap.
        if (option == 0 && heap <= beside) {
            return new BufferMemory(
                    Math.max(LEAST, heap), "the size of the heap, as -XX:MaxDirectMemorySize is not set");
        }
        return new BufferMemory(
                Math.max(LEAST, beside),
                "the machine's or container's " + machine + " bytes of memory, of which the heap may take " + heap);
    }

    /** How many connections find the buffers that they need at the least. */
    public long connections() {
        return bytes / PER_CONNECTION;
    }

    /** For messages. */
    @Override
    public String toString() {
        return bytes + " bytes, limited by " + limit;
    }
}
