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

/** An opening made by a test: of a client 127.0.0.1:50000 on listener "test" unless it is said otherwise. Immutable. */
public final class TestOpening implements Opening {
    /** From 0 to its capacity, read-only. */
    private final ByteBuffer said;

    private final InetSocketAddress client;
    private final InetSocketAddress local;
    private final String listener;
    private final boolean ended;
    private final boolean full;
    private final int replies;
    private final Map<Integer, byte[]> tlvs;
    private final RouterState state;

    private TestOpening(
            ByteBuffer said,
            InetSocketAddress client,
            InetSocketAddress local,
            String listener,
            boolean ended,
            boolean full,
            int replies,
            Map<Integer, byte[]> tlvs,
            RouterState state) {
        this.said = said;
        this.client = client;
        this.local = local;
        this.listener = listener;
        this.ended = ended;
        this.full = full;
        this.replies = replies;
        this.tlvs = tlvs;
        this.state = state;
    }

    /** The client has said this. */
    public static TestOpening of(byte[] said) {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        return new TestOpening(
                copy(said),
                new InetSocketAddress(loopback, 50000),
                new InetSocketAddress(loopback, 8080),
                "test",
                false,
                false,
                0,
                Map.of(),
                new RouterState());
    }

    /** The client has said this, in UTF-8. */
    public static TestOpening of(String said) {
        return of(said.getBytes(StandardCharsets.UTF_8));
    }

    /** The client has said nothing. */
    public static TestOpening silent() {
        return of("");
    }

    /** The same, but the client has said this. */
    public TestOpening saying(byte[] other) {
        return new TestOpening(copy(other), client, local, listener, ended, full, replies, tlvs, state);
    }

    /** The same, with bytes in memory of the caller: from 0 to its capacity, read-only. */
    TestOpening with(ByteBuffer bytes) {
        return new TestOpening(bytes, client, local, listener, ended, full, replies, tlvs, state);
    }

    /** The same, at a later time of the connection. */
    TestOpening with(Input input, int count) {
        return new TestOpening(
                copy(input.bytes()), client, local, listener, input.ended(), input.full(), count, tlvs, state);
    }

    /** The same, but this client calls: an IP address and a port. */
    public TestOpening from(String address, int port) {
        return new TestOpening(said, socket(address, port), local, listener, ended, full, replies, tlvs, state);
    }

    /** The same, but this address is called. */
    public TestOpening to(String address, int port) {
        return new TestOpening(said, client, socket(address, port), listener, ended, full, replies, tlvs, state);
    }

    /** The same, but on this listener. */
    public TestOpening on(String name) {
        return new TestOpening(said, client, local, name, ended, full, replies, tlvs, state);
    }

    /** The same, but the client has ended its side. */
    public TestOpening atItsEnd() {
        return new TestOpening(said, client, local, listener, true, full, replies, tlvs, state);
    }

    /** The same, but no more bytes fit. */
    public TestOpening whenFull() {
        return new TestOpening(said, client, local, listener, ended, true, replies, tlvs, state);
    }

    /** The same, but after so many replies. */
    public TestOpening after(int count) {
        return new TestOpening(said, client, local, listener, ended, full, count, tlvs, state);
    }

    /** The same, but with this further value of the PROXY protocol. */
    public TestOpening tlv(int type, byte[] value) {
        Map<Integer, byte[]> more = new TreeMap<>(tlvs);
        more.put(type, value.clone());
        return new TestOpening(said, client, local, listener, ended, full, replies, more, state);
    }

    /** The same, but a connection of its own: the router keeps nothing for it so far. */
    TestOpening afresh() {
        return new TestOpening(said, client, local, listener, ended, full, replies, tlvs, new RouterState());
    }

    private static ByteBuffer copy(byte[] bytes) {
        return ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer();
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

    /** What is kept is common to this opening and all that were made from it by the methods above. */
    @Override
    public <T> T state(Class<T> type, Supplier<? extends T> first) {
        return state.get(type, first);
    }

    @Override
    public InetSocketAddress client() {
        return client;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public Optional<ByteBuffer> tlv(int type) {
        return Optional.ofNullable(tlvs.get(type))
                .map(value -> ByteBuffer.wrap(value).asReadOnlyBuffer());
    }

    @Override
    public String listener() {
        return listener;
    }

    @Override
    public ByteBuffer bytes() {
        return said.duplicate();
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
