package roulette.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A connection that has ended, as its access line tells of it. Made by Roulette only, and immutable: may be kept, and
 * used by any thread. More methods will join.
 */
public interface Ended {
    /** As {@link Opening#id()}. */
    String id();

    /** As {@link Opening#listener()}. */
    String listener();

    /** As {@link Opening#client()}. */
    InetSocketAddress client();

    /** The target that the connection was forwarded to; none where no target was connected. */
    Optional<Target> target();

    /** How many bytes the client has sent; a header of the PROXY protocol does not count. */
    long bytesUp();

    /** How many bytes the target has sent. What the router replied does not count. */
    long bytesDown();

    /** How long the connection was open, from accept to close. */
    Duration duration();

    /**
     * How it ended, in one word of the access line's key {@code end}: {@code complete} where both sides have ended well. More
     * words will join.
     */
    String end();

    /**
     * The same in half a sentence, perhaps with text that others have chosen, of any kind: escape it where it is shown.
     * Empty where {@link #end()} says all.
     */
    String reason();

    /** The labels that the connection was given by {@link Decision#label}, in the order of their first values. Immutable. */
    Map<String, String> labels();

    /** As {@link Opening#state}. The last call that can use what is kept: close it here where it needs to be closed. */
    <T> T state(Class<T> type, Supplier<? extends T> first);
}
