package roulette.capture;

/** A file of captured packets breaks the rules of its format. The message says where and how, in one line. */
public final class CaptureException extends Exception {
    private static final long serialVersionUID = 1;

    CaptureException(long offset, String message) {
        super("offset " + offset + ": " + message);
    }
}
