package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.options.Timeouts;
import roulette.testing.ClosedPort;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;
import roulette.testing.OpenSockets;

/**
 * A mix of good and bad clients, for a bounded time ({@code -Dsoak.seconds=N}) and a bounded number of connections.
 * Fails if bytes are lost or resources leak.
 */
@Tag("soak")
class SoakTest {
    @AutoClose
    private final ClosedPort closed = new ClosedPort();

    private static final int WORKERS = 48;
    private static final long MOST = 2_000_000;

    private final long seconds = Long.getLong("soak.seconds", 60);
    private final AtomicLong begun = new AtomicLong();
    private final LongAdder bytesChecked = new LongAdder();
    private final LongAdder bytesLost = new LongAdder();
    private final Map<String, LongAdder> done = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    private interface Client {
        void with(TestProxy proxy, Random random) throws Exception;
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Echoes random bytes and checks them all; sometimes with pauses, sometimes a megabyte. */
    private void exchange(TestProxy proxy, Random random) throws Exception {
        byte[] sent = new byte[random.nextInt(20) == 0 ? 1 << 20 : 1 + random.nextInt(20_000)];
        random.nextBytes(sent);
        sent[0] = 'e';
        try (Socket client = proxy.connect()) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    OutputStream out = client.getOutputStream();
                    for (int at = 0; at < sent.length; ) {
                        int count = Math.min(sent.length - at, 1 + random.nextInt(30_000));
                        out.write(sent, at, count);
                        at += count;
                    }
                    client.shutdownOutput();
                } catch (IOException e) {
                    failures.add(e);
                }
            });
            InputStream in = client.getInputStream();
            int right = 0;
            byte[] back = in.readAllBytes();
            while (right < back.length && right < sent.length && back[right] == sent[right]) {
                right++;
            }
            writer.join();
            bytesChecked.add(right);
            bytesLost.add(Math.max(sent.length, back.length) - right);
        }
    }

    private void leave(TestProxy proxy, Random random) throws Exception {
        try (Socket client = proxy.connect()) {
            if (random.nextBoolean()) {
                TestProxy.send(client, random.nextBoolean() ? "echo" : "wait");
            }
            client.setSoLinger(random.nextBoolean(), 0);
        }
    }

    private void sendTooMuch(TestProxy proxy, Random random) throws Exception {
        try (Socket client = proxy.connect()) {
            client.getOutputStream().write(new byte[30_000]);
            client.getInputStream().readAllBytes();
        } catch (IOException cut) {
            assertThat(cut).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    private void staySilent(TestProxy proxy, Random random) throws Exception {
        try (Socket client = proxy.connect()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private void refusedTarget(TestProxy proxy, Random random) throws Exception {
        assertThat(proxy.ask("refuse")).isEqualTo("sorry");
    }

    private void brokenRouter(TestProxy proxy, Random random) throws Exception {
        assertThat(proxy.ask("throw")).isEmpty();
    }

    private void conversation(TestProxy proxy, Random random) throws Exception {
        try (Socket client = proxy.connect()) {
            for (int i = 0; i < 3; i++) {
                TestProxy.send(client, "reply");
                assertThat(TestProxy.read(client, 3)).isEqualTo("ok\n");
            }
            TestProxy.send(client, "echo");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("echo");
        }
    }

    private void resetInMidStream(TestProxy proxy, Random random) throws Exception {
        try (Socket client = proxy.connect()) {
            TestProxy.send(client, "die");
            // A target that resets at once may do so before it counts as connected.
            bytesLost.add(TestProxy.readAll(client).equals("sorry") ? 0 : 1);
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    private Decision route(Opening opening, Backend echo, Backend dying) throws Exception {
        String text = StandardCharsets.ISO_8859_1.decode(opening.bytes()).toString();
        return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case 'e' -> echo.forward();
            case 'd' -> dying.forward();
            case 'r' ->
                text.startsWith("reply")
                        ? Decision.reply("ok\n", 5)
                        : text.startsWith("refuse") ? closed.forward() : Decision.needMore();
            case 't' -> throw new IllegalStateException("as asked");
            case 'w' -> {
                LockSupport.parkNanos(1_000_000);
                yield echo.forward();
            }
            default -> Decision.needMore();
        };
    }

    @Test
    void nothingIsLostAndNothingLeaks() throws Exception {
        long sockets = OpenSockets.count();
        long heapBefore = heap();
        long directBefore = directMemory();
        Timeouts timeouts = new Timeouts(
                Duration.ZERO,
                Duration.ofMillis(500),
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ZERO);
        Map<String, Client> clients = new TreeMap<>(Map.of(
                "exchange", this::exchange,
                "leave", this::leave,
                "sendTooMuch", this::sendTooMuch,
                "stay silent", this::staySilent,
                "refused target", this::refusedTarget,
                "broken router", this::brokenRouter,
                "conversation", this::conversation,
                "reset in mid-stream", this::resetInMidStream));
        try (Backend echo = Backend.echo();
                Backend dying = Backend.doing((socket, in, out) -> {
                    out.write(new byte[10_000]);
                    socket.setSoLinger(true, 0);
                });
                TestProxy inline = TestProxy.with(router(echo, dying), timeouts);
                TestProxy blocking = TestProxy.with(router(echo, dying).blocking(), timeouts);
                ExecutorService workers =
                        Executors.newFixedThreadPool(WORKERS, Thread.ofVirtual().factory())) {
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            for (int worker = 0; worker < WORKERS; worker++) {
                Random random = new Random(worker);
                workers.submit(() -> work(clients, random.nextBoolean() ? inline : blocking, random, end));
            }
            workers.shutdown();
            workers.awaitTermination(seconds + 60, java.util.concurrent.TimeUnit.SECONDS);
            inline.access.clear();
            blocking.access.clear();
        }
        Eventually.check(() -> assertThat(OpenSockets.count()).as("sockets").isLessThanOrEqualTo(sockets));
        System.out.printf(
                "soak of %d s: %d connections %s; %d bytes checked, lost bytes %d; leaked descriptors %d;"
                        + " heap %d -> %d KB, direct memory %d -> %d KB%n",
                seconds,
                begun.get(),
                done,
                bytesChecked.sum(),
                bytesLost.sum(),
                OpenSockets.count() - sockets,
                heapBefore >> 10,
                heap() >> 10,
                directBefore >> 10,
                directMemory() >> 10);
        assertThat(failures).isEmpty();
        assertThat(bytesLost.sum()).isZero();
        assertThat(done.keySet()).isEqualTo(clients.keySet());
    }

    private FakeRouter router(Backend echo, Backend dying) {
        return FakeRouter.answering(opening -> route(opening, echo, dying))
                .whenUnreachable((opening, last) -> Decision.reject("sorry"));
    }

    private void work(Map<String, Client> clients, TestProxy proxy, Random random, long end) {
        String[] names = clients.keySet().toArray(String[]::new);
        while (System.nanoTime() < end && begun.incrementAndGet() <= MOST) {
            String name = names[random.nextInt(names.length)];
            try {
                java.util.Objects.requireNonNull(clients.get(name)).with(proxy, random);
                done.computeIfAbsent(name, key -> new LongAdder()).increment();
            } catch (Throwable e) {
                failures.add(new AssertionError(name, e));
            }
        }
    }
}
