package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Timeouts;
import roulette.testing.BlackHole;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;
import roulette.testing.Unaccepted;

/** Each timeout closes all of 5,000 connections, and none of them early. */
class DeadlineAccuracyTest {
    private static final int CLIENTS = 5000;
    private static final Duration TIME = Duration.ofSeconds(3);

    private static final Timeouts NONE = new Timeouts(
            Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** 5,000 clients with the start times of their timeouts. */
    private static final class Clients implements AutoCloseable {
        private final Selector selector = Selector.open();
        private final SocketChannel[] clients = new SocketChannel[CLIENTS];
        private final long[] since = new long[CLIENTS];

        Clients(TestProxy proxy) throws IOException {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
            for (int i = 0; i < CLIENTS; i++) {
                since[i] = System.nanoTime();
                clients[i] = SocketChannel.open(address);
                clients[i].configureBlocking(false);
                clients[i].register(selector, SelectionKey.OP_READ, i);
            }
        }

        interface Step {
            void take(SocketChannel client) throws IOException;
        }

        /** Runs an action for each client; its timeout starts then. */
        Clients each(Step step) throws IOException {
            for (int i = 0; i < CLIENTS; i++) {
                since[i] = System.nanoTime();
                step.take(clients[i]);
            }
            return this;
        }

        Clients send() throws IOException {
            return each(client -> client.write(ByteBuffer.wrap(new byte[] {'x'})));
        }

        /** How late each was closed, in nanoseconds, sorted. */
        long[] lateness() throws IOException {
            long[] late = new long[CLIENTS];
            ByteBuffer nothing = ByteBuffer.allocate(64);
            for (int left = CLIENTS; left > 0; ) {
                selector.select(20_000);
                assertThat(selector.selectedKeys()).as("clients never closed").isNotEmpty();
                long now = System.nanoTime();
                for (SelectionKey key : selector.selectedKeys()) {
                    int i = (int) key.attachment();
                    late[i] = now - since[i] - TIME.toNanos();
                    requireOver(clients[i], nothing.clear());
                    clients[i].close();
                    left--;
                }
                selector.selectedKeys().clear();
            }
            Arrays.sort(late);
            return late;
        }

        private static void requireOver(SocketChannel client, ByteBuffer nothing) {
            try {
                assertThat(client.read(nothing)).isEqualTo(-1);
            } catch (IOException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel client : clients) {
                client.close();
            }
            selector.close();
        }
    }

    private static void check(String deadline, long[] late) {
        System.out.printf(
                "%s deadline at %d connections: cut %.0f to %.0f ms after its time, median %.0f%n",
                deadline, late.length, late[0] / 1e6, late[late.length - 1] / 1e6, late[late.length / 2] / 1e6);
        // The proxy starts its timer after the time recorded here, never before.
        assertThat(Duration.ofNanos(late[0])).isPositive();
        // The delay depends on the load of the machine; TimerWheelTest checks that no timer misses its tick.
    }

    private static void awaitForwarded(TestProxy proxy) {
        Eventually.check(
                () -> assertThat(proxy.proxy.counters().forwarded.sum()).isEqualTo(CLIENTS));
    }

    @Test
    void routing() throws Exception {
        Timeouts timeouts = new Timeouts(
                Duration.ZERO, TIME, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.needMore()), timeouts);
                Clients clients = new Clients(proxy)) {
            check("routing", clients.lateness());
        }
    }

    @Test
    void connect() throws Exception {
        Timeouts timeouts = new Timeouts(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, TIME, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (BlackHole target = new BlackHole();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> target.forward()), timeouts);
                Clients clients = new Clients(proxy)) {
            check("connect", clients.send().lateness());
        }
    }

    @Test
    void firstByte() throws Exception {
        try (Unaccepted target = new Unaccepted();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> target.forward(opening).firstByteTimeout(TIME)), NONE);
                Clients clients = new Clients(proxy)) {
            check("first-byte", clients.send().lateness());
        }
    }

    @Test
    void idle() throws Exception {
        Timeouts timeouts = new Timeouts(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, TIME, Duration.ZERO, Duration.ZERO);
        try (Unaccepted target = new Unaccepted();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(target::forward), timeouts);
                Clients clients = new Clients(proxy)) {
            clients.send();
            awaitForwarded(proxy);
            check("idle", clients.send().lateness());
        }
    }

    @Test
    void halfClosed() throws Exception {
        Timeouts timeouts = new Timeouts(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, TIME, Duration.ZERO);
        try (Unaccepted target = new Unaccepted();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(target::forward), timeouts);
                Clients clients = new Clients(proxy)) {
            clients.send();
            awaitForwarded(proxy);
            check("half-closed", clients.each(SocketChannel::shutdownOutput).lateness());
        }
    }

    @Test
    void drain() throws Exception {
        try (Unaccepted target = new Unaccepted();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(target::forward), NONE);
                Clients clients = new Clients(proxy)) {
            clients.send();
            awaitForwarded(proxy);
            clients.each(client -> {});
            proxy.proxy.stopAccepting();
            assertThat(proxy.proxy.awaitQuiet(TIME)).isFalse();
            proxy.proxy.cutAll();
            check("drain", clients.lateness());
        }
    }
}
