package roulette.api;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of a connection before it is routed. Made by Roulette and its test kit only: more methods will join. An
 * instance belongs to one call, is to be used by that call's thread only, and is not to be kept after the call has
 * returned. What is kept must be copied.
 */
public interface Opening {
    /**
     * A short text that no other connection has, in this process and in those before and after it on this machine. The
     * access line has it under {@code id}, so that a router's own log can be read beside it. Letters, digits and
     * {@code -}.
     */
    String id();

    /**
     * Who calls: the other end of the TCP connection or, on a listener that expects the PROXY protocol, whom its header
     * names. Always resolved: {@code getAddress()} is not null, and asking for it looks up no
     * name.
     */
    InetSocketAddress client();

    /** The address that was called: on this machine or, with the PROXY protocol, as its header says. */
    InetSocketAddress local();

    /** The other end of the TCP connection: the same as {@link #client()} but for the PROXY protocol. */
    default InetSocketAddress peer() {
        return client();
    }

    /**
     * A further value (TLV) of the PROXY protocol's version 2 header, the first of this type, as a new read-only view;
     * for instance type 1 for the protocol (ALPN), 2 for the host name that the client asked for, 5 for a unique id.
     *
     * @param type 0 to 255
     */
    default Optional<ByteBuffer> tlv(int type) {
        return Optional.empty();
    }

    /** The name of the listener that accepted the connection, as the configuration gives it. */
    String listener();

    /**
     * The bytes of the client so far, from the first one that no {@link Decision#reply(byte[], int)} has consumed.
     * Position is 0, limit and capacity are the number of bytes, the order is big-endian. Each call gives a new
     * read-only view, so moving its position harms nobody. A view may be read until the router's method returns; after
     * that the memory is used for other things. Nothing read here is consumed: a target gets all of it.
     */
    ByteBuffer bytes();

    /** True once the client has ended its side: no more bytes will come, though it may still read. */
    boolean ended();

    /**
     * True once there is room for no more bytes: the opening has reached its limit, and {@link Decision#needMore()}
     * closes the connection. The moment for a protocol's own words about a request that is too large.
     */
    default boolean full() {
        return false;
    }

    /**
     * How many {@linkplain Decision#reply(byte[], int) replies} this connection has been given. For a protocol in
     * several steps this tells which step it is.
     */
    int replies();

    /**
     * How much time is left for this call, until the routing deadline: what a request to another service may take. Zero
     * where it has passed; a hundred years where there is none. A blocking router's call that is not back by then is
     * interrupted. Fit for {@link Duration#toNanos()}.
     */
    Duration remaining();

    /**
     * What the router keeps for this connection: one object of each type, from the first call that asks for it until
     * {@link Router#ended}. Dropped with the connection; nothing is closed. Takes no memory where it is not used.
     *
     * <p>The calls of one connection come one after the other, so the object needs no lock unless {@link Router#failed} or
     * {@link Router#ended} use it, too, which may come beside others in a blocking router.
     *
     * @param type what it is kept by; a class of the router's own
     * @param first makes the object where there is none of this type yet; called at most once for one connection and type,
     *     on this thread, unless it throws
     */
    <T> T state(Class<T> type, Supplier<? extends T> first);
}
