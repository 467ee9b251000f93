package roulette.parsers.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap of a table of a million hosts that is replaced by one equally large, with that of the shipped jvm.options. */
class HostsMemoryTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void twoTablesOfAMillionHostsFitIntoTheHeap() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MillionHosts.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code;
        try {
            code = process.waitFor();
        } finally {
            process.destroyForcibly();
        }

        String said = Files.readString(output);
        assertThat(code).as(said).isZero();
        Map<String, Long> figures = new HashMap<>();
        said.lines().map(line -> line.split(" ")).forEach(words -> figures.put(words[0], Long.parseLong(words[1])));
        assertThat(figures.get("found")).isEqualTo(2_000_000);
        assertThat(figures.get("heap")).as("two tables").isLessThan(2 * 80 * MIB);
        assertThat(figures.get("table")).as("what one table counts").isLessThan(80 * MIB);
        assertThat(figures.get("lookup-bytes")).isLessThan(250);
    }
}
