package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.eventloop.BufferMemory;
import roulette.options.Limits;
import roulette.options.Timeouts;
import roulette.testing.ChildJvm;
import roulette.testing.FakeRouter;

/** A router that never returns, and 100,000 connections abandoned meanwhile: memory use is bounded. */
@Tag("soak")
class AbandonedCallsTest {
    private static final int AT_ONCE = 1000;
    private static final int MOST = 100_000;

    /** The proxy with the stuck router, in a heap of 24 MB. Prints its memory use for each line of input. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            CountDownLatch never = new CountDownLatch(1);
            FakeRouter router = FakeRouter.answering(opening -> {
                        while (true) {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                // Ignores interrupts on purpose.
                                Thread.onSpinWait();
                            }
                        }
                    })
                    .blocking();
            Timeouts timeouts = new Timeouts(
                    Duration.ZERO,
                    Duration.ofMillis(50),
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO);
            Limits limits = new Limits(2 * AT_ONCE, 0, 16 * 1024, 64 << 20, 256);
            BufferMemory memory = new BufferMemory(64 << 20, "a test");
            RoutedListener listener = TestProxy.listener("test", "127.0.0.1", 0, "stuck", router);
            Proxy proxy = listener.open(timeouts, limits, memory, record -> {});
            System.out.println(
                    Objects.requireNonNull(proxy.addresses().get("test")).getPort());
            BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (asked.readLine() != null) {
                proxy.awaitQuiet(Duration.ofSeconds(20));
                System.gc();
                long heap =
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                System.out.println(heap + " " + proxy.connections() + " " + proxy.callsQueued() + " "
                        + proxy.counters().count(Ending.ROUTING_TIMEOUT));
            }
            Runtime.getRuntime().halt(0);
        }
    }

    private static void abandon(int port, int calls) throws Exception {
        for (int done = 0; done < calls; done += AT_ONCE) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setSoTimeout(60_000);
                clients.add(client);
                send(client);
            }
            for (Socket client : clients) {
                awaitEnd(client);
                client.close();
            }
        }
    }

    private static void send(Socket client) throws IOException {
        try {
            client.getOutputStream().write('x');
        } catch (SocketException closed) {
            assertThat(closed).hasMessageMatching(".*(reset|Broken pipe).*");
        }
    }

    /** On a busy machine a client may send its byte after the deadline: then it is reset. */
    private static void awaitEnd(Socket client) throws IOException {
        try {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void abandonedCallsHoldNoMemory() throws Exception {
        // Standard error has a warning for each call, which is not tested here.
        List<String> options = List.of("-Xmx24m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
        try (ChildJvm child = ChildJvm.start(Child.class, options)) {
            int port = Integer.parseInt(child.line());
            long first = 0;
            for (int done = 0; done < MOST; ) {
                int calls = done == 0 ? 10_000 : done == 10_000 ? 40_000 : 50_000;
                abandon(port, calls);
                done += calls;
                child.tell("");
                String[] state = child.line().split(" ");
                long heap = Long.parseLong(state[0]);
                System.out.printf(
                        "%d calls given up: heap %d KB, %s connections, %s calls queued%n",
                        done, heap >> 10, state[1], state[2]);
                assertThat(state[1]).isEqualTo("0");
                assertThat(Integer.parseInt(state[2])).isLessThan(3 * AT_ONCE);
                assertThat(state[3]).isEqualTo(String.valueOf(done));
                first = done == 10_000 ? heap : first;
                // Each retained call holds about 500 bytes: 90,000 more would be 45 MB.
                assertThat(heap).isLessThan(first + (3 << 20));
            }
        }
    }
}
