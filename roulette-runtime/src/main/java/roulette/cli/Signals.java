package roulette.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** The signals that ask us to stop, and the one that asks for a new log file. */
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

    Signals() {
        handle("TERM", () -> requests.add(Stop.SOON));
        handle("INT", () -> requests.add(Stop.SOON));
        handle("HUP", () -> requests.add(Stop.SOON));
        QuitSignal.watch(() -> requests.add(Stop.WHEN_DONE));
    }

    private static void handle(String name, Runnable action) {
        try {
            Signal.handle(new Signal(name), signal -> action.run());
        } catch (IllegalArgumentException e) {
            LOG.debug("signal {} can't be handled", name, e);
        }
    }

    /** Calls this whenever USR1 has come: a log file was renamed, and is to be opened anew. */
    void onReopen(Runnable action) {
        handle("USR1", action);
    }

    /** Waits for the next one. */
    Stop await() throws InterruptedException {
        return requests.take();
    }
}
