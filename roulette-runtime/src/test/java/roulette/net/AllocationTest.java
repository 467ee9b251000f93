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
 * What {@link Allocations} says in a JVM of its own. Only the first compiler is on there: the second leaves out what
 * never leaves its method, sooner or later, so that figures would come by chance. It does the same in use, where they are
 * lower.
 */
class AllocationTest {
    /** Less than any object has: one more fails. */
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
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as("exit code of the JVM that counts").isZero();
        System.out.printf("allocated by a %s: %s bytes%n", unit, said);
        return Long.parseLong(said);
    }

    private static String found(String unit) {
        return "bytes allocated on the loops by a " + unit + "; which objects they are says a recording of"
                + " jdk.ObjectAllocationOutsideTLAB in a JVM with -XX:-UseTLAB that runs " + Allocations.class.getName()
                + " " + unit;
    }

    @Test
    void aRoundTripAllocatesNothingButItsResults() throws Exception {
        // For each of two reads and two writes the Integer of its result.
        int known = 4 * 16;

        assertThat(bytesOf("trip")).as(found("trip")).isBetween(1L, (long) known + MARGIN);
    }

    @Test
    void aConnectionAllocatesNoMoreThanIsKnown() throws Exception {
        int known = 1568;

        assertThat(bytesOf("connection")).as(found("connection")).isBetween(1L, (long) known + MARGIN);
    }
}
