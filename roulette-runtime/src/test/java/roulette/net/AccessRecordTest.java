package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.testing.ClosedPort;
import roulette.testing.FakeRouter;

class AccessRecordTest {
    @AutoClose
    private final ClosedPort closed = new ClosedPort();

    private static AccessRecord last(TestProxy proxy) throws InterruptedException {
        return java.util.Objects.requireNonNull(proxy.access.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aForwardedConnectionIsRecordedWithItsTargetAndBytes() throws Exception {
        try (Backend a = Backend.named("target");
                TestProxy proxy =
                        TestProxy.with(FakeRouter.answering(opening -> Decision.forward("localhost", a.port())));
                Socket client = proxy.connect()) {
            Instant before = Instant.now().minusMillis(10);
            TestProxy.send(client, "hello");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("target:hello");
            AccessRecord record = last(proxy);
            assertThat(record.accepted()).isBetween(before.minusSeconds(1), Instant.now());
            assertThat(record.listener()).isEqualTo("test");
            assertThat(record.router()).isEqualTo("fake");
            assertThat(record.client()).isEqualTo(client.getLocalSocketAddress());
            assertThat(record.peer()).isEqualTo(record.client());
            assertThat(record.decision()).isEqualTo("forward");
            assertThat(record.tried()).isEmpty();
            assertThat(record.target()).contains("localhost:" + a.port());
            assertThat(record.address().orElseThrow().getPort()).isEqualTo(a.port());
            assertThat(record.bytesUp()).isEqualTo(5);
            assertThat(record.bytesDown()).isEqualTo(12);
            assertThat(record.routing().orElseThrow()).isPositive().isLessThan(record.duration());
            assertThat(record.connecting().orElseThrow()).isPositive().isLessThan(record.duration());
            assertThat(record.ending()).isEqualTo("complete");
        }
    }

    @Test
    void failedTargetsAreRecordedInOrder() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening ->
                        closed.forward().orElse("127.0.0.2", closed.port()).orElse("127.0.0.1", a.port())))) {
            assertThat(proxy.ask("x")).isEqualTo("A:x");
            assertThat(last(proxy).tried())
                    .containsExactly(
                            "127.0.0.1:" + closed.port() + "/refused", "127.0.0.2:" + closed.port() + "/refused");
        }
    }

    @Test
    void aConnectionThatWasNeverRoutedIsRecordedWithoutTarget() throws Exception {
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.needMore()))) {
            assertThat(proxy.ask("abc")).isEmpty();
            AccessRecord record = last(proxy);
            assertThat(record.decision()).isEqualTo("none");
            assertThat(record.target()).isEmpty();
            assertThat(record.routing()).isEmpty();
            assertThat(record.connecting()).isEmpty();
            assertThat(record.bytesUp()).isEqualTo(3);
            assertThat(record.ending()).isEqualTo("client-left");
            assertThat(record.duration()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
        }
    }

    @Test
    void bytesAreCountedThroughRepliesReplacementsAndLargeTransfers() throws Exception {
        int size = 3_000_000;
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(
                        opening -> opening.replies() == 0 ? Decision.reply("+", 1) : echo.forward()))) {
            assertThat(proxy.ask("x" + "y".repeat(size))).hasSize(size + 1);
            AccessRecord record = last(proxy);
            assertThat(record.bytesUp()).isEqualTo(size + 1);
            assertThat(record.bytesDown()).isEqualTo(size);
        }
    }

    @Test
    void aResetIsRecordedWithTheSideItCameFrom() throws Exception {
        try (Backend target = Backend.doing((socket, in, out) -> {
                    in.read();
                    socket.setSoLinger(true, 0);
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> target.forward()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            AccessRecord record = last(proxy);
            assertThat(record.ending()).isEqualTo("reset");
            assertThat(record.reason()).startsWith("target: ").containsIgnoringCase("reset");
        }
        try (Backend target = Backend.doing((socket, in, out) -> {
                    out.write('!');
                    in.readAllBytes();
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> target.forward()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo('!');
            client.setSoLinger(true, 0);
            client.close();
            AccessRecord record = last(proxy);
            assertThat(record.ending()).isEqualTo("reset");
            assertThat(record.reason()).startsWith("client: ").containsIgnoringCase("reset");
        }
    }
}
