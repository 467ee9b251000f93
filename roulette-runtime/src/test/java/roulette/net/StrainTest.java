package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Limits;
import roulette.options.Timeouts;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** The cost of hostile and faulty peers: each test prints a figure, and a healthy client is always served. */
class StrainTest {
    private static final Timeouts QUICK = new Timeouts(
            Duration.ZERO,
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ZERO);

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Reads until EOF or reset. */
    private static void readToTheEnd(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void aClientThatSendsAByteASecondIsClosedAtTheRoutingTimeout() throws Exception {
        try (ProbedProxy probed = new ProbedProxy(
                        "slow client",
                        FakeRouter.answering(opening -> Decision.needMore()),
                        QUICK,
                        TestProxy.LARGE_LIMITS);
                Socket slow = probed.proxy.connect()) {
            long start = System.nanoTime();
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    while (!slow.isClosed()) {
                        slow.getOutputStream().write('x');
                        LockSupport.parkNanos(1_000_000_000L);
                    }
                } catch (IOException gone) {
                    assertThat(slow.isConnected()).isTrue();
                }
            });
            readToTheEnd(slow);
            Duration lived = Duration.ofNanos(System.nanoTime() - start);
            slow.close();
            LockSupport.unpark(drip);
            drip.join();
            assertThat(lived).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3500));
            probed.figure("a byte a second lived " + lived.toMillis() + " ms of 2000");
        }
    }

    @Test
    void megabytesThatNeverMatchStayWithinTheOpeningLimit() throws Exception {
        try (ProbedProxy probed =
                new ProbedProxy("megabytes that never match", FakeRouter.answering(opening -> Decision.needMore()))) {
            int clients = 50;
            for (int i = 0; i < clients; i++) {
                try (Socket client = probed.proxy.connect()) {
                    byte[] megabyte = new byte[1 << 20];
                    long sent = 0;
                    try {
                        for (int k = 0; k < 16; k++) {
                            client.getOutputStream().write(megabyte);
                            sent += megabyte.length;
                        }
                    } catch (IOException cut) {
                        assertThat(sent).isLessThan(16L << 20);
                    }
                }
            }
            Eventually.check(
                    () -> assertThat(probed.proxy.count(Ending.OPENING_FULL)).isEqualTo(clients));
            probed.figure(clients + " clients cut at 16384 bytes each");
        }
    }

    @Test
    void allOpeningsTogetherStayWithinTheirBudget() throws Exception {
        Limits tight = new Limits(20_000, 0, 16 * 1024, 256 * 1024, 256);
        try (ProbedProxy probed = new ProbedProxy(
                "many openings",
                FakeRouter.answering(opening -> Decision.needMore()),
                TestProxy.LONG_TIMEOUTS,
                tight)) {
            List<Socket> clients = new ArrayList<>();
            // Initially within the budget, so that the healthy client gets memory; growth is refused.
            for (int i = 0; i < 100; i++) {
                clients.add(probed.proxy.connect());
            }
            for (Socket client : clients) {
                TestProxy.send(client, "x".repeat(4000));
            }
            Eventually.check(
                    () -> assertThat(probed.proxy.count(Ending.OPENINGS_FULL)).isGreaterThan(50));
            // The first 2 KiB of each client are always granted; the healthy client may be one more.
            assertThat(probed.proxy.proxy.openingsInUse()).isLessThanOrEqualTo(256 * 1024 + 101 * 2048);
            probed.figure(probed.proxy.count(Ending.OPENINGS_FULL) + " of 100 turned away, "
                    + probed.proxy.proxy.openingsInUse() + " of 262144 bytes in use");
            closeAll(clients);
        }
    }

    @Test
    void silentClientsAreClosedAtTheRoutingTimeout() throws Exception {
        try (ProbedProxy probed = new ProbedProxy(
                "silent clients",
                FakeRouter.answering(opening -> Decision.needMore()),
                QUICK,
                TestProxy.LARGE_LIMITS)) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                clients.add(probed.proxy.connect());
            }
            for (Socket client : clients) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(probed.proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(500);
            probed.figure("500 closed");
            closeAll(clients);
        }
    }

    @Test
    void threeTimesTheConnectionLimitAreAllServedAndNeverMoreThanTheLimitAtOnce() throws Exception {
        Limits few = new Limits(50, 0, 16 * 1024, 64 << 20, 256);
        AtomicInteger most = new AtomicInteger();
        try (Backend target = Backend.echo();
                ProbedProxy probed = new ProbedProxy(
                        "three times the connection limit",
                        FakeRouter.answering(opening -> target.forward()),
                        TestProxy.LONG_TIMEOUTS,
                        few);
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch served = new CountDownLatch(150);
            for (int i = 0; i < 150; i++) {
                clients.submit(() -> {
                    for (int round = 0; round < 5; round++) {
                        assertThat(probed.proxy.ask("hello")).isEqualTo("hello");
                        most.accumulateAndGet(probed.proxy.proxy.connections(), Math::max);
                    }
                    served.countDown();
                    return null;
                });
            }
            served.await();
            assertThat(most.get()).isLessThanOrEqualTo(50);
            probed.figure("150 clients served 5 times each, at most " + most + " of 50 at once");
        }
    }

    @Test
    void anAddressThatFloodsIsLimitedWhileAnotherIsServed() throws Exception {
        Limits share = new Limits(20_000, 10, 16 * 1024, 64 << 20, 256);
        try (ProbedProxy probed = new ProbedProxy(
                "one address floods", FakeRouter.answering(opening -> Decision.needMore()), QUICK, share)) {
            List<Socket> flood = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), probed.proxy.port(), InetAddress.ofLiteral("127.0.0.77"), 0);
                client.setSoTimeout(20_000);
                flood.add(client);
            }
            flood.forEach(StrainTest::readToTheEnd);
            long turnedAway = probed.proxy.count(Ending.CLIENT_LIMIT);
            assertThat(turnedAway).isBetween(200L, 290L);
            probed.figure(turnedAway + " of 300 turned away at 10 at once");
            closeAll(flood);
        }
    }

    @Test
    void clientsThatDoNotReadFromAFastSourceHoldBoundedMemory() throws Exception {
        int clients = 1000;
        try (Backend source = Backend.doing((socket, in, out) -> {
                    byte[] block = new byte[1 << 16];
                    while (true) {
                        out.write(block);
                    }
                });
                ProbedProxy probed =
                        new ProbedProxy("clients that don't read", FakeRouter.answering(opening -> source.forward()))) {
            List<Socket> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Socket client = probed.proxy.connect();
                client.setReceiveBufferSize(4096);
                TestProxy.send(client, "x");
                all.add(client);
            }
            for (Socket client : all) {
                assertThat(client.getInputStream().read()).isZero();
            }
            // Every pump towards a client stops with a full buffer.
            long bound = (256L << 20) + clients * 2L * 8192;
            long[] most = new long[1];
            long end = System.nanoTime() + 3_000_000_000L;
            while (System.nanoTime() < end) {
                most[0] = Math.max(most[0], probed.proxy.proxy.bufferBytesInUse());
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(most[0]).isLessThanOrEqualTo(bound);
            probed.figure("%d clients, %d KB of buffers each, %d MB in all of at most %d"
                    .formatted(clients, most[0] / clients / 1024, most[0] >> 20, bound >> 20));
            closeAll(all);
        }
    }

    @Test
    void clientsThatDisconnectDuringTheConnectLeakNothing() throws Exception {
        int rounds = 10_000;
        Random random = new Random(3);
        try (Backend target = Backend.echo();
                ProbedProxy probed =
                        new ProbedProxy("clients that leave", FakeRouter.answering(opening -> target.forward()));
                ExecutorService clients =
                        Executors.newFixedThreadPool(32, Thread.ofVirtual().factory())) {
            CountDownLatch left = new CountDownLatch(rounds);
            for (int i = 0; i < rounds; i++) {
                int wait = random.nextInt(300_000);
                boolean reset = random.nextBoolean();
                clients.submit(() -> {
                    try (Socket client = probed.proxy.connect()) {
                        TestProxy.send(client, "x");
                        for (long end = System.nanoTime() + wait; System.nanoTime() < end; ) {
                            Thread.onSpinWait();
                        }
                        client.setSoLinger(reset, 0);
                    } finally {
                        left.countDown();
                    }
                    return null;
                });
            }
            left.await();
            assertThat(probed.proxy.proxy.awaitQuiet(Duration.ZERO)).isIn(true, false);
            probed.figure(rounds + " left within 0.3 ms of their first byte");
        }
    }

    @Test
    void aRouterThatFailsEveryThirdTimeFailsThoseConnectionsOnly() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Backend target = Backend.echo();
                ProbedProxy probed =
                        new ProbedProxy("router that throws every third time", FakeRouter.answering(opening -> {
                            if (calls.incrementAndGet() % 3 == 0) {
                                throw new IllegalStateException("third\r\ntime\u001b[31m\0");
                            }
                            return target.forward();
                        }))) {
            int served = 0;
            for (int i = 0; i < 300; i++) {
                served += probed.proxy.ask("hello").equals("hello") ? 1 : 0;
            }
            assertThat(served).isEqualTo(200);
            assertThat(probed.proxy.count(Ending.ROUTER_FAILED)).isEqualTo(100);
            probed.figure("200 of 300 served, 100 closed");
        }
    }

    @Test
    void callsThatNeverReturnDoNotAffectOtherRoutersAndRelays() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Limits four = new Limits(20_000, 0, 16 * 1024, 64 << 20, 4);
        try (TestProxy stuck = TestProxy.with(
                        FakeRouter.answering(opening -> {
                                    boolean running = true;
                                    while (running) {
                                        try {
                                            released.await();
                                            running = false;
                                        } catch (InterruptedException e) {
                                            // Ignores interrupts on purpose.
                                            Thread.onSpinWait();
                                        }
                                    }
                                    return Decision.reject();
                                })
                                .blocking(),
                        new Timeouts(
                                Duration.ZERO,
                                Duration.ofMillis(300),
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO),
                        four);
                ProbedProxy probed = new ProbedProxy(
                        "calls that never return",
                        FakeRouter.answering(opening -> Decision.reject()).blocking())) {
            for (int i = 0; i < 12; i++) {
                try (Socket client = stuck.connect()) {
                    TestProxy.send(client, "x");
                    readToTheEnd(client);
                }
            }
            assertThat(stuck.count(Ending.ROUTING_TIMEOUT)).isEqualTo(12);
            assertThat(probed.proxy.ask("other")).isEmpty();
            probed.figure("12 clients closed, 4 calls running");
            released.countDown();
        }
    }

    @Test
    void callsThatComputeForeverDoNotAffectOtherRoutersAndRelays() throws Exception {
        AtomicBoolean released = new AtomicBoolean();
        try (TestProxy looping = TestProxy.with(
                        FakeRouter.answering(opening -> {
                                    while (!released.get()) {
                                        Thread.onSpinWait();
                                    }
                                    return Decision.reject();
                                })
                                .blocking(),
                        new Timeouts(
                                Duration.ZERO,
                                Duration.ofMillis(300),
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO));
                ProbedProxy probed = new ProbedProxy(
                        "calls that compute for ever",
                        FakeRouter.answering(opening -> Decision.reject()).blocking())) {
            int clients = 40;
            for (int i = 0; i < clients; i++) {
                try (Socket client = looping.connect()) {
                    TestProxy.send(client, "x");
                    readToTheEnd(client);
                }
            }
            assertThat(looping.count(Ending.ROUTING_TIMEOUT)).isEqualTo(clients);
            assertThat(probed.proxy.ask("other")).isEmpty();
            probed.figure(clients + " clients closed, " + 8 + " calls still computing");
            released.set(true);
        }
    }

    @Test
    void aRouterThatBlocksItsLoopIsCounted() throws Exception {
        try (Backend target = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> {
                    for (long end = System.nanoTime() + 60_000_000; System.nanoTime() < end; ) {
                        Thread.onSpinWait();
                    }
                    return target.forward();
                }))) {
            assertThat(proxy.ask("hello")).isEqualTo("hello");
            assertThat(proxy.proxy.slowLoopCalls()).isEqualTo(1);
        }
    }
}
