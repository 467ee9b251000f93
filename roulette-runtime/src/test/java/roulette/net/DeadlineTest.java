package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Timeouts;
import roulette.testing.BlackHole;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private static Timeouts routing(Duration time) {
        return new Timeouts(
                Duration.ZERO, time, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    private static Duration timed(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void readsEnd(Socket client) {
        try {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Timeouts longTimeouts(Duration forward, Duration lifetime) {
        Timeouts longTimeouts = TestProxy.LONG_TIMEOUTS;
        return new Timeouts(
                longTimeouts.proxyHeader(),
                longTimeouts.routing(),
                longTimeouts.conversation(),
                longTimeouts.connect(),
                forward,
                longTimeouts.idle(),
                longTimeouts.halfClosed(),
                lifetime,
                longTimeouts.drain());
    }

    @Test
    void aConnectionInUseIsResetAtTheEndOfItsLifetimeAndNotBefore() throws Exception {
        Duration lifetime = Duration.ofMillis(800);
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> echo.forward()), longTimeouts(Duration.ZERO, lifetime));
                Socket client = proxy.connect()) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> {
                        while (true) {
                            TestProxy.send(client, "x");
                            assertThat(client.getInputStream().read()).isEqualTo('x');
                        }
                    })
                    .isInstanceOf(SocketException.class);
            // The proxy's clock started at accept, which may have been before connect() returned.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(lifetime.minusMillis(500));
            assertThat(proxy.access.take().ending()).hasToString("lifetime");
        }
    }

    @Test
    void aSilentConnectionEndsWithItsLifetimeToo() throws Exception {
        try (TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.needMore()), longTimeouts(Duration.ZERO, SHORT));
                Socket client = proxy.connect()) {
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(proxy.access.take().ending()).hasToString("lifetime");
        }
    }

    @Test
    void theTargetsOfAClientHaveATimeTogether() throws Exception {
        try (BlackHole first = new BlackHole();
                BlackHole second = new BlackHole();
                Backend never = Backend.named("never")) {
            FakeRouter router = FakeRouter.answering(opening -> Decision.forward("127.0.0.1", first.port())
                    .connectTimeout(Duration.ofMillis(400))
                    .orElse("127.0.0.1", second.port())
                    .orElse("127.0.0.1", never.port()));
            try (TestProxy proxy = TestProxy.with(router, longTimeouts(Duration.ofMillis(600), Duration.ZERO));
                    Socket client = proxy.connect()) {
                TestProxy.send(client, "x");
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
                assertThat(router.failures)
                        .containsExactly(
                                "127.0.0.1:" + first.port() + " CONNECT_TIMEOUT",
                                "127.0.0.1:" + second.port() + " CONNECT_TIMEOUT");
                AccessRecord ended = proxy.access.take();
                assertThat(ended.ending()).hasToString("target-failed");
                assertThat(ended.reason()).contains("no time is left for further targets (timeouts.forward)");
            }
        }
    }

    @Test
    void aTargetWithoutATimeOfItsOwnHasThatOfAll() throws Exception {
        Timeouts longTimeouts = longTimeouts(SHORT, Duration.ZERO);
        Timeouts timeouts = new Timeouts(
                longTimeouts.proxyHeader(),
                longTimeouts.routing(),
                longTimeouts.conversation(),
                Duration.ZERO,
                SHORT,
                longTimeouts.idle(),
                longTimeouts.halfClosed(),
                Duration.ZERO,
                Duration.ZERO);
        try (BlackHole hole = new BlackHole()) {
            FakeRouter router = FakeRouter.answering(opening -> Decision.forward("127.0.0.1", hole.port()));
            try (TestProxy proxy = TestProxy.with(router, timeouts);
                    Socket client = proxy.connect()) {
                TestProxy.send(client, "x");
                assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
                assertThat(router.failures).containsExactly("127.0.0.1:" + hole.port() + " CONNECT_TIMEOUT");
            }
        }
    }

    @Test
    void theRemainingTimeIsThatOfTheStep() throws Exception {
        FakeRouter router = FakeRouter.answering(opening -> opening.replies() == 0
                ? Decision.reply("next\n", 1).within(Duration.ofMinutes(2))
                : Decision.reject(opening.remaining().toSeconds() > 60 ? "long" : "short"));
        try (TestProxy proxy = TestProxy.with(router);
                Socket client = proxy.connect()) {
            TestProxy.send(client, "a");
            assertThat(TestProxy.read(client, 5)).isEqualTo("next\n");
            TestProxy.send(client, "b");
            assertThat(TestProxy.readAll(client)).isEqualTo("long");
        }
    }

    @Test
    void aSilentClientIsClosedAtTheRoutingTimeoutAndNotBefore() throws Exception {
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.needMore()), routing(SHORT));
                Socket client = proxy.connect()) {
            assertThat(timed(() -> readsEnd(client))).isBetween(SHORT.minusMillis(20), SHORT.plusMillis(2000));
            assertThat(proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(1);
        }
    }

    @Test
    void aClientThatSendsSlowlyIsClosedAtTheRoutingTimeout() throws Exception {
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.needMore()), routing(SHORT));
                Socket client = proxy.connect()) {
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        TestProxy.send(client, "x");
                        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                    }
                } catch (java.io.IOException e) {
                    // The proxy has closed the connection.
                    Thread.currentThread().interrupt();
                }
            });
            Eventually.check(
                    () -> assertThat(proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(1));
            client.close();
            drip.join();
        }
    }

    @Test
    void aRouterMayForwardASilentClient() throws Exception {
        try (Backend greeter = Backend.doing((socket, in, out) -> {
                    out.write("SSH-2.0-test\r\n".getBytes(StandardCharsets.UTF_8));
                    in.transferTo(out);
                });
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.needMore()).onSilence(opening -> greeter.forward()),
                        routing(SHORT));
                Socket client = proxy.connect()) {
            assertThat(TestProxy.read(client, 14)).isEqualTo("SSH-2.0-test\r\n");
            TestProxy.send(client, "and then it sends");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("and then it sends");
        }
    }

    @Test
    void aForwardAtTheRoutingTimeoutCarriesTheBytesReceived() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.needMore())
                                .onSilence(opening -> echo.forward())
                                .blocking(),
                        routing(SHORT));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "ab");
            assertThat(TestProxy.read(client, 2)).isEqualTo("ab");
            TestProxy.send(client, "cd");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("cd");
        }
    }

    @Test
    void aRouterMayGreetASilentClientAndReadOn() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> a.forward())
                                .onSilence(opening -> Decision.reply("220 go\n", 0)),
                        routing(SHORT));
                Socket client = proxy.connect()) {
            assertThat(TestProxy.read(client, 7)).isEqualTo("220 go\n");
            TestProxy.send(client, "EHLO");
            assertThat(TestProxy.readAll(client)).isEqualTo("A:EHLO");
        }
    }

    @Test
    void aClientThatStaysSilentAfterAGreetingIsClosed() throws Exception {
        try (TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.needMore())
                                .onSilence(opening -> Decision.reply("220 go\n", 0)),
                        routing(SHORT));
                Socket client = proxy.connect()) {
            assertThat(TestProxy.readAll(client)).isEqualTo("220 go\n");
            assertThat(proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(1);
        }
    }

    @Test
    void aSilentClientMayBeRejectedWithAMessage() throws Exception {
        try (TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.needMore())
                                .onSilence(opening -> Decision.reject("408 too slow\n")),
                        routing(SHORT));
                Socket client = proxy.connect()) {
            assertThat(TestProxy.readAll(client)).isEqualTo("408 too slow\n");
        }
    }

    @Test
    void theRoutingTimeoutDoesNotAffectARoutedConnection() throws Exception {
        CountDownLatch pause = new CountDownLatch(1);
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> echo.forward()), routing(SHORT));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo('x');
            assertThat(pause.await(3 * SHORT.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
            TestProxy.send(client, "y");
            assertThat(client.getInputStream().read()).isEqualTo('y');
        }
    }

    @Test
    void anIdleConnectionIsResetAtTheIdleTimeoutAndABusyOneIsNot() throws Exception {
        Timeouts timeouts = new Timeouts(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMillis(500),
                Duration.ZERO,
                Duration.ZERO);
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> echo.forward()), timeouts);
                Socket client = proxy.connect()) {
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                TestProxy.send(client, "x");
                assertThat(client.getInputStream().read()).isEqualTo('x');
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(proxy.count(Ending.IDLE)).isEqualTo(1);
        }
    }

    @Test
    void anIdleHalfClosedConnectionIsReset() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Timeouts timeouts = new Timeouts(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(5),
                SHORT,
                Duration.ZERO);
        try (Backend mute = Backend.doing((socket, in, out) -> {
                    out.write('!');
                    over.await();
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> mute.forward()), timeouts);
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo('!');
            client.shutdownOutput();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(proxy.count(Ending.HALF_CLOSED_IDLE)).isEqualTo(1);
            over.countDown();
        }
    }
}
