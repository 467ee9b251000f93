package roulette.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.net.Proxy;

/** A proxy from its start to its end: it listens until a signal comes, drains, and is closed. */
final class RunningProxy {
    private static final Logger LOG = LoggerFactory.getLogger(RunningProxy.class);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Proxy proxy;
    private final Duration drain;
    private final Signals signals;
    private final AtomicInteger cut = new AtomicInteger();

    /** @param drain how long open connections may take to finish after TERM or INT; zero: as long as they need */
    RunningProxy(Proxy proxy, Duration drain, Signals signals) {
        this.proxy = proxy;
        this.drain = drain;
        this.signals = signals;
    }

    /** Waits for the end, and returns the exit code. */
    int untilStopped() throws InterruptedException {
        Signals.Stop stop = signals.await();
        proxy.stopAccepting();
        int open = proxy.connections();
        Duration patience = stop == Signals.Stop.WHEN_DONE || drain.isZero() ? FOR_EVER : drain;
        if (open > 0) {
            LOG.info(
                    "stopping: no new connections, {} to finish{}; a second signal cuts them",
                    open,
                    patience == FOR_EVER ? "" : " within " + patience.toMillis() / 1000.0 + " s");
            Thread.ofVirtual().name("second-signal").start(this::cutAtSecondSignal);
        }
        if (!proxy.awaitQuiet(patience)) {
            cut.addAndGet(proxy.cutAll());
        }
        proxy.close();
        if (cut.get() > 0) {
            LOG.warn("stopped; {} connections were cut", cut.get());
            return ExitCode.FAILED;
        }
        LOG.info("stopped; every connection was finished");
        return ExitCode.OK;
    }

    private void cutAtSecondSignal() {
        try {
            signals.await();
            cut.addAndGet(proxy.cutAll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
