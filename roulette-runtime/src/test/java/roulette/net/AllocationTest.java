package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roulette.testing.Allocations;

/**
 * Runs {@link Allocations} in its own JVM, with only the C1 compiler: C2's escape analysis removes allocations at
 * unpredictable times, so the figures would vary. In production, with C2, they are lower.
 */
class AllocationTest {
    /** Smaller than any object: one more object fails the test. */
    private static final int MARGIN = 7;

    private static long bytesOf(String unit) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Allocations.class.getName(), unit));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as("exit code of the JVM that counts").isZero();
        System.out.printf("allocated by a %s: %s bytes%n", unit, output);
        return Long.parseLong(output);
    }

    private static String found(String unit) {
        return "bytes allocated on the loops by a " + unit + "; to find the objects, record"
                + " jdk.ObjectAllocationOutsideTLAB in a JVM with -XX:-UseTLAB that runs " + Allocations.class.getName()
                + " " + unit;
    }

    @Test
    void aRoundTripAllocatesNothingButItsResults() throws Exception {
        // An Integer for the result of each of two reads and two writes.
        int known = 4 * 16;

        assertThat(bytesOf("trip")).as(found("trip")).isBetween(1L, (long) known + MARGIN);
    }

    @Test
    void aConnectionAllocatesNoMoreThanItsBound() throws Exception {
        int known = 1656;

        assertThat(bytesOf("connection")).as(found("connection")).isBetween(1L, (long) known + MARGIN);
    }
}
