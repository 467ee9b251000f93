package roulette.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * The signals to stop and to reopen the access log. They are handled from the start of the program: a stop signal
 * before the proxy listens ends the process at once, even if the start hangs; a request to reopen before there is a log
 * is kept until then.
 */
final class Signals {
    /**
     * A request to stop: TERM, INT, or HUP of a closed terminal. Waits for open connections, at most the drain timeout.
     *
     * @param signal its name, such as SIGTERM
     * @param untimed QUIT: wait for open connections without the drain timeout
     */
    record Stop(String signal, boolean untimed) {}

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private final BlockingQueue<Stop> requests = new LinkedBlockingQueue<>();

    // Guarded by this.
    private boolean listening;
    private boolean reopenAsked;
    private @Nullable Runnable reopen;

    Signals() {
        QuitSignal.watch(() -> stop(new Stop("SIGQUIT", true)));
        handle("USR1", this::reopen);
        for (String name : new String[] {"TERM", "INT", "HUP"}) {
            handle(name, () -> stop(new Stop("SIG" + name, false)));
        }
    }

    private static void handle(String name, Runnable action) {
        try {
            Signal.handle(new Signal(name), signal -> action.run());
        } catch (IllegalArgumentException e) {
            LOG.debug("signal {} can't be handled", name, e);
        }
    }

    private synchronized void stop(Stop request) {
        if (!listening) {
            LOG.info("stopped by {} before it listened", request.signal());
            System.exit(ExitCode.OK);
        }
        requests.add(request);
    }

    private synchronized void reopen() {
        if (reopen == null) {
            reopenAsked = true;
        } else {
            reopen.run();
        }
    }

    /** The proxy listens: stop signals no longer end the process at once but are returned by {@link #await}. */
    synchronized void listening() {
        listening = true;
    }

    /** Calls this for each USR1, the request to reopen a renamed log file; at once if it came before. */
    synchronized void onReopen(Runnable action) {
        reopen = action;
        if (reopenAsked) {
            action.run();
        }
    }

    /** Waits for the next stop signal. */
    Stop await() throws InterruptedException {
        return requests.take();
    }
}
