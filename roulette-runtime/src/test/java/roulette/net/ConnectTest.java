package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Target;
import roulette.options.Timeouts;
import roulette.testing.BlackHole;
import roulette.testing.ClosedPort;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

class ConnectTest {
    @AutoClose
    private final ClosedPort closed = new ClosedPort();

    private static void isReset(TestProxy proxy) {
        assertThatThrownBy(() -> proxy.ask("hello"))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void aClientIsResetIfAllTargetsFail() throws Exception {
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> closed.forward()))) {
            isReset(proxy);
            assertThat(proxy.count(Ending.TARGET_FAILED)).isEqualTo(1);
        }
    }

    @Test
    void theNextTargetIsTriedWhenOneRefusesAndGetsTheWholeOpening() throws Exception {
        try (Backend a = Backend.named("A")) {
            FakeRouter router = FakeRouter.answering(opening -> closed.forward().orElse("127.0.0.1", a.port()));
            try (TestProxy proxy = TestProxy.with(router)) {
                assertThat(proxy.ask("hello")).isEqualTo("A:hello");
                assertThat(router.failures).containsExactly("127.0.0.1:" + closed.port() + " REFUSED");
            }
        }
    }

    @Test
    void aClientGetsTheRoutersMessageIfAllTargetsFail() throws Exception {
        FakeRouter router = FakeRouter.answering(opening -> closed.forward())
                .whenUnreachable((opening, last) -> Decision.reject(
                        "503 " + last.failure() + " " + StandardCharsets.UTF_8.decode(opening.bytes())));
        try (TestProxy proxy = TestProxy.with(router)) {
            assertThat(proxy.ask("hello")).isEqualTo("503 REFUSED hello");
            Eventually.check(() -> assertThat(proxy.count(Ending.TARGET_FAILED)).isEqualTo(1));
        }
    }

    @Test
    void aRouterMayForwardElsewhereWhenItsTargetsFailed() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> closed.forward())
                        .whenUnreachable((opening, last) -> a.forward())
                        .blocking())) {
            assertThat(proxy.ask("hello")).isEqualTo("A:hello");
        }
    }

    @Test
    void theRoundsOfARouterThatForwardsToDeadTargetsAreBounded() throws Exception {
        FakeRouter router = FakeRouter.answering(opening -> closed.forward())
                .whenUnreachable((opening, last) -> Decision.forward(last.target()));
        try (TestProxy proxy = TestProxy.with(router)) {
            isReset(proxy);
            assertThat(router.failures).hasSize(9);
        }
    }

    @Test
    void anUnknownNameIsAFailureOfItsTarget() throws Exception {
        FakeRouter router = FakeRouter.answering(opening -> Decision.forward("nowhere.invalid", 80));
        try (TestProxy proxy = TestProxy.with(router, TestProxy::noSuchHost)) {
            isReset(proxy);
            assertThat(router.failures).containsExactly("nowhere.invalid:80 UNRESOLVED");
        }
    }

    @Test
    void aMalformedAddressIsAFailureOfItsTarget() throws Exception {
        FakeRouter router = FakeRouter.answering(opening -> Decision.forward("999.1.1.1", 80));
        try (TestProxy proxy = TestProxy.with(router)) {
            isReset(proxy);
            assertThat(router.failures).containsExactly("999.1.1.1:80 UNRESOLVED");
        }
    }

    @Test
    void everyAddressOfANameIsTriedInOrder() throws Exception {
        try (Backend a = Backend.named("A")) {
            FakeRouter router = FakeRouter.answering(opening -> Decision.forward("two.example", a.port()));
            InetAddress[] both = {InetAddress.ofLiteral("127.0.0.99"), InetAddress.ofLiteral("127.0.0.1")};
            try (TestProxy proxy = TestProxy.with(router, name -> both)) {
                assertThat(proxy.ask("hello")).isEqualTo("A:hello");
                assertThat(router.failures).isEmpty();
            }
        }
    }

    @Test
    void aSlowLookupDelaysNoOtherConnection() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        InetAddress[] here = {InetAddress.getLoopbackAddress()};
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.forward(
                                opening.bytes().get(0) == 's' ? "slow.example" : "quick.example", a.port())),
                        name -> {
                            if (name.startsWith("slow")) {
                                await(slow);
                            }
                            return here;
                        });
                Socket waiting = proxy.connect()) {
            TestProxy.send(waiting, "slow");
            for (int i = 0; i < 20; i++) {
                assertThat(proxy.ask("quick")).isEqualTo("A:quick");
            }
            slow.countDown();
            assertThat(TestProxy.readAll(waiting)).isEqualTo("A:slow");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTargetThatDoesNotAnswerIsAbandonedAfterTheConnectTimeout() throws Exception {
        try (BlackHole hole = new BlackHole();
                Backend a = Backend.named("A")) {
            FakeRouter router = FakeRouter.answering(
                    opening -> Decision.forward("127.0.0.1", hole.port()).orElse("127.0.0.1", a.port()));
            Timeouts timeouts = new Timeouts(
                    Duration.ZERO,
                    Duration.ofSeconds(20),
                    Duration.ZERO,
                    Duration.ofMillis(300),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO);
            try (TestProxy proxy = TestProxy.with(router, timeouts)) {
                long start = System.nanoTime();
                assertThat(proxy.ask("hello")).isEqualTo("A:hello");
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
                assertThat(router.failures).containsExactly("127.0.0.1:" + hole.port() + " CONNECT_TIMEOUT");
            }
        }
    }

    @Test
    void aForwardMaySetItsOwnConnectTimeout() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            FakeRouter router = FakeRouter.answering(
                    opening -> Decision.forward("127.0.0.1", hole.port()).connectTimeout(Duration.ofMillis(100)));
            try (TestProxy proxy = TestProxy.with(router)) {
                isReset(proxy);
                assertThat(router.failures).containsExactly("127.0.0.1:" + hole.port() + " CONNECT_TIMEOUT");
            }
        }
    }

    @Test
    void aSilentTargetIsAbandonedAfterTheFirstByteTimeout() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Backend mute = Backend.doing((socket, in, out) -> over.await())) {
            FakeRouter router = FakeRouter.answering(opening -> mute.forward().firstByteTimeout(Duration.ofMillis(200)))
                    .whenUnreachable((opening, last) -> Decision.reject("504 " + last.failure()));
            try (TestProxy proxy = TestProxy.with(router)) {
                try (Socket client = proxy.connect()) {
                    TestProxy.send(client, "hello");
                    assertThat(TestProxy.readAll(client)).isEqualTo("504 NO_FIRST_BYTE");
                }
                assertThat(router.failures).hasSize(1);
                assertThat(proxy.ask("half-closed")).isEqualTo("504 NO_FIRST_BYTE");
                over.countDown();
            }
        }
    }

    @Test
    void noOtherTargetIsTriedAfterBytesWereSent() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Backend mute = Backend.doing((socket, in, out) -> over.await());
                Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> mute.forward().firstByteTimeout(Duration.ofMillis(200)))
                                .whenUnreachable((opening, last) -> a.forward()))) {
            assertThat(proxy.ask("hello")).isEmpty();
            assertThat(proxy.count(Ending.ROUTER_FAILED)).isEqualTo(1);
            over.countDown();
        }
    }

    @Test
    void theFirstByteTimeoutDoesNotAffectATargetThatSendsInTime() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        try (Backend target = Backend.doing((socket, in, out) -> {
                    out.write('1');
                    later.await();
                    out.write('2');
                });
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> target.forward().firstByteTimeout(Duration.ofMillis(200))));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo('1');
            assertThat(later.await(500, TimeUnit.MILLISECONDS)).isFalse();
            later.countDown();
            assertThat(TestProxy.readAll(client)).isEqualTo("2");
        }
    }

    @Test
    void aTargetIsParsedFromItsTextForm() {
        assertThat(Target.of("::1", 443)).hasToString("[::1]:443");
        assertThat(Target.parse("[::1]:443")).isEqualTo(Target.of("::1", 443));
        assertThat(new InetSocketAddress("localhost", 1).getPort()).isEqualTo(1);
    }
}
