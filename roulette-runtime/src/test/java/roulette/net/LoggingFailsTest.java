package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Timeouts;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** Connections are not affected if logging throws, as it may when out of memory. */
class LoggingFailsTest {
    private static final Timeouts NONE = new Timeouts(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);

    /** The logger of the tests writes to the current standard error. */
    private final PrintStream usual = System.err;

    @BeforeEach
    void failToLog() {
        System.setErr(new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public void println(String line) {
                throw new OutOfMemoryError("none to log with, on purpose");
            }
        });
    }

    @AfterEach
    void logAgain() {
        System.setErr(usual);
    }

    @Test
    void failuresAtTheEndOfConnectionsDoNotAffectOthers() throws Exception {
        try (Backend echo = Backend.echo()) {
            RoutedListener listener =
                    TestProxy.listener("test", "127.0.0.1", 0, "fake", FakeRouter.answering(opening -> echo.forward()));
            AccessRecord.Sink broken = record -> {
                throw new IllegalStateException("broken on purpose");
            };
            try (Proxy proxy = listener.open(NONE, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, broken)) {
                int port = Objects.requireNonNull(proxy.addresses().get("test")).getPort();
                for (int i = 0; i < 100; i++) {
                    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        client.setSoTimeout(20_000);
                        TestProxy.send(client, "hello");
                        client.shutdownOutput();
                        assertThat(TestProxy.readAll(client)).isEqualTo("hello");
                    }
                }
                assertThat(proxy.awaitQuiet(Duration.ofSeconds(20))).isTrue();
                Eventually.check(() -> assertThat(proxy.buffersInUse()).isZero());
            }
        }
    }

    @Test
    void theConnectionOfARouterThatFailsIsClosed() throws Exception {
        FakeRouter failing = FakeRouter.answering(opening -> {
            throw new IllegalStateException("fails on purpose");
        });
        for (FakeRouter router : List.of(
                failing, FakeRouter.answering(opening -> failing.route(opening)).blocking())) {
            try (TestProxy proxy = TestProxy.with(router, NONE)) {
                for (int i = 0; i < 100; i++) {
                    // It is closed, by FIN or reset.
                    try (Socket client = proxy.connect()) {
                        TestProxy.send(client, "x");
                        assertThat(client.getInputStream().read()).isEqualTo(-1);
                    } catch (SocketException reset) {
                        assertThat(reset).hasMessageContaining("reset");
                    }
                }
            }
        }
    }

    @Test
    void aRoutingTimeoutAffectsNoOtherConnection() throws Exception {
        Timeouts brief = new Timeouts(
                Duration.ZERO,
                Duration.ofMillis(100),
                Duration.ZERO,
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        try (TestProxy proxy = TestProxy.with(
                FakeRouter.answering(opening -> {
                            new CountDownLatch(1).await();
                            return Decision.reject();
                        })
                        .blocking(),
                brief)) {
            for (int i = 0; i < 20; i++) {
                try (Socket client = proxy.connect()) {
                    TestProxy.send(client, "x");
                    assertThat(client.getInputStream().read()).isEqualTo(-1);
                } catch (SocketException reset) {
                    assertThat(reset).hasMessageContaining("reset");
                }
            }
        }
    }
}
