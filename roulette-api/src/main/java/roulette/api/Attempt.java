package roulette.api;

import java.time.Duration;

/**
 * A failed attempt to use a target. Made by Roulette only; more methods will be added. Immutable and thread-safe.
 */
public interface Attempt {
    /** The target that failed. */
    Target target();

    /** The kind of failure. */
    Failure failure();

    /**
     * The failure in words, with details such as the addresses that were tried. May contain text from untrusted
     * sources: escape it before showing it.
     */
    String reason();

    /**
     * Whether the opening or its replacement was sent to the target, so that no other target can be tried. True for
     * {@link Failure#NO_FIRST_BYTE}, otherwise false.
     */
    boolean sent();

    /** The time from the start of the attempt, including the DNS lookup, to its failure. */
    Duration duration();
}
