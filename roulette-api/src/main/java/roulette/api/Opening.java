package roulette.api;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A connection that is not yet routed, and the bytes that its client has sent. Made by Roulette and its test kit only;
 * more methods will be added. Valid only during the call that it is passed to, on its thread: copy what must be kept.
 */
public interface Opening {
    /**
     * A short identifier, unique among the connections of this process and of earlier and later ones on this machine.
     * The access line has it as {@code id}, so log it to relate both. Letters, digits and {@code -}.
     */
    String id();

    /**
     * The client's address: the remote end of the TCP connection or, on a listener that expects the PROXY protocol, the
     * source in its header. Always resolved: {@code getAddress()} is not null, and needs no lookup.
     */
    InetSocketAddress client();

    /**
     * The address that the client connected to: on this machine or, with the PROXY protocol, the destination in its
     * header.
     */
    InetSocketAddress local();

    /** The remote end of the TCP connection: differs from {@link #client()} only with the PROXY protocol. */
    default InetSocketAddress peer() {
        return client();
    }

    /**
     * The first value (TLV) of this type in the PROXY protocol's version 2 header, as a new read-only view; for
     * instance type 1 for the protocol (ALPN), 2 for the host name that the client asked for, 5 for a unique id.
     *
     * @param type 0 to 255
     */
    default Optional<ByteBuffer> tlv(int type) {
        return Optional.empty();
    }

    /** The name of the listener that accepted the connection, from the configuration. */
    String listener();

    /**
     * The bytes received from the client that no {@link Decision#reply(byte[], int)} has consumed. Position is 0, limit
     * and capacity are the number of bytes, the order is big-endian. Each call returns a new read-only view with a
     * position of its own. A view may be read until the router's method returns; after that the memory is reused.
     * Reading consumes nothing: a target is sent all of these bytes.
     */
    ByteBuffer bytes();

    /** True once the client has closed its side: no more bytes will arrive, but it may still read. */
    boolean ended();

    /**
     * True once there are {@code limits.opening} bytes: {@link Decision#needMore()} would close the connection. Reject
     * it with the protocol's message for a request that is too large, if it has one.
     */
    default boolean full() {
        return false;
    }

    /**
     * The number of {@linkplain Decision#reply(byte[], int) replies} sent to this connection: the step of a protocol
     * that has several.
     */
    int replies();

    /**
     * The time left for this call until the routing deadline: use it as the timeout of requests to other services. Zero
     * if the deadline has passed; a hundred years if there is none. A call of a blocking router that has not returned
     * by then is interrupted. Never too large for {@link Duration#toNanos()}.
     */
    Duration remaining();

    /**
     * An object that is kept for this connection, one of each type, from the first call of this method until
     * {@link Router#ended}. It is dropped with the connection, and not closed. Takes no memory if it is not used.
     *
     * <p>The calls for one connection are sequential, so the object needs no lock, unless {@link Router#failed} or
     * {@link Router#ended} use it too: in a blocking router these may run concurrently with other calls.
     *
     * @param type the key: a class of the router's own
     * @param first makes the object if there is none of this type; called on this thread, and unless it throws at most
     *     once for each connection and type
     */
    <T> T state(Class<T> type, Supplier<? extends T> first);
}
