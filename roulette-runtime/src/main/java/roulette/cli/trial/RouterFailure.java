package roulette.cli.trial;

/** A call of a router brought no answer. The message says why, in one line that a terminal can be shown. */
final class RouterFailure extends Exception {
    private static final long serialVersionUID = 1;

    RouterFailure(String message) {
        super(message);
    }
}
