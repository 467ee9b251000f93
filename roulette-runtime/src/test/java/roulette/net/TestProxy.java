package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import roulette.api.ProxyProtocol;
import roulette.api.Router;
import roulette.eventloop.BufferMemory;
import roulette.match.Network;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.options.Timeouts;
import roulette.resolver.Resolver;
import roulette.testing.Eventually;

/** A proxy with one listener on a free port. Closing it checks that nothing has leaked. */
public final class TestProxy implements AutoCloseable {
    public static final Timeouts LONG_TIMEOUTS = new Timeouts(
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ZERO);
    public static final BufferMemory BUFFERS = new BufferMemory(1L << 30, "a test");
    public static final Limits LARGE_LIMITS = new Limits(20_000, 0, 16 * 1024, 64 << 20, 256);

    /** A name that is treated as one of the configuration. */
    static final String CONFIGURED = "configured.example";

    final Proxy proxy;

    /** The access records of ended connections. */
    final LinkedBlockingQueue<AccessRecord> access = new LinkedBlockingQueue<>();

    private TestProxy(
            RoutedListener listener, Timeouts timeouts, Limits limits, BufferMemory memory, Resolver.NameService names)
            throws ListenException {
        this(listener, Map.of(), timeouts, limits, memory, names);
    }

    private TestProxy(
            RoutedListener listener,
            Map<String, Router> others,
            Timeouts timeouts,
            Limits limits,
            BufferMemory memory,
            Resolver.NameService names)
            throws ListenException {
        Map<String, Router> routers = new HashMap<>(others);
        routers.put(listener.listener().router(), listener.router());
        proxy = Proxy.open(
                List.of(listener.listener()),
                routers,
                timeouts,
                limits,
                memory,
                access::add,
                new Resolver(names, Set.of(CONFIGURED)));
    }

    /** Without the PROXY protocol, on a non-shared port. */
    public static RoutedListener listener(String name, String host, int port, String routerName, Router router) {
        return listener(name, host, port, routerName, router, false);
    }

    static RoutedListener listener(
            String name, String host, int port, String routerName, Router router, boolean sharePort) {
        return new RoutedListener(
                new Listener(name, host, port, routerName, List.of(), Optional.empty(), sharePort), router);
    }

    private static RoutedListener listener(Router router) {
        return listener("test", "127.0.0.1", 0, router.name(), router);
    }

    /** Expects a PROXY protocol header from all addresses except 127.0.0.2. */
    static TestProxy expectingHeader(Router router, Timeouts timeouts, Limits limits) throws ListenException {
        Listener listener = new Listener(
                "test",
                "127.0.0.1",
                0,
                router.name(),
                List.of(Network.parse("127.0.0.1"), Network.parse("::1")),
                Optional.empty(),
                false);
        return new TestProxy(
                new RoutedListener(listener, router), timeouts, limits, BUFFERS, InetAddress::getAllByName);
    }

    /** Sends a PROXY protocol header to targets. */
    static TestProxy sendingHeader(Router router, ProxyProtocol version) throws ListenException {
        Listener listener = new Listener("test", "127.0.0.1", 0, router.name(), List.of(), Optional.of(version), false);
        return new TestProxy(
                new RoutedListener(listener, router), LONG_TIMEOUTS, LARGE_LIMITS, BUFFERS, InetAddress::getAllByName);
    }

    /** With this much memory for buffers. */
    static TestProxy with(Router router, Timeouts timeouts, BufferMemory memory) throws ListenException {
        return new TestProxy(listener(router), timeouts, LARGE_LIMITS, memory, InetAddress::getAllByName);
    }

    static TestProxy with(Router router) throws ListenException {
        return with(router, LONG_TIMEOUTS);
    }

    /** With others that it may delegate to. */
    static TestProxy with(Router router, Map<String, Router> others) throws ListenException {
        return new TestProxy(listener(router), others, LONG_TIMEOUTS, LARGE_LIMITS, BUFFERS, InetAddress::getAllByName);
    }

    static TestProxy with(Router router, Timeouts timeouts) throws ListenException {
        return with(router, timeouts, LARGE_LIMITS);
    }

    static TestProxy with(Router router, Timeouts timeouts, Limits limits) throws ListenException {
        return new TestProxy(listener(router), timeouts, limits, BUFFERS, InetAddress::getAllByName);
    }

    static TestProxy with(Router router, Resolver.NameService names) throws ListenException {
        return new TestProxy(listener(router), LONG_TIMEOUTS, LARGE_LIMITS, BUFFERS, names);
    }

    static TestProxy with(Router router, Timeouts timeouts, Resolver.NameService names) throws ListenException {
        return new TestProxy(listener(router), timeouts, LARGE_LIMITS, BUFFERS, names);
    }

    int port() {
        return java.util.Objects.requireNonNull(proxy.addresses().get("test")).getPort();
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Sends a request, shuts down output, and returns the whole response. */
    String ask(String text) throws IOException {
        try (Socket socket = connect()) {
            send(socket, text);
            socket.shutdownOutput();
            return readAll(socket);
        }
    }

    public static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }

    long count(Ending ending) {
        return proxy.counters().count(ending);
    }

    /** A name service that knows no names. */
    static InetAddress[] noSuchHost(String name) throws UnknownHostException {
        throw new UnknownHostException(name);
    }

    @Override
    public void close() throws InterruptedException {
        try {
            assertThat(proxy.awaitQuiet(Duration.ofSeconds(20)))
                    .as("all connections ended, %d left", proxy.connections())
                    .isTrue();
            Eventually.check(() -> assertThat(proxy.buffersInUse())
                    .as("buffers not given back")
                    .isZero());
            assertThat(proxy.openingsInUse())
                    .as("memory of openings not given back")
                    .isZero();
            ProxyStatus status = proxy.status();
            assertThat(status.targets())
                    .as("connections of targets that are still counted")
                    .allSatisfy(target -> assertThat(target.open()).isZero());
            assertThat(status.listeners())
                    .as("connections of listeners that are still counted")
                    .allSatisfy(listener -> assertThat(listener.open()).isZero());
            assertThat(status.limits().stream().filter(limit -> limit.name().equals("limits.per-client")))
                    .as("connections of clients that are still counted")
                    .allSatisfy(limit -> assertThat(limit.used()).isZero());
        } finally {
            proxy.close();
        }
    }
}
