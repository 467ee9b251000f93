package roulette.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failing destinations, with a fake clock and on the test's thread. */
class OutletTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @TempDir
    Path folder;

    private final Inbox inbox = new Inbox(100);
    private final LongAdder dropped = new LongAdder();

    /** Shortly before the clock overflows. */
    private long now = Long.MAX_VALUE - SECOND / 2;

    private LineWriter writer(Openable destination) {
        return new LineWriter(inbox, Format.TEXT, new Outlet(destination, () -> now), dropped);
    }

    private void write(LineWriter writer, String... listeners) {
        for (String listener : listeners) {
            assertThat(inbox.offer(Records.numbered(listener))).isTrue();
        }
        writer.writeQueued();
    }

    private static List<String> summary(List<String> lines) {
        return lines.stream()
                .map(TextParser::values)
                .map(line -> line.getOrDefault("listener", "dropped=" + line.get("dropped")))
                .toList();
    }

    @Test
    void linesAreCountedWhileTheFolderIsMissingAndWrittenAfterwards() throws IOException {
        Path home = Files.createDirectory(folder.resolve("logs"));
        Path file = home.resolve("access.log");
        LineWriter writer = writer(new AppendedFile(file));
        write(writer, "a");
        assertThat(summary(Files.readAllLines(file))).containsExactly("a");
        Files.delete(file);
        Files.delete(home);
        inbox.reopen();
        write(writer, "b", "c");
        assertThat(dropped.sum()).isEqualTo(2);
        Files.createDirectory(home);
        now += SECOND - 1;
        write(writer, "d");
        assertThat(file).doesNotExist();
        assertThat(writer.hasUnreported()).isTrue();
        now += 1;
        write(writer, "e");
        assertThat(summary(Files.readAllLines(file))).containsExactly("e", "dropped=3");
        assertThat(writer.hasUnreported()).isFalse();
        assertThat(dropped.sum()).isEqualTo(3);
    }

    @Test
    void droppedLinesAreReportedEvenWithoutFurtherLines() {
        Terminal terminal = Terminal.ready();
        terminal.gone = true;
        LineWriter writer = writer(terminal);
        write(writer, "a");
        terminal.gone = false;
        now += SECOND;
        write(writer);
        assertThat(summary(terminal.lines())).containsExactly("dropped=1");
        assertThat(terminal.lines().getFirst()).matches("time=[-0-9T:.]+Z dropped=1");
    }

    @Test
    void aFailedDestinationIsRetriedOnceASecond() {
        Terminal terminal = Terminal.ready();
        terminal.gone = true;
        LineWriter writer = writer(terminal);
        for (int i = 0; i < 100; i++) {
            write(writer, "a");
            now += SECOND / 10;
        }
        assertThat(terminal.opened()).isEqualTo(10);
        assertThat(dropped.sum()).isEqualTo(100);
    }

    @Test
    void reopenIsNotDelayed() {
        Terminal terminal = Terminal.ready();
        terminal.gone = true;
        LineWriter writer = writer(terminal);
        terminal.gone = false;
        inbox.reopen();
        write(writer, "a");
        assertThat(summary(terminal.lines())).containsExactly("a");
    }

    @Test
    void afterAFailedWriteItsLinesAreCountedAndTheDestinationIsReopened() {
        Terminal terminal = Terminal.ready();
        LineWriter writer = writer(terminal);
        terminal.broken = true;
        write(writer, "a", "b");
        terminal.broken = false;
        write(writer, "c");
        now += SECOND;
        assertThat(terminal.opened()).isEqualTo(1);
        write(writer, "d");
        assertThat(terminal.opened()).isEqualTo(2);
        assertThat(summary(terminal.lines())).last().isEqualTo("dropped=3");
    }

    @Test
    void anIncompleteLastLineOfTheFileIsEnded() throws IOException {
        Path file = folder.resolve("access.log");
        Files.writeString(file, "time=2026");
        write(writer(new AppendedFile(file)), "a");
        assertThat(Files.readAllLines(file).getFirst()).isEqualTo("time=2026");
        assertThat(summary(Files.readAllLines(file).subList(1, 2))).containsExactly("a");
    }

    @Test
    void manyLinesAreWrittenInSeveralWrites() {
        Terminal terminal = Terminal.ready();
        LineWriter writer = writer(terminal);
        String name = "a".repeat(10_000);
        write(writer, name, name, name, name, name, name, name, name);
        assertThat(terminal.lines()).hasSize(8);
        assertThat(terminal.writes()).isEqualTo(2);
    }
}
