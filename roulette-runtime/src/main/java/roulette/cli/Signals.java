package roulette.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * The signals that ask us to stop, and the one that asks for a new log file. They are handled from the first moment of the
 * program on: what stops it before it listens ends the process at once, even where the start does not get on, and a new
 * log file that is asked for before there is one is opened then.
 */
final class Signals {
    /** What a signal asks for. */
    enum Stop {
        /** QUIT: finish what is open, however long it takes. */
        WHEN_DONE,
        /** TERM, INT, or HUP of a terminal that was closed: finish what is open within the drain time. */
        SOON
    }

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private final BlockingQueue<Stop> requests = new LinkedBlockingQueue<>();

    // Guarded by this.
    private boolean listens;
    private boolean reopenAsked;
    private @Nullable Runnable reopen;

    Signals() {
        QuitSignal.watch(() -> stop("QUIT", Stop.WHEN_DONE));
        handle("USR1", this::reopen);
        for (String name : new String[] {"TERM", "INT", "HUP"}) {
            handle(name, () -> stop(name, Stop.SOON));
        }
    }

    private static void handle(String name, Runnable action) {
        try {
            Signal.handle(new Signal(name), signal -> action.run());
        } catch (IllegalArgumentException e) {
            LOG.debug("signal {} can't be handled", name, e);
        }
    }

    private synchronized void stop(String name, Stop how) {
        if (!listens) {
            LOG.info("stopped by {} before it listened", name);
            System.exit(ExitCode.OK);
        }
        requests.add(how);
    }

    private synchronized void reopen() {
        if (reopen == null) {
            reopenAsked = true;
        } else {
            reopen.run();
        }
    }

    /** From now on there may be connections, and {@link #await} is told of the signals. */
    synchronized void listens() {
        listens = true;
    }

    /** Calls this whenever USR1 has come: a log file was renamed, and is to be opened anew. Also if it has come already. */
    synchronized void onReopen(Runnable action) {
        reopen = action;
        if (reopenAsked) {
            action.run();
        }
    }

    /** Waits for the next one. */
    Stop await() throws InterruptedException {
        return requests.take();
    }
}
