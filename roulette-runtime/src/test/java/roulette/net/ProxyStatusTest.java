package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Target;
import roulette.eventloop.BufferMemory;
import roulette.net.ProxyStatus.LimitStatus;
import roulette.net.ProxyStatus.TargetStatus;
import roulette.options.Limits;
import roulette.testing.ClosedPort;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** The state of a running proxy. */
class ProxyStatusTest {
    @AutoClose
    private final ClosedPort closed = new ClosedPort();

    private static LimitStatus limit(TestProxy proxy, String name) {
        return proxy.proxy.status().limits().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsOpenConnectionsOfListenersAndTargets() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> echo.forward()))) {
            String target = "127.0.0.1:" + echo.port();
            try (Socket client = proxy.connect()) {
                TestProxy.send(client, "x");
                assertThat(client.getInputStream().read()).isEqualTo('x');
                ProxyStatus status = proxy.proxy.status();
                assertThat(status.open()).isEqualTo(1);
                assertThat(status.forwarded()).isEqualTo(1);
                assertThat(status.listeners()).singleElement().satisfies(listener -> {
                    assertThat(listener.listener().name()).isEqualTo("test");
                    assertThat(listener.address().getPort()).isEqualTo(proxy.port());
                    assertThat(listener.open()).isEqualTo(1);
                    assertThat(listener.accepted()).isEqualTo(1);
                });
                assertThat(status.targets()).containsExactly(new TargetStatus(target, 1, 1, Map.of()));
            }
            Eventually.check(() -> {
                ProxyStatus status = proxy.proxy.status();
                assertThat(status.open()).isZero();
                assertThat(status.listeners()).singleElement().satisfies(listener -> {
                    assertThat(listener.open()).isZero();
                    assertThat(listener.accepted()).isEqualTo(1);
                });
                assertThat(status.targets()).containsExactly(new TargetStatus(target, 0, 1, Map.of()));
                assertThat(status.endings()).containsEntry("complete", 1L).containsEntry("reset", 0L);
            });
        }
    }

    @Test
    void countsFailuresOfTargetsByCause() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening ->
                        closed.forward().orElse("nowhere.invalid", 80).orElse("127.0.0.1", a.port())))) {
            proxy.ask("x");
            proxy.ask("y");
            Eventually.check(() -> assertThat(proxy.proxy.status().targets())
                    .containsExactlyInAnyOrder(
                            new TargetStatus("127.0.0.1:" + a.port(), 0, 2, Map.of()),
                            new TargetStatus("127.0.0.1:" + closed.port(), 0, 0, Map.of("refused", 2L)),
                            new TargetStatus("nowhere.invalid:80", 0, 0, Map.of("unresolved", 2L))));
        }
    }

    @Test
    void aSilentTargetIsNotCountedAsOpenAfterItIsAbandoned() throws Exception {
        try (Backend silent = Backend.doing((socket, in, out) -> in.transferTo(OutputStream.nullOutputStream()));
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> silent.forward().firstByteTimeout(Duration.ofMillis(100)))
                                .whenUnreachable((opening, last) -> Decision.reject("silent")));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(TestProxy.readAll(client)).isEqualTo("silent");
            assertThat(proxy.proxy.status().targets())
                    .containsExactly(new TargetStatus("127.0.0.1:" + silent.port(), 0, 1, Map.of("no-first-byte", 1L)));
        }
    }

    @Test
    void countsHowOftenALimitWasReached() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> echo.forward()),
                        TestProxy.LONG_TIMEOUTS,
                        new Limits(2, 0, 16384, 64 << 20, 256))) {
            assertThat(limit(proxy, "limits.connections").reached()).isZero();
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(proxy.connect());
            }
            Eventually.check(() -> assertThat(limit(proxy, "limits.connections"))
                    .satisfies(limit -> {
                        assertThat(limit.used()).isEqualTo(2);
                        assertThat(limit.limit()).isEqualTo(2);
                        assertThat(limit.reached()).isEqualTo(1);
                    }));
            for (Socket client : clients) {
                client.close();
            }
            Eventually.check(
                    () -> assertThat(limit(proxy, "limits.connections").used()).isZero());
            assertThat(limit(proxy, "limits.connections").reached()).isEqualTo(1);
        }
    }

    @Test
    void countsAClientThatWaitsForMemoryOnce() throws Exception {
        try (TestProxy proxy = TestProxy.with(
                FakeRouter.answering(opening -> Decision.needMore()),
                TestProxy.LONG_TIMEOUTS,
                new BufferMemory(1 << 20, "a test"))) {
            List<Socket> clients = new ArrayList<>();
            while (limit(proxy, "memory for buffers (bytes)").reached() == 0) {
                clients.add(proxy.connect());
                TestProxy.send(clients.getLast(), "x");
                assertThat(clients).hasSizeLessThan(2000);
            }
            // A waiting client is looked after at each tick.
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            int loops = Runtime.getRuntime().availableProcessors();
            assertThat(limit(proxy, "memory for buffers (bytes)").reached()).isLessThanOrEqualTo(loops);
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void targetsBeyondTheFirstThousandAreCountedTogether() {
        TargetCounters counters = new TargetCounters(false);
        for (int i = 1; i <= 2000; i++) {
            counters.of(new Target.Address("10.0.0.1", i)).connected();
        }
        assertThat(counters.status()).hasSize(1025).first().isEqualTo(new TargetStatus("other", 976, 976, Map.of()));
    }

    @Test
    void eachCauseHasATextForm() {
        assertThat(TargetCounters.text(Failure.CONNECT_TIMEOUT)).isEqualTo("connect-timeout");
    }
}
