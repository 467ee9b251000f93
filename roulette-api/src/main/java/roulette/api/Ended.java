package roulette.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A closed connection, with the values of its access line. Made by Roulette only; more methods will be added. May be
 * kept, and used by any thread.
 */
public interface Ended {
    /** As {@link Opening#id()}. */
    String id();

    /** As {@link Opening#listener()}. */
    String listener();

    /** As {@link Opening#client()}. */
    InetSocketAddress client();

    /** The target that the connection was forwarded to; empty if none was connected. */
    Optional<Target> target();

    /** The number of bytes that the client has sent, without a PROXY protocol header. */
    long bytesUp();

    /** The number of bytes that the target has sent, without replies of the router. */
    long bytesDown();

    /** The time from accept to close. */
    Duration duration();

    /**
     * How it ended: the value of {@code end} in the access line. {@code complete} if both sides have closed without an
     * error. More values will be added.
     */
    String end();

    /**
     * Details about {@link #end()}, empty if there are none. May contain text from untrusted sources: escape it before
     * showing it.
     */
    String reason();

    /**
     * The labels that the connection was given by {@link Decision#label}, in the order of their first values.
     * Immutable.
     */
    Map<String, String> labels();

    /**
     * As {@link Opening#state}. This is the last call that can use the object: close it here if it needs to be closed.
     */
    <T> T state(Class<T> type, Supplier<? extends T> first);
}
