package roulette.testing;

import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.LongStream;
import roulette.api.Decision;
import roulette.net.AccessRecord;
import roulette.net.Backend;
import roulette.net.Proxy;
import roulette.net.RoutedListener;
import roulette.net.TestProxy;
import roulette.options.Timeouts;

/**
 * A program that says how many bytes of the heap the loops of a proxy allocate for a connection, or for a round trip on
 * one. There are no deadlines, whose ticks come by time, and nobody hears of connections that have ended.
 */
public final class Allocations {
    private static final int ROUNDS = 6;
    private static final int UNITS = 1000;

    /** More than 127: the results of reads and writes are numbers that Java makes an object for. */
    private static final byte[] WORDS = new byte[200];

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Proxy proxy;
    private final long[] loops;

    private interface Unit {
        void run() throws IOException;
    }

    private Allocations(Proxy proxy) {
        this.proxy = proxy;
        loops = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("roulette-loop-"))
                .mapToLong(Thread::threadId)
                .toArray();
    }

    public static void main(String[] arguments) throws Exception {
        Timeouts none = new Timeouts(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        try (Backend echo = Backend.echo()) {
            Decision forward = echo.forward();
            FakeRouter router = FakeRouter.answering(opening -> forward);
            RoutedListener listener = TestProxy.listener("test", "127.0.0.1", 0, router.name(), router);
            try (Proxy proxy = listener.open(none, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, AccessRecord.Sink.NONE)) {
                Allocations allocations = new Allocations(proxy);
                System.out.println(arguments[0].equals("connection") ? allocations.connection() : allocations.trip());
            }
        }
    }

    private long connection() throws IOException {
        return least(() -> {
            try (Socket socket = connect()) {
                exchange(socket);
                end(socket);
            }
        });
    }

    private long trip() throws IOException {
        try (Socket socket = connect()) {
            long bytes = least(() -> exchange(socket));
            end(socket);
            return bytes;
        }
    }

    /** For one unit, in the round that allocated least: others load classes, and enlarge tables. */
    private long least(Unit unit) throws IOException {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = allocated();
            for (int i = 0; i < UNITS; i++) {
                unit.run();
            }
            least = Math.min(least, allocated() - before);
        }
        return Math.round((double) least / UNITS);
    }

    private long allocated() {
        return LongStream.of(loops).map(THREADS::getThreadAllocatedBytes).sum();
    }

    private Socket connect() throws IOException {
        int port = requireNonNull(proxy.addresses().get("test")).getPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void exchange(Socket socket) throws IOException {
        socket.getOutputStream().write(WORDS);
        if (socket.getInputStream().readNBytes(WORDS.length).length < WORDS.length) {
            throw new IOException("the proxy has ended the connection");
        }
    }

    private static void end(Socket socket) throws IOException {
        socket.shutdownOutput();
        if (socket.getInputStream().read() >= 0) {
            throw new IOException("there were bytes after the end");
        }
    }
}
