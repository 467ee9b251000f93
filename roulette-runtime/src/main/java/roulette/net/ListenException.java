package roulette.net;

/** A listener could not be opened. The message is one line that names the listener and says what to do. */
public final class ListenException extends Exception {
    private static final long serialVersionUID = 1;

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
