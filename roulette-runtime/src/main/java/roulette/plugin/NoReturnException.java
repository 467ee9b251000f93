package roulette.plugin;

import java.time.Duration;

/** A plugin's code did not return in time. The message starts with "it" and has the place where the code was. */
final class NoReturnException extends Exception {
    private static final long serialVersionUID = 1;

    NoReturnException(Duration timeout, String where) {
        super("it did not return within " + timeout.toSeconds() + " s; it was at " + where);
    }
}
