package roulette.capture;

/** A capture file is malformed. The message says where and how, in one line. */
public final class CaptureException extends Exception {
    private static final long serialVersionUID = 1;

    CaptureException(long offset, String message) {
        super("offset " + offset + ": " + message);
    }
}
