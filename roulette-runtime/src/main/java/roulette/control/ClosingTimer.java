package roulette.control;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes channels whose time has passed, so that a thread blocked on one of them goes on. For any thread. */
final class ClosingTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingTimer.class);

    private final ScheduledThreadPoolExecutor thread;

    ClosingTimer() {
        thread = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("roulette-control-timer")
                        .unstarted(task),
                // After close() all channels are closed anyway.
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Closes the channel after this time, unless the returned task is cancelled before. */
    Future<?> after(Duration time, Closeable channel) {
        return thread.schedule(() -> close(channel), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a control connection", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
