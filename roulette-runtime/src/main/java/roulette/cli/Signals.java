package roulette.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** The signals that ask us to stop. */
final class Signals {
    /** What a signal asks for. */
    enum Stop {
        /** QUIT: finish what is open, however long it takes. */
        WHEN_DONE,
        /** TERM or INT: finish what is open within the drain time. */
        SOON
    }

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private final BlockingQueue<Stop> requests = new LinkedBlockingQueue<>();

    Signals() {
        handle("TERM", Stop.SOON);
        handle("INT", Stop.SOON);
        QuitSignal.watch(() -> requests.add(Stop.WHEN_DONE));
    }

    private void handle(String name, Stop stop) {
        try {
            Signal.handle(new Signal(name), signal -> requests.add(stop));
        } catch (IllegalArgumentException e) {
            LOG.debug("signal {} can't be handled", name, e);
        }
    }

    /** Waits for the next one. */
    Stop await() throws InterruptedException {
        return requests.take();
    }
}
