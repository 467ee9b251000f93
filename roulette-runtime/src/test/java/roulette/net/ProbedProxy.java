package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import roulette.api.Decision;
import roulette.options.Limits;
import roulette.options.Timeouts;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;
import roulette.testing.OpenSockets;

/**
 * A proxy under load, with a healthy client that sends requests repeatedly. Closing it checks that the healthy client
 * was always served, and that no connections, buffers or sockets have leaked.
 */
final class ProbedProxy implements AutoCloseable {
    private static final String PROBE = "probe";

    private final String name;
    private final long socketsBefore = OpenSockets.count();
    private final Backend echo;
    final TestProxy proxy;
    private final LinkedBlockingQueue<Throwable> probeFailures = new LinkedBlockingQueue<>();
    private final AtomicLong probes = new AtomicLong();
    private final AtomicLong slowestProbe = new AtomicLong();
    private final Thread prober;
    private volatile boolean over;
    private String figure = "";

    ProbedProxy(String name, FakeRouter strained, Timeouts timeouts, Limits limits) throws Exception {
        this.name = name;
        echo = Backend.echo();
        FakeRouter router = strained.exceptFor(
                opening -> StandardCharsets.US_ASCII
                        .decode(opening.bytes())
                        .toString()
                        .startsWith("probe"),
                echo.forward());
        proxy = TestProxy.with(router, timeouts, limits);
        prober = Thread.ofPlatform().name("probe").start(this::probe);
    }

    ProbedProxy(String name, FakeRouter strained) throws Exception {
        this(name, strained, TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS);
    }

    private void probe() {
        while (!over) {
            try {
                long start = System.nanoTime();
                assertThat(proxy.ask(PROBE)).isEqualTo(PROBE);
                slowestProbe.accumulateAndGet(System.nanoTime() - start, Math::max);
                probes.incrementAndGet();
            } catch (Throwable e) {
                probeFailures.add(e);
            }
        }
    }

    /** The target of the healthy connections. */
    Decision.Forward echo() {
        return echo.forward();
    }

    void figure(String text) {
        figure = text;
    }

    @Override
    public void close() throws Exception {
        long served = probes.get();
        Eventually.check(() -> assertThat(probes.get()).isGreaterThan(served));
        over = true;
        prober.join();
        proxy.close();
        echo.close();
        assertThat(probeFailures).isEmpty();
        Eventually.check(
                () -> assertThat(OpenSockets.count()).as("open sockets").isLessThanOrEqualTo(socketsBefore));
        System.out.printf(
                "%s: %s; %d healthy probes, slowest %.1f ms; sockets back to %d%n",
                name, figure, probes.get(), slowestProbe.get() / 1e6, socketsBefore);
    }
}
