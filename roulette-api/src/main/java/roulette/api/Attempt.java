package roulette.api;

import java.time.Duration;

/**
 * A target that failed. Made by Roulette only, and immutable: may be kept, and used by any thread. More methods will
 * join.
 */
public interface Attempt {
    /** The target that failed. */
    Target target();

    /** What kind of failure it was. */
    Failure failure();

    /**
     * The same in half a sentence, with details such as the addresses that were tried. May have text in it that others have
     * chosen, of any kind: escape it where it is shown.
     */
    String reason();

    /**
     * Whether bytes were sent to the target, so that the client can't be forwarded elsewhere any more. True for
     * {@link Failure#NO_FIRST_BYTE}, otherwise false.
     */
    boolean sent();

    /** How long the attempt has taken: from its begin, the lookup of its name included, until it had failed. */
    Duration duration();
}
