package roulette.parsers.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.SettingsException;
import roulette.config.RouterEnvironment;
import roulette.config.RouterTable;

class HostsFileTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("hosts.txt");
    }

    /** By renaming, as programs should that replace a file. */
    private void write(String text) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), text);
        Files.move(next, path(), StandardCopyOption.ATOMIC_MOVE);
    }

    private HostsFile open() throws Exception {
        return new HostsFile(path(), new HostsReader(path(), Map.of(), 100 << 20), Duration.ofMillis(10));
    }

    private static String target(HostsFile hosts, String host) {
        return hosts.find(host)
                .map(forward -> forward.targets().getFirst().toString())
                .orElse("none");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("time left").isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void aChangedFileIsReadAgain() throws Exception {
        write("a.example a:1\n");
        try (HostsFile hosts = open()) {
            hosts.start();
            write("a.example a:2\nb.example b:2\n");
            await(() -> target(hosts, "b.example").equals("b:2"));
            assertThat(target(hosts, "a.example")).isEqualTo("a:2");

            write("b.example b:3\n");
            await(() -> target(hosts, "b.example").equals("b:3"));
            assertThat(target(hosts, "a.example")).isEqualTo("none");
        }
    }

    @Test
    void aFileThatIsWrongOrMissingChangesNothing() throws Exception {
        write("a.example a:1\n");
        try (HostsFile hosts = open()) {
            hosts.start();
            write("a.example a:2\na.example a:3\n");
            awaitAnotherReading();
            assertThat(target(hosts, "a.example")).isEqualTo("a:1");
            Files.delete(path());
            awaitAnotherReading();
            assertThat(target(hosts, "a.example")).isEqualTo("a:1");

            write("a.example a:4\n");
            await(() -> target(hosts, "a.example").equals("a:4"));
        }
    }

    /** Another watcher has read a changed file several times. */
    private void awaitAnotherReading() throws Exception {
        Path file = folder.resolve("other.txt");
        Files.writeString(file, "x x:1\n");
        try (HostsFile other = new HostsFile(file, new HostsReader(file, Map.of(), 1 << 20), Duration.ofMillis(10))) {
            other.start();
            for (int i = 2; i < 7; i++) {
                Files.writeString(file, "x x:" + i + "\n" + "#".repeat(i));
                String expected = "x:" + i;
                await(() -> target(other, "x").equals(expected));
            }
        }
    }

    @Test
    void everyLookupDuringReplacementsFindsOneOfTheTables() throws Exception {
        write(hosts(1));
        AtomicLong lookups = new AtomicLong();
        AtomicReference<String> wrong = new AtomicReference<>("");
        try (HostsFile hosts = open()) {
            hosts.start();
            Thread client = Thread.ofPlatform().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    String name = "host-" + lookups.getAndIncrement() % 5_000 + ".example";
                    String found = target(hosts, name);
                    if (!found.matches("(target|backup)-[1-9]:1")) {
                        wrong.compareAndSet("", name + " " + found);
                    }
                }
            });
            try {
                for (int version = 2; version <= 8; version++) {
                    long before = lookups.get();
                    write(hosts(version));
                    String expected = "target-" + version + ":1";
                    await(() -> target(hosts, "host-4999.example").equals(expected));
                    await(() -> lookups.get() > before);
                }
            } finally {
                client.interrupt();
                client.join();
            }
        }
        assertThat(wrong.get()).isEmpty();
    }

    private static String hosts(int version) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append("host-%d.example target-%d:1 backup-%d:1\n".formatted(i, version, version));
        }
        return text.toString();
    }

    @Test
    void closeEndsTheThread() throws Exception {
        write("a a:1\n");
        HostsFile hosts = open();
        hosts.start();
        assertThat(watchers()).isOne();
        hosts.close();
        hosts.close();
        assertThat(watchers()).isZero();
    }

    private long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("hosts-file " + path()))
                .count();
    }

    private HostForwards configured(String keys) {
        return HostForwards.read(RouterTable.parse("web", keys).settings(RouterEnvironment.usual(folder)));
    }

    @Test
    void theMostSpecificPatternOfTableAndFileWins() throws Exception {
        write("a.example file:1\n*.b.example file:2\n* file:3\n");
        HostForwards forwards = configured("hosts-file = 'hosts.txt'\ndefault = 'default:1'\n"
                + "hosts = { 'a.b.example' = ['table:1', 'table:2'], '*.example' = 'table:3' }");

        assertThat(forwards.find("a.example").orElseThrow().targets()).hasToString("[file:1]");
        assertThat(forwards.find("a.b.example").orElseThrow().targets()).hasToString("[table:1, table:2]");
        assertThat(forwards.find("c.b.example").orElseThrow().targets()).hasToString("[file:2]");
        assertThat(forwards.find("c.example").orElseThrow().targets()).hasToString("[table:3]");
        assertThat(forwards.find("c").orElseThrow().targets()).hasToString("[file:3]");
        assertThat(forwards.find("").orElseThrow().targets()).hasToString("[default:1]");
        assertThat(forwards.find("c.b.example").orElseThrow().because()).isEqualTo("*.b.example");
    }

    @Test
    void aNameInTableAndFileIsAMistake() throws Exception {
        write("b.example b:1\nA.example a:1\nx\n");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> configured("hosts-file = 'hosts.txt'\nhosts = { 'a.example' = 'a:1' }"))
                .withMessageEndingWith("hosts-file: " + path()
                        + ":2: \"A.example\" is a duplicate of a line before, or of the table hosts")
                .satisfies(first -> assertThat(first.getSuppressed())
                        .singleElement()
                        .isInstanceOf(SettingsException.class)
                        .asString()
                        .contains("hosts-file: " + path() + ":3: \"x\" has no target"));
    }

    @Test
    void aMissingFileIsAMistakeOfItsKey() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> configured("hosts-file = 'hosts.txt'"))
                .withMessageContaining("hosts-file: there is no file " + path());
    }
}
