package roulette.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import roulette.api.Opening;
import roulette.routing.RouterState;

/** An opening made by a test, from the client 127.0.0.1:50000 on listener "test" by default. Immutable. */
public final class TestOpening implements Opening {
    private record Connection(
            InetSocketAddress client,
            InetSocketAddress local,
            String listener,
            Map<Integer, byte[]> tlvs,
            RouterState state) {}

    private final Connection connection;

    /** From 0 to its capacity, read-only. */
    private final ByteBuffer bytes;

    private final boolean ended;
    private final boolean full;
    private final int replies;

    private TestOpening(Connection connection, ByteBuffer bytes, boolean ended, boolean full, int replies) {
        this.connection = connection;
        this.bytes = bytes;
        this.ended = ended;
        this.full = full;
        this.replies = replies;
    }

    /** The client has sent these bytes. */
    public static TestOpening of(byte[] bytes) {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        Connection connection = new Connection(
                new InetSocketAddress(loopback, 50000),
                new InetSocketAddress(loopback, 8080),
                "test",
                Map.of(),
                new RouterState());
        return new TestOpening(connection, readOnly(bytes.clone()), false, false, 0);
    }

    /** The client has sent this in UTF-8. */
    public static TestOpening of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The client has sent nothing. */
    public static TestOpening empty() {
        return of("");
    }

    /** The same, but the client has sent these bytes. */
    public TestOpening holding(byte[] other) {
        return new TestOpening(connection, readOnly(other.clone()), ended, full, replies);
    }

    /** The same, from this IP address and port. */
    public TestOpening from(String address, int port) {
        return with(new Connection(
                socket(address, port), connection.local, connection.listener, connection.tlvs, connection.state));
    }

    /** The same, accepted on this IP address and port. */
    public TestOpening to(String address, int port) {
        return with(new Connection(
                connection.client, socket(address, port), connection.listener, connection.tlvs, connection.state));
    }

    /** The same, on the listener of this name. */
    public TestOpening on(String listener) {
        return with(new Connection(connection.client, connection.local, listener, connection.tlvs, connection.state));
    }

    /** The same, with a further TLV of the PROXY protocol. */
    public TestOpening tlv(int type, byte[] value) {
        Map<Integer, byte[]> more = new TreeMap<>(connection.tlvs);
        more.put(type, value.clone());
        return with(new Connection(connection.client, connection.local, connection.listener, more, connection.state));
    }

    /** The same, after EOF from the client. */
    public TestOpening whenEnded() {
        return new TestOpening(connection, bytes, true, full, replies);
    }

    /** The same, when no more bytes fit. */
    public TestOpening whenFull() {
        return new TestOpening(connection, bytes, ended, true, replies);
    }

    /** The same, after so many replies. */
    public TestOpening afterReplies(int count) {
        return new TestOpening(connection, bytes, ended, full, count);
    }

    /** A new connection: the router's state is empty. */
    TestOpening newConnection() {
        return with(new Connection(
                connection.client, connection.local, connection.listener, connection.tlvs, new RouterState()));
    }

    private TestOpening with(Connection other) {
        return new TestOpening(other, bytes, ended, full, replies);
    }

    /** The same, with bytes in memory of the caller: from 0 to its capacity, read-only. */
    TestOpening with(ByteBuffer other) {
        return new TestOpening(connection, other, ended, full, replies);
    }

    /** The same connection at a later time. */
    TestOpening with(Input input, int count) {
        return new TestOpening(connection, readOnly(input.bytes()), input.ended(), input.full(), count);
    }

    private static ByteBuffer readOnly(byte[] bytes) {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    private static InetSocketAddress socket(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    /** Always {@code test}. */
    @Override
    public String id() {
        return "test";
    }

    /** Always five seconds. */
    @Override
    public Duration remaining() {
        return Duration.ofSeconds(5);
    }

    /** Shared by this opening and all that the methods above make from it. */
    @Override
    public <T> T state(Class<T> type, Supplier<? extends T> first) {
        return connection.state.get(type, first);
    }

    @Override
    public InetSocketAddress client() {
        return connection.client;
    }

    @Override
    public InetSocketAddress local() {
        return connection.local;
    }

    @Override
    public Optional<ByteBuffer> tlv(int type) {
        return Optional.ofNullable(connection.tlvs.get(type)).map(TestOpening::readOnly);
    }

    @Override
    public String listener() {
        return connection.listener;
    }

    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean full() {
        return full;
    }

    @Override
    public int replies() {
        return replies;
    }
}
