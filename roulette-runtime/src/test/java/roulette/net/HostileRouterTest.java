package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Limits;
import roulette.options.Timeouts;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** A faulty or malicious router affects only its own connections. */
class HostileRouterTest {
    private static Timeouts routing(Duration time) {
        return new Timeouts(
                Duration.ZERO,
                time,
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ZERO);
    }

    private static int rest(Socket socket) throws IOException {
        return socket.getInputStream().readAllBytes().length;
    }

    @Test
    void emptyRepliesForEachByteWorkLikeOthers() throws Exception {
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening ->
                opening.bytes().remaining() > 1 ? Decision.reply(new byte[0], 1) : Decision.reject("done")))) {
            for (int i = 0; i < 4; i++) {
                try (Socket client = proxy.connect()) {
                    client.getOutputStream().write(new byte[16 * 1024 - i]);
                    assertThat(TestProxy.readAll(client)).isEqualTo("done");
                }
            }
            Eventually.check(() -> assertThat(proxy.count(Ending.REJECTED)).isEqualTo(4));
        }
    }

    /** Calls that block their thread until released, ignoring interrupts. */
    private static FakeRouter holding(AtomicBoolean released) {
        return FakeRouter.answering(opening -> {
                    while (!released.get()) {
                        LockSupport.parkNanos(1_000_000);
                        // Ignores interrupts on purpose.
                        Thread.interrupted();
                    }
                    return Decision.reject();
                })
                .blocking();
    }

    @Test
    void abandonedCallsInTheQueueOfAStuckRouterAreRemoved() throws Exception {
        AtomicBoolean released = new AtomicBoolean();
        Limits two = new Limits(20_000, 0, 16 * 1024, 64 << 20, 2);
        try (TestProxy proxy = TestProxy.with(holding(released), routing(Duration.ofMillis(100)), two)) {
            for (int round = 0; round < 20; round++) {
                List<Socket> clients = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    Socket client = proxy.connect();
                    TestProxy.send(client, "x");
                    clients.add(client);
                }
                for (Socket client : clients) {
                    assertThat(rest(client)).isZero();
                    client.close();
                }
            }
            assertThat(proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(20 * 200);
            // Some may stay until others are abandoned, but their number is bounded.
            assertThat(proxy.proxy.callsQueued()).isLessThan(500);
            released.set(true);
        }
    }

    @Test
    void longComputationsDelayNoOtherRouterAndNoRelay() throws Exception {
        AtomicBoolean released = new AtomicBoolean();
        CountDownLatch computing = new CountDownLatch(1);
        try (Backend echo = Backend.echo();
                TestProxy busy = TestProxy.with(
                        FakeRouter.answering(opening -> {
                                    computing.countDown();
                                    while (!released.get()) {
                                        Thread.onSpinWait();
                                    }
                                    return Decision.reject();
                                })
                                .blocking(),
                        routing(Duration.ofMinutes(1)));
                TestProxy other = TestProxy.with(
                        FakeRouter.answering(opening -> echo.forward()).blocking())) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Socket client = busy.connect();
                TestProxy.send(client, "x");
                clients.add(client);
            }
            computing.await();
            // The other calls end only after this, so these must not wait for them.
            for (int i = 0; i < 100; i++) {
                assertThat(other.ask("hello")).isEqualTo("hello");
            }
            released.set(true);
            for (Socket client : clients) {
                assertThat(rest(client)).isZero();
                client.close();
            }
        }
    }

    @Test
    void aRouterWithAllCarriersPinnedStillServesAFewCalls() throws Exception {
        AtomicBoolean released = new AtomicBoolean();
        try (TestProxy proxy = TestProxy.with(
                FakeRouter.answering(opening -> {
                            while (opening.bytes().get(0) == 'x' && !released.get()) {
                                Thread.onSpinWait();
                            }
                            return Decision.reject("answered");
                        })
                        .blocking(),
                routing(Duration.ofSeconds(1)))) {
            int carriers = Math.max(4, Runtime.getRuntime().availableProcessors());
            for (int i = 0; i < Math.min(carriers, 7); i++) {
                try (Socket client = proxy.connect()) {
                    TestProxy.send(client, "x");
                    assertThat(rest(client)).isZero();
                }
            }
            assertThat(proxy.ask("hello")).isEqualTo("answered");
            released.set(true);
        }
    }

    @Test
    void aSlowClientDoesNotTriggerTheFirstByteTimeout() throws Exception {
        int reply = 8 << 20;
        CountDownLatch sent = new CountDownLatch(1);
        try (Backend target = Backend.doing((socket, in, out) -> {
                    out.write('!');
                    sent.countDown();
                    in.readAllBytes();
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening ->
                        target.forward().replying(new byte[reply]).firstByteTimeout(Duration.ofMillis(300))));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            sent.await();
            // Longer than the first-byte timeout, as measured by the proxy's own clock.
            long due = System.nanoTime() + 1_000_000_000L;
            while (System.nanoTime() < due) {
                assertThat(proxy.ask("y").length()).isEqualTo(reply + 1);
            }
            client.shutdownOutput();
            byte[] all = client.getInputStream().readAllBytes();
            assertThat(all.length).isEqualTo(reply + 1);
            assertThat(all[reply]).isEqualTo((byte) '!');
            assertThat(proxy.count(Ending.TARGET_FAILED)).isZero();
            assertThat(proxy.count(Ending.INTERNAL)).isZero();
        }
    }

    @Test
    void aSilentTargetIsAbandonedAfterTheReplyAndTheClientGetsAMessage() throws Exception {
        int reply = 8 << 20;
        CountDownLatch over = new CountDownLatch(1);
        try (Backend target = Backend.doing((socket, in, out) -> over.await());
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening ->
                                target.forward().replying(new byte[reply]).firstByteTimeout(Duration.ofMillis(200)))
                        .whenUnreachable((opening, last) -> Decision.reject("sorry")));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            client.shutdownOutput();
            // The rest of the reply exceeds the socket buffers, so it is unfinished at the timeout.
            byte[] all = client.getInputStream().readAllBytes();
            assertThat(all.length).isEqualTo(reply + "sorry".length());
            over.countDown();
            assertThat(proxy.count(Ending.INTERNAL)).isZero();
        }
    }

    @Test
    void aSilentTargetThatDoesNotReadTheReplacementIsAbandoned() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Backend target = Backend.doing((socket, in, out) -> over.await());
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening ->
                                target.forward().replacing(new byte[32 << 20]).firstByteTimeout(Duration.ofMillis(200)))
                        .whenUnreachable((opening, last) -> Decision.reject("sorry")))) {
            assertThat(proxy.ask("x")).isEqualTo("sorry");
            over.countDown();
        }
    }

    @Test
    void aTargetAbandonedDuringAnUploadIsReset() throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (Backend target = Backend.doing((socket, in, out) -> {
                    givenUp.await();
                    try {
                        in.transferTo(OutputStream.nullOutputStream());
                        ends.add("clean");
                    } catch (IOException reset) {
                        ends.add("reset");
                    }
                });
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> target.forward().firstByteTimeout(Duration.ofMillis(200)))
                                .whenUnreachable((opening, last) -> {
                                    givenUp.countDown();
                                    return Decision.reject();
                                }));
                Socket client = proxy.connect()) {
            client.getOutputStream().write(new byte[5000]);
            assertThat(ends.poll(20, TimeUnit.SECONDS)).isEqualTo("reset");
        }
    }

    @Test
    void aTargetThatClosesWithoutDataIsNoFirstByteTimeout() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Backend ending = Backend.doing((socket, in, out) -> {
                    socket.shutdownOutput();
                    in.readAllBytes();
                });
                Backend silent = Backend.doing((socket, in, out) -> over.await());
                TestProxy proxy = TestProxy.with(FakeRouter.answering(
                                opening -> (opening.bytes().get(0) == 'x' ? ending : silent)
                                        .forward()
                                        .firstByteTimeout(Duration.ofSeconds(3)))
                        .whenUnreachable((opening, last) -> Decision.reject("given up")));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(TestProxy.readAll(client)).isEmpty();
            // The first-byte timeout passes meanwhile.
            for (int i = 0; i < 2; i++) {
                assertThat(proxy.ask("s")).isEqualTo("given up");
            }
            client.shutdownOutput();
            Eventually.check(() -> assertThat(proxy.count(Ending.COMPLETE)).isEqualTo(1));
            over.countDown();
        }
    }

    @Test
    void aRouterWhoseFailedMethodHangsStillGetsCalls() throws Exception {
        AtomicBoolean released = new AtomicBoolean();
        try (Backend echo = Backend.echo();
                ServerSocket closed = new ServerSocket(0);
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.forward("127.0.0.1", closed.getLocalPort())
                                        .orElse("127.0.0.1", echo.port()))
                                .onFailure(() -> {
                                    while (!released.get()) {
                                        Thread.onSpinWait();
                                    }
                                })
                                .blocking(),
                        routing(Duration.ofSeconds(1)))) {
            closed.close();
            // As many as carriers: further calls get one only after the first of these is lost.
            for (int i = 0; i < 4; i++) {
                assertThat(proxy.ask("x")).isEqualTo("x");
            }
            Eventually.check(() -> assertThat(ask(proxy)).isEqualTo("y"));
            released.set(true);
        }
    }

    private static String ask(TestProxy proxy) {
        try {
            return proxy.ask("y");
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aRouterThatInterruptsItsNetworkThreadInterruptsNoOtherCall() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        FakeRouter router = FakeRouter.answering(opening -> {
            if (Thread.currentThread().isInterrupted()) {
                interrupted.incrementAndGet();
            }
            Thread.currentThread().interrupt();
            return Decision.reject("done");
        });
        try (TestProxy proxy = TestProxy.with(router)) {
            for (int i = 0; i < 32; i++) {
                assertThat(proxy.ask("x")).isEqualTo("done");
            }
        }
        assertThat(interrupted.get()).isZero();
    }

    private static Set<Thread> carriers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("carrier-fake-"))
                .collect(Collectors.toSet());
    }

    @Test
    void aRouterThatDoesNotBlockHasNoThreads() throws Exception {
        Set<Thread> before = carriers();
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.reject("done")))) {
            assertThat(proxy.ask("x")).isEqualTo("done");
            assertThat(before).containsAll(carriers());
        }
    }

    @Test
    void routerThreadsEndWithTheProxyExceptThoseOfRunningCalls() throws Exception {
        Set<Thread> before = carriers();
        AtomicBoolean released = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        FakeRouter router = FakeRouter.answering(opening -> {
                    while (!released.get()) {
                        LockSupport.parkNanos(1_000_000);
                        // Ignores interrupts on purpose.
                        Thread.interrupted();
                    }
                    ended.countDown();
                    return Decision.reject();
                })
                .blocking();
        RoutedListener listener = TestProxy.listener("test", "127.0.0.1", 0, "fake", router);
        try (Proxy proxy = listener.open(
                        routing(Duration.ofMillis(50)), TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, record -> {});
                Socket client = new Socket()) {
            client.connect(proxy.addresses().get("test"));
            TestProxy.send(client, "x");
            assertThat(rest(client)).isZero();
        }
        released.set(true);
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        Eventually.check(() -> assertThat(before).containsAll(carriers()));
    }
}
