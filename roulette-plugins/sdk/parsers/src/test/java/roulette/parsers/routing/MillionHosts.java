package roulette.parsers.routing;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import roulette.match.HostTable;

/** A program that holds a table of a million hosts while it reads another one; prints what that takes. */
final class MillionHosts {
    private static final int HOSTS = 1_000_000;
    private static final int LOOKUPS = 2_000_000;

    private MillionHosts() {}

    public static void main(String[] folder) throws Exception {
        Path first = file(Path.of(folder[0], "first.txt"), 1);
        Path second = file(Path.of(folder[0], "second.txt"), 2);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = used();
        HostTable old = read(first, thread);
        HostTable table = read(second, thread);
        System.out.println("heap " + (used() - before));
        System.out.println("table " + table.bytes());
        check(old, 1);
        check(table, 2);
        lookUp(table, thread);
        lookUp(table, thread);
        Reference.reachabilityFence(old);
    }

    /** A third of the targets are distinct. */
    private static Path file(Path file, int version) {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < HOSTS; i++) {
                out.write(name(i) + " " + target(i, version) + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static String name(int i) {
        return (i % 10 == 0 ? "*." : "www.") + "customer-" + i + ".example";
    }

    private static String target(int i, int version) {
        int server = i / 3;
        return "10." + (server >> 16) + "." + (server >> 8 & 255) + "." + (server & 255) + ":" + (8000 + version);
    }

    private static HostTable read(Path file, ThreadMXBean thread) throws HostsFileException {
        long start = thread.getCurrentThreadCpuTime();
        HostTable table = new HostsReader(file, Map.of(), Runtime.getRuntime().maxMemory() / 10 * 3).read();
        System.out.println("load-ms " + (thread.getCurrentThreadCpuTime() - start) / 1_000_000);
        return table;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void check(HostTable table, int version) {
        for (int i = 0; i < HOSTS; i++) {
            String value =
                    table.find("www.customer-" + i + ".example").orElseThrow().value();
            if (!value.equals(target(i, version))) {
                throw new AssertionError(name(i) + " has " + value);
            }
        }
    }

    private static void lookUp(HostTable table, ThreadMXBean thread) {
        String[] names = new String[1 << 16];
        for (int i = 0; i < names.length; i++) {
            names[i] = "www.customer-" + (int) (i * 2_654_435_761L % HOSTS) + ".example";
        }
        long found = 0;
        long start = thread.getCurrentThreadCpuTime();
        long allocated = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < LOOKUPS; i++) {
            found += table.find(names[i & names.length - 1]).isPresent() ? 1 : 0;
        }
        System.out.println("found " + found);
        System.out.println("lookup-ns " + (thread.getCurrentThreadCpuTime() - start) / LOOKUPS);
        System.out.println("lookup-bytes " + (thread.getCurrentThreadAllocatedBytes() - allocated) / LOOKUPS);
    }
}
