package roulette.plugin;

import java.time.Duration;

/** Code of a plugin did not come back in time. The message is said of "it", and says where it was by then. */
final class NoReturnException extends Exception {
    private static final long serialVersionUID = 1;

    NoReturnException(Duration patience, String where) {
        super("it did not return within " + patience.toSeconds() + " s; it was at " + where);
    }
}
