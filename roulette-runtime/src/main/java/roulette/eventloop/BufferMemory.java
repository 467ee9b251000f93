package roulette.eventloop;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The limit for the memory of all buffers of a proxy.
 *
 * @param bytes at least 256 KiB
 * @param limit what sets this limit, for messages
 */
public record BufferMemory(long bytes, String limit) {
    private static final long MINIMUM = 256 << 10;

    /** What the JVM needs besides the heap and the buffers: code, classes, threads. */
    private static final long JVM_OVERHEAD = 64L << 20;

    /** A new connection has two buffers of 2 KiB. */
    private static final int PER_CONNECTION = 4 << 10;

    /**
     * The limit for this process: {@code -XX:MaxDirectMemorySize}, or the memory of the machine or container minus the
     * heap, whichever is less.
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
     * @param option the value of {@code -XX:MaxDirectMemorySize}; 0 if not set
     * @param heap the maximum size of the heap
     * @param machine the memory of the machine, or what its container may use
     */
    static BufferMemory of(long option, long heap, long machine) {
        long available = machine - heap - JVM_OVERHEAD;
        if (option > 0 && option <= available) {
            return new BufferMemory(Math.max(MINIMUM, option), "-XX:MaxDirectMemorySize=" + option);
        }
        // Java's own default for direct memory is the size of the heap.
        if (option == 0 && heap <= available) {
            return new BufferMemory(
                    Math.max(MINIMUM, heap), "the size of the heap, as -XX:MaxDirectMemorySize is not set");
        }
        return new BufferMemory(
                Math.max(MINIMUM, available),
                "the machine's or container's " + machine + " bytes of memory, of which the heap may take " + heap);
    }

    /** How many connections get their minimum of buffers. */
    public long connections() {
        return bytes / PER_CONNECTION;
    }

    /** For messages. */
    @Override
    public String toString() {
        return bytes + " bytes, limited by " + limit;
    }
}
