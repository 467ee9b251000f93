package roulette.cli;

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

    /** @param drain how long open connections may take to finish after TERM or INT; zero: as long as they need */
    RunningProxy(Proxy proxy, Duration drain, Signals signals) {
        this.proxy = proxy;
        this.drain = drain;
        this.signals = signals;
    }

    /** Waits until the proxy is stopped and returns the exit code. */
    int untilStopped() throws InterruptedException {
        Signals.Stop stop = signals.await();
        Duration timeout = stop == Signals.Stop.WHEN_DONE || drain.isZero() ? NO_TIMEOUT : drain;
        int open = proxy.connections();
        if (open > 0) {
            LOG.info(
                    "stopping: no new connections, {} to finish{}; a second signal cuts them",
                    open,
                    timeout == NO_TIMEOUT ? "" : " within " + timeout.toMillis() / 1000.0 + " s");
        }
        Thread.ofPlatform().daemon().name("second-signal").start(this::endAtSecondSignal);
        proxy.stopAccepting();
        if (!proxy.awaitQuiet(timeout)) {
            proxy.cutAll();
        }
        int left = proxy.connections();
        proxy.close();
        if (proxy.cut() > 0 || left > 0) {
            LOG.warn("stopped; connections that were cut: {}", Math.max(proxy.cut(), left));
            return ExitCode.FAILED;
        }
        LOG.info("stopped; every connection was finished");
        return ExitCode.OK;
    }

    private void endAtSecondSignal() {
        try {
            signals.await();
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
