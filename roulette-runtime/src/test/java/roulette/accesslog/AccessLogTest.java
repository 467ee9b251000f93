package roulette.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.net.AccessRecord;

class AccessLogTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.ofLiteral("203.0.113.7"), 4711);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static AccessRecord forwarded(String listener, String reason) {
        return new AccessRecord(
                Instant.parse("2026-11-23T01:02:03.004567Z"),
                listener,
                CLIENT,
                CLIENT,
                "parity",
                "forward",
                List.of(),
                Optional.of("localhost:9999"),
                Optional.of(new InetSocketAddress(InetAddress.ofLiteral("::1"), 9999)),
                Optional.of(Duration.ofNanos(1_234_567)),
                Optional.of(Duration.ofNanos(45_000)),
                517,
                1_000_000,
                Duration.ofMillis(2001),
                "complete",
                reason);
    }

    private static AccessRecord unrouted() {
        return new AccessRecord(
                Instant.EPOCH,
                "l",
                CLIENT,
                new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 1),
                "r",
                "none",
                List.of("a:1", "b:2"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Duration.ZERO,
                "client-left",
                "");
    }

    @Test
    void aLineOfTextHasEveryFieldInItsPlace() {
        assertThat(Format.TEXT.line(forwarded("web", "both sides ended")))
                .isEqualTo("time=2026-11-23T01:02:03.004Z listener=web client=203.0.113.7:4711 router=parity"
                        + " decision=forward target=localhost:9999 address=[0:0:0:0:0:0:0:1]:9999 route_ms=1.234"
                        + " connect_ms=0.045 up=517 down=1000000 ms=2001.000 end=complete"
                        + " reason=\"both sides ended\"\n");
    }

    @Test
    void whatIsAbsentIsAHyphenInTextAndLeftOutInJson() {
        assertThat(Format.TEXT.line(unrouted()))
                .isEqualTo("time=1970-01-01T00:00:00.000Z listener=l client=203.0.113.7:4711 peer=10.0.0.1:1 router=r"
                        + " decision=none target=- tried=a:1,b:2 route_ms=- connect_ms=- up=0 down=0 ms=0.000"
                        + " end=client-left\n");
        assertThat(Format.JSON.line(unrouted()))
                .isEqualTo("{\"time\":\"1970-01-01T00:00:00.000Z\",\"listener\":\"l\",\"client\":\"203.0.113.7:4711\","
                        + "\"peer\":\"10.0.0.1:1\",\"router\":\"r\",\"decision\":\"none\",\"tried\":\"a:1,b:2\","
                        + "\"up\":0,\"down\":0,\"ms\":0.000,\"end\":\"client-left\"}\n");
    }

    @Test
    void hostileTextNeverMakesASecondLineNorASecondField() {
        String hostile = "a\r\nb\0c\u001b[31m \" end=fake \\ \u2028";
        assertThat(Format.TEXT.line(forwarded(hostile, hostile)))
                .hasLineCount(1)
                .contains("listener=\"a\\u000d\\u000ab\\u0000c\\u001b[31m \\\" end=fake \\\\ \\u2028\" client=")
                .doesNotContain("\u001b", "\0");
        assertThat(Format.JSON.line(forwarded(hostile, hostile)))
                .hasLineCount(1)
                .contains("\"listener\":\"a\\u000d\\u000ab\\u0000c\\u001b[31m \\\" end=fake \\\\ \\u2028\",")
                .doesNotContain("\u001b", "\0");
    }

    @Test
    void linesKeepTheirOrderAndAllAreWrittenByTheTimeOfTheClose() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (AccessLog log = AccessLog.toStream(out, Format.TEXT)) {
            for (int i = 0; i < 5000; i++) {
                log.ended(forwarded("l" + i, ""));
            }
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(lines.get(i)).contains(" listener=l" + i + " ");
        }
    }

    @Test
    void aDestinationThatTakesNothingHoldsNobodyUpAndWhatWasDroppedIsSaid() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int b) {
                taken.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                taken.write(bytes, offset, length);
            }
        };
        int sent = 100_000;
        long dropped;
        try (AccessLog log = AccessLog.toStream(stuck, Format.TEXT)) {
            Thread[] loops = new Thread[4];
            for (int i = 0; i < loops.length; i++) {
                loops[i] = Thread.ofPlatform().start(() -> {
                    for (int k = 0; k < sent / 4; k++) {
                        log.ended(forwarded("l", ""));
                    }
                });
            }
            for (Thread loop : loops) {
                loop.join();
            }
            dropped = log.dropped();
            released.countDown();
        }
        List<String> lines = taken.toString(StandardCharsets.UTF_8).lines().toList();
        long written = lines.stream().filter(line -> line.startsWith("time=")).count();
        assertThat(dropped).isPositive();
        assertThat(written + dropped).isEqualTo(sent);
        assertThat(lines).contains("dropped=" + dropped);
    }

    @Test
    void afterARenameTheLinesGoToANewFileAndNoneIsLost() throws Exception {
        Path file = folder.resolve("access.log");
        Path renamed = folder.resolve("access.log.1");
        try (AccessLog log = AccessLog.toFile(file, Format.JSON)) {
            log.ended(forwarded("before", ""));
            waitFor(file);
            Files.move(file, renamed);
            log.reopen();
            for (int i = 0; !Files.exists(file); i++) {
                log.ended(forwarded("after" + i, ""));
                LockSupport.parkNanos(5_000_000);
            }
        }
        String all = Files.readString(renamed) + Files.readString(file);
        assertThat(all.lines().findFirst().orElseThrow()).contains("\"before\"");
        List<String> lines = all.lines().toList();
        for (int i = 1; i < lines.size(); i++) {
            assertThat(lines.get(i)).contains("\"after" + (i - 1) + "\"");
        }
        assertThat(Files.readString(file)).contains("\"after");
    }

    private static void waitFor(Path file) throws IOException {
        while (!Files.exists(file) || Files.size(file) == 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void aFolderThatIsGoneDropsLinesAndIsTriedAgain() throws Exception {
        Path file = folder.resolve("later").resolve("access.log");
        try (AccessLog log = AccessLog.toFile(file, Format.TEXT)) {
            log.ended(forwarded("lost", ""));
            while (log.dropped() == 0) {
                LockSupport.parkNanos(1_000_000);
            }
            Files.createDirectory(file.getParent());
            while (!Files.exists(file)) {
                log.ended(forwarded("found", ""));
                LockSupport.parkNanos(20_000_000);
            }
        }
        assertThat(Files.readString(file)).startsWith("dropped=").contains("listener=found");
    }
}
