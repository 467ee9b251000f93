package roulette.eventloop;

/**
 * All memory for buffers is in use. The connection that needs one is closed; {@link MemoryWatch} has logged a warning.
 */
public final class NoBufferException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoBufferException() {
        super("no memory for buffers is left", null, false, false);
    }
}
