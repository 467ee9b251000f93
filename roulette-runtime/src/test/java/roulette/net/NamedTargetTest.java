package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Timeouts;
import roulette.resolver.LookupShare;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** Targets with names, through the whole proxy; the client sends the name. */
class NamedTargetTest {
    private static final InetAddress[] HERE = {InetAddress.getLoopbackAddress()};

    private static Timeouts connecting(Duration connect) {
        return new Timeouts(
                Duration.ZERO,
                Duration.ofSeconds(20),
                Duration.ZERO,
                connect,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static FakeRouter forwardingTo(int port) {
        return FakeRouter.answering(opening ->
                Decision.forward(StandardCharsets.UTF_8.decode(opening.bytes()).toString(), port));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void hangingLookupsOfClientsDoNotDelayConfiguredNames() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        List<Socket> clients = new ArrayList<>();
        AtomicInteger lookups = new AtomicInteger();
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(forwardingTo(a.port()), name -> {
                    if (name.startsWith("stuck")) {
                        lookups.incrementAndGet();
                        await(stuck);
                        throw new UnknownHostException(name);
                    }
                    return HERE;
                })) {
            try {
                for (int i = 0; i < 400; i++) {
                    Socket client = proxy.connect();
                    clients.add(client);
                    TestProxy.send(client, "stuck" + i);
                }
                Eventually.check(() -> assertThat(lookups).hasValueGreaterThanOrEqualTo(16));
                assertThat(proxy.ask(TestProxy.CONFIGURED)).isEqualTo("A:" + TestProxy.CONFIGURED);
                for (Socket client : clients) {
                    client.setSoLinger(true, 0);
                    client.close();
                }
                assertThat(proxy.ask(TestProxy.CONFIGURED)).isEqualTo("A:" + TestProxy.CONFIGURED);
            } finally {
                stuck.countDown();
            }
        }
    }

    @Test
    void theLookupOfAClientThatDisconnectsIsDropped() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        List<Socket> clients = new ArrayList<>();
        AtomicInteger lookups = new AtomicInteger();
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(forwardingTo(a.port()), connecting(Duration.ZERO), name -> {
                    if (name.startsWith("stuck")) {
                        lookups.incrementAndGet();
                        await(stuck);
                    }
                    return HERE;
                })) {
            for (int i = 0; i < 400; i++) {
                Socket client = proxy.connect();
                clients.add(client);
                TestProxy.send(client, "stuck" + i);
            }
            Eventually.check(() -> assertThat(lookups).hasValue(LookupShare.MAXIMUM));
            for (Socket client : clients) {
                client.setSoLinger(true, 0);
                client.close();
            }
            Eventually.check(() -> assertThat(proxy.count(Ending.CLIENT_LEFT)).isEqualTo(400));
            stuck.countDown();
            assertThat(proxy.ask("good.example")).isEqualTo("A:good.example");
            assertThat(lookups).hasValue(LookupShare.MAXIMUM);
        }
    }

    @Test
    void bytesSentDuringTheLookupReachTheTarget() throws Exception {
        CountDownLatch lookup = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.forward("slow.example", echo.port())), name -> {
                            lookup.countDown();
                            await(slow);
                            return HERE;
                        });
                Socket client = proxy.connect()) {
            TestProxy.send(client, "one ");
            lookup.await();
            TestProxy.send(client, "two ");
            slow.countDown();
            TestProxy.send(client, "three");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("one two three");
        }
    }

    @Test
    void aLookupTimeoutIsReportedAsUnresolved() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        FakeRouter router = forwardingTo(80);
        try (TestProxy proxy = TestProxy.with(router, connecting(Duration.ofMillis(200)), name -> {
            await(stuck);
            return HERE;
        })) {
            assertThatThrownBy(() -> proxy.ask("slow.example"))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(router.failures).containsExactly("slow.example:80 UNRESOLVED");
            assertThat(proxy.access.take().reason())
                    .isEqualTo("last target: its name could not be looked up: resolve timed out");
            stuck.countDown();
        }
    }

    @Test
    void thousandsOfClientsMayWaitForOneName() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger lookups = new AtomicInteger();
        List<Socket> clients = new ArrayList<>();
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(forwardingTo(a.port()), connecting(Duration.ZERO), name -> {
                    lookups.incrementAndGet();
                    await(slow);
                    return HERE;
                })) {
            for (int i = 0; i < 2000; i++) {
                Socket client = proxy.connect();
                clients.add(client);
                TestProxy.send(client, "slow.example");
            }
            slow.countDown();
            for (Socket client : clients) {
                assertThat(TestProxy.readAll(client)).isEqualTo("A:slow.example");
                client.close();
            }
            assertThat(lookups).hasValue(1);
        }
    }

    @Test
    void aRouterMayNameThousandsOfTargetsThatFailAtOnce() throws Exception {
        try (Backend a = Backend.named("A")) {
            Decision.Forward forward = Decision.forward("999.0.0.1", 80);
            for (int i = 0; i < 3000; i++) {
                forward = forward.orElse("999.0.0.1", 80);
            }
            Decision.Forward all = forward.orElse("127.0.0.1", a.port());
            try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> all))) {
                assertThat(proxy.ask("hello")).isEqualTo("A:hello");
            }
        }
    }
}
