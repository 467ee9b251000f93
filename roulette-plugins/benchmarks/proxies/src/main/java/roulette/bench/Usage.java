package roulette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** CPU time and memory of a process and its children, from proc(5). */
final class Usage {
    /** Clock ticks of proc(5) per second, the same for user space on every Linux. */
    private static final double TICKS = 100;

    private Usage() {}

    /** CPU seconds in user and kernel mode, including children that have ended. */
    static double cpuSeconds(ProcessHandle process) throws IOException {
        long ticks = 0;
        for (ProcessHandle one : family(process)) {
            String stat = Files.readString(Path.of("/proc", Long.toString(one.pid()), "stat"));
            // The name, in parentheses, may have blanks. Fields 14 to 17 are the times; the state after it is field 3.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            for (int field = 14; field <= 17; field++) {
                ticks += Long.parseLong(fields[field - 3]);
            }
        }
        return ticks / TICKS;
    }

    /** Resident bytes; shared memory counts once. */
    static long memory(ProcessHandle process) throws IOException {
        long kilobytes = 0;
        for (ProcessHandle one : family(process)) {
            Path file = Path.of("/proc", Long.toString(one.pid()), "smaps_rollup");
            kilobytes += Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return kilobytes * 1024;
    }

    private static Iterable<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }
}
