package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;

/** Each deadline cuts within 250 ms of its time, and never before it, at 5,000 connections. */
class DeadlineAccuracyTest {
    private static final int CLIENTS = 5000;
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration LATE = Duration.ofMillis(250);

    /** Connects all, says a byte on each where told to and one more when all are routed, and returns how late each was cut, in nanoseconds. */
    private static long[] lateness(TestProxy proxy, boolean speak) throws IOException {
        long[] since = new long[CLIENTS];
        long[] late = new long[CLIENTS];
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < CLIENTS; i++) {
                SocketChannel client = SocketChannel.open(address);
                client.configureBlocking(false);
                if (speak) {
                    client.write(ByteBuffer.wrap(new byte[] {'x'}));
                }
                since[i] = System.nanoTime();
                client.register(selector, SelectionKey.OP_READ, i);
            }
            if (speak) {
                Eventually.check(
                        () -> assertThat(proxy.proxy.counters().forwarded.sum()).isEqualTo(CLIENTS));
                for (SelectionKey key : selector.keys()) {
                    ((SocketChannel) key.channel()).write(ByteBuffer.wrap(new byte[] {'y'}));
                    since[(int) key.attachment()] = System.nanoTime();
                }
            }
            ByteBuffer nothing = ByteBuffer.allocate(64);
            for (int left = CLIENTS; left > 0; ) {
                selector.select(20_000);
                assertThat(selector.selectedKeys()).as("some are never cut").isNotEmpty();
                long now = System.nanoTime();
                for (SelectionKey key : selector.selectedKeys()) {
                    int i = (int) key.attachment();
                    late[i] = now - since[i] - TIME.toNanos();
                    isOver((SocketChannel) key.channel(), nothing.clear());
                    key.channel().close();
                    left--;
                }
                selector.selectedKeys().clear();
            }
        }
        Arrays.sort(late);
        return late;
    }

    private static void isOver(SocketChannel client, ByteBuffer nothing) {
        try {
            assertThat(client.read(nothing)).isEqualTo(-1);
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private static void check(String deadline, long[] late) {
        System.out.printf(
                "%s deadline at %d connections: cut %.0f to %.0f ms after its time, median %.0f%n",
                deadline, late.length, late[0] / 1e6, late[late.length - 1] / 1e6, late[late.length / 2] / 1e6);
        // The proxy starts to count a little after connect() has returned here, never before.
        assertThat(Duration.ofNanos(late[0])).isGreaterThan(Duration.ofMillis(-1));
        assertThat(Duration.ofNanos(late[late.length / 2])).isLessThan(LATE);
        // A machine that is busy with other things delays some; the figure above is what to look at.
        assertThat(Duration.ofNanos(late[late.length - 1])).isLessThan(LATE.multipliedBy(4));
    }

    @Test
    void routing() throws Exception {
        Timeouts timeouts = new Timeouts(Duration.ZERO, TIME, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.needMore()), timeouts)) {
            check("routing", lateness(proxy, false));
        }
    }

    @Test
    void idle() throws Exception {
        Timeouts timeouts = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO, TIME, Duration.ZERO);
        // Connections that nobody accepts cost this process no descriptors.
        try (ServerSocket one = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.forward(
                                "127.0.0.1",
                                (opening.client().getPort() / 2) % 2 == 0 ? one.getLocalPort() : two.getLocalPort())),
                        timeouts)) {
            check("idle", lateness(proxy, true));
        }
    }
}
