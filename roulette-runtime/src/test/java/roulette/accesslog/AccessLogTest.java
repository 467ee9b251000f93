package roulette.accesslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessLogTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private static List<String> listeners(List<String> lines) {
        return lines.stream()
                .map(TextParser::values)
                .filter(values -> values.containsKey("listener"))
                .map(values -> values.get("listener"))
                .toList();
    }

    private static long droppedLines(List<String> lines) {
        return lines.stream()
                .map(TextParser::values)
                .filter(values -> values.containsKey("dropped"))
                .mapToLong(values -> Long.parseLong(values.get("dropped")))
                .sum();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static void hand(AccessLog log, List<String> listeners) {
        listeners.forEach(listener -> log.ended(Records.numbered(listener)));
    }

    @Test
    void closeWritesAllQueuedRecordsInOrder() throws IOException {
        Path file = folder.resolve("access.log");
        try (AccessLog log = AccessLog.open(new Destination.File(file), Format.TEXT)) {
            hand(log, numbers(0, 10_000));
        }
        assertThat(listeners(Files.readAllLines(file))).isEqualTo(numbers(0, 10_000));
    }

    @Test
    void aFileIsAppendedTo() throws IOException {
        Path file = folder.resolve("access.log");
        for (String listener : List.of("a", "b")) {
            try (AccessLog log = AccessLog.open(new Destination.File(file), Format.TEXT)) {
                log.ended(Records.numbered(listener));
            }
        }
        assertThat(listeners(Files.readAllLines(file))).containsExactly("a", "b");
    }

    @Test
    void aLineIsWrittenWithoutWaitingForMore() throws InterruptedException {
        Terminal terminal = Terminal.ready();
        try (AccessLog log = new AccessLog(terminal, Format.TEXT, LONG)) {
            log.ended(Records.numbered("a"));
            terminal.awaitWriter();
        }
        assertThat(listeners(terminal.lines())).containsExactly("a");
    }

    @Test
    void queuedLinesAreWrittenAtOnce() throws InterruptedException {
        Terminal terminal = Terminal.stuck();
        try (AccessLog log = new AccessLog(terminal, Format.TEXT, LONG)) {
            log.ended(Records.numbered("first"));
            terminal.awaitWriter();
            hand(log, numbers(0, 100));
            terminal.release();
        }
        assertThat(terminal.lines()).hasSize(101);
        assertThat(terminal.writes()).isEqualTo(2);
    }

    @Test
    void aStuckDestinationBlocksNoCallerAndDroppedLinesAreReported() throws InterruptedException {
        Terminal terminal = Terminal.stuck();
        AccessLog log = new AccessLog(terminal, Format.TEXT, LONG);
        Thread caller = Thread.ofPlatform().daemon().start(() -> hand(log, numbers(0, 40_000)));
        assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
        terminal.awaitWriter();
        long dropped = log.dropped();
        assertThat(dropped).isPositive();
        terminal.release();
        log.close();
        List<String> lines = terminal.lines();
        assertThat(listeners(lines)).hasSize((int) (40_000 - dropped)).hasSizeGreaterThanOrEqualTo(16_384);
        assertThat(droppedLines(lines)).isEqualTo(dropped);
        assertThat(log.dropped()).isEqualTo(dropped);
    }

    @Test
    void closeTimesOutOnAStuckDestination() throws InterruptedException {
        Terminal terminal = Terminal.stuck();
        AccessLog log = new AccessLog(terminal, Format.TEXT, Duration.ofMillis(1));
        log.ended(Records.numbered("a"));
        terminal.awaitWriter();
        log.close();
        assertThat(terminal.lines()).isEmpty();
        terminal.release();
    }

    @Test
    void aPipeWithoutAReaderBlocksNoCaller(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        AccessLog log = new AccessLog(Openable.of(new Destination.File(pipe)), Format.TEXT, Duration.ofMillis(1));
        log.ended(Records.numbered("a"));
        log.close();
        // Opening the other end lets the log's thread finish.
        try (var reader = Files.newInputStream(pipe)) {
            assertThat(new String(reader.readAllBytes(), UTF_8)).contains("listener=a");
        }
    }

    @Test
    void aFileThatCanNotBeOpenedIsDetectedWithoutOpeningIt(@TempDir Path folder) {
        assertThat(new Destination.File(folder).problem()).contains("is a directory; name a file");
        assertThat(new Destination.File(folder.resolve("a").resolve("b")).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("does not exist"));
        assertThat(new Destination.File(folder.resolve("access.log")).problem()).isEmpty();
    }

    @Test
    void recordsAfterCloseAreDroppedAndCounted() {
        Terminal terminal = Terminal.ready();
        AccessLog log = new AccessLog(terminal, Format.TEXT, LONG);
        log.close();
        hand(log, List.of("a", "b"));
        log.close();
        assertThat(log.dropped()).isEqualTo(2);
        assertThat(terminal.lines()).isEmpty();
    }

    @Test
    void writtenAndDroppedLinesOfManyThreadsAddUp() throws InterruptedException, IOException {
        Path file = folder.resolve("access.log");
        AccessLog log = AccessLog.open(new Destination.File(file), Format.TEXT);
        List<Thread> senders = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            senders.add(Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < 50_000; i++) {
                    log.ended(Records.numbered(name + i));
                }
            }));
        }
        for (Thread sender : senders) {
            assertThat(sender.join(Duration.ofSeconds(50))).isTrue();
        }
        log.close();
        List<String> lines = Files.readAllLines(file);
        List<String> written = listeners(lines);
        assertThat(written).doesNotHaveDuplicates();
        assertThat(written.size() + log.dropped()).isEqualTo(200_000);
        assertThat(droppedLines(lines)).isEqualTo(log.dropped());
        assertThat(written.stream().filter(listener -> listener.startsWith("a")).map(listener -> listener.substring(1)))
                .isSortedAccordingTo((one, other) -> Integer.compare(Integer.parseInt(one), Integer.parseInt(other)));
    }

    @Test
    void afterRenameAndReopenLaterLinesGoToTheNewFile() throws IOException {
        Path file = folder.resolve("access.log");
        Path old = folder.resolve("access.log.1");
        try (AccessLog log = AccessLog.open(new Destination.File(file), Format.TEXT)) {
            hand(log, numbers(0, 1000));
            Files.move(file, old);
            hand(log, numbers(1000, 2000));
            log.reopen();
            hand(log, numbers(2000, 3000));
        }
        assertThat(listeners(Files.readAllLines(old))).isEqualTo(numbers(0, 2000));
        assertThat(listeners(Files.readAllLines(file))).isEqualTo(numbers(2000, 3000));
    }

    @Test
    void reopeningUnderLoadLosesNoLine() throws IOException, InterruptedException {
        Path file = folder.resolve("access.log");
        AccessLog log = AccessLog.open(new Destination.File(file), Format.TEXT);
        Thread sender = Thread.ofPlatform().daemon().start(() -> hand(log, numbers(0, 10_000)));
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Path old = folder.resolve("old." + i);
            // The log may not have reopened it yet.
            if (Files.exists(file)) {
                Files.move(file, old);
                files.add(old);
            }
            log.reopen();
        }
        assertThat(sender.join(Duration.ofSeconds(50))).isTrue();
        log.close();
        files.add(file);
        List<String> lines = new ArrayList<>();
        for (Path each : files) {
            lines.addAll(Files.readAllLines(each));
        }
        assertThat(listeners(lines)).isEqualTo(numbers(0, 10_000));
    }
}
