package roulette.cli;

import java.math.BigDecimal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.net.Proxy;

/** Runs a proxy until a signal comes, then drains and closes it. */
final class RunningProxy {
    private static final Logger LOG = LoggerFactory.getLogger(RunningProxy.class);
    private static final Duration NO_TIMEOUT = Duration.ofDays(365);

    private final Proxy proxy;
    private final Duration drain;
    private final Signals signals;

    /** The name of the second signal; written before connections are cut. */
    private volatile String second = "";

    /** @param drain how long open connections may take to finish after TERM or INT; zero: as long as they need */
    RunningProxy(Proxy proxy, Duration drain, Signals signals) {
        this.proxy = proxy;
        this.drain = drain;
        this.signals = signals;
    }

    /** Waits until the proxy is stopped and returns the exit code. */
    int untilStopped() throws InterruptedException {
        Signals.Stop stop = signals.await();
        Duration timeout = stop.untimed() || drain.isZero() ? NO_TIMEOUT : drain;
        String limit = timeout == NO_TIMEOUT ? "" : "timeouts.drain (" + seconds(timeout) + " s)";
        LOG.info("stopping: {} received, {}", stop.signal(), expected(proxy.connections(), limit));
        Thread.ofPlatform().daemon().name("second-signal").start(this::endAtSecondSignal);
        proxy.stopAccepting();
        boolean inTime = proxy.awaitQuiet(timeout);
        if (!inTime) {
            proxy.cutAll();
        }
        proxy.close();
        // Those left are of a blocked network thread, and are reset when the process ends.
        long cut = proxy.cut() + proxy.connections();
        if (cut == 0) {
            LOG.info("stopped after {}: every connection was finished", stop.signal());
        } else {
            LOG.warn(
                    "stopped after {}: {} cut {}",
                    stop.signal(),
                    cut == 1 ? "1 connection was" : cut + " connections were",
                    inTime ? "by a second signal, " + second : "after " + limit);
        }
        return ExitCode.OK;
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private static String expected(int open, String limit) {
        if (open == 0) {
            return "no connection is open";
        }
        return "no new connections; " + (open == 1 ? "1 is" : open + " are") + " open and may finish"
                + (limit.isEmpty() ? "" : " within " + limit) + "; a second signal cuts them";
    }

    private void endAtSecondSignal() {
        try {
            second = signals.await().signal();
            LOG.info("{} received while stopping; open connections that are cut: {}", second, proxy.connections());
            proxy.cutAll();
            if (!proxy.awaitQuiet(Duration.ofSeconds(1))) {
                LOG.warn("a network thread is blocked and does not close its connections: exiting anyway");
                System.exit(ExitCode.FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
