package roulette.cli.trial;

/** A call of a router failed. The message says why, in one line that is safe for a terminal. */
final class RouterFailure extends Exception {
    private static final long serialVersionUID = 1;

    RouterFailure(String message) {
        super(message);
    }
}
