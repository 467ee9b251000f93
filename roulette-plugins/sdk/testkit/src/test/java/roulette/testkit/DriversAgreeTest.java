package roulette.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.cli.trial.ClientBytes;
import roulette.cli.trial.ConnectionInfo;
import roulette.cli.trial.RoutingResult;
import roulette.cli.trial.Trial;
import roulette.cli.trial.TrialResult;
import roulette.dialogue.Splits;
import roulette.eventloop.BufferMemory;
import roulette.net.AccessRecord;
import roulette.net.Proxy;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.options.Timeouts;

/** The proxy, {@code roulette route} and the test kit make the same calls of a router, and treat its answers the same. */
class DriversAgreeTest {
    private static final int LIMIT = 8;
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Answers at random, but the same for the same opening; records its calls. */
    private static final class Chance implements Router {
        private final long seed;
        private final boolean needsBytes;
        private final boolean blocks;
        private final Decision.Forward forward;

        /** In the order of the calls, which come one at a time. */
        private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

        /** How many bytes of the client the router has been shown. */
        private final AtomicInteger shown = new AtomicInteger();

        private int consumed;

        Chance(long seed, boolean needsBytes, boolean blocks, Decision.Forward forward) {
            this.seed = seed;
            this.needsBytes = needsBytes;
            this.blocks = blocks;
            this.forward = forward;
        }

        @Override
        public String name() {
            return "chance";
        }

        @Override
        public Decision route(Opening opening) {
            return answer("route", opening);
        }

        @Override
        public Decision timedOut(Opening opening) {
            return answer("timedOut", opening);
        }

        @Override
        public Decision unreachable(Opening opening, Attempt last) {
            return answer("unreachable " + last.failure(), opening);
        }

        private synchronized Decision answer(String method, Opening opening) {
            ByteBuffer bytes = opening.bytes();
            int held = bytes.remaining();
            String call = method + " " + StandardCharsets.US_ASCII.decode(bytes) + " ended=" + opening.ended()
                    + " full=" + opening.full() + " replies=" + opening.replies();
            Random random = new Random(31 * seed + call.hashCode());
            // Invalid answers are logged and end the dialogue, so there are few of them.
            boolean usual = method.startsWith("unreachable") && random.nextInt(8) > 0;
            Decision decision = usual
                    ? List.of(forward, Decision.reject(), Decision.reject("sorry"))
                            .get(random.nextInt(3))
                    : decision(random, held);
            if (decision instanceof Decision.Reply reply) {
                consumed += reply.consumed();
            }
            calls.add(call);
            shown.accumulateAndGet(
                    held + consumed - (decision instanceof Decision.Reply reply ? reply.consumed() : 0), Math::max);
            return decision;
        }

        private Decision decision(Random random, int held) {
            return switch (random.nextInt(12)) {
                case 0, 1 -> Decision.reply("r" + random.nextInt(10), random.nextInt(held + 1));
                case 2 -> Decision.reply("", random.nextInt(8) == 0 ? held + 1 : held);
                case 3 -> random.nextBoolean() ? Decision.reject() : Decision.reject("no");
                case 4 -> forward.replacing("other");
                default -> Decision.needMore();
            };
        }

        @Override
        public boolean blocks() {
            return blocks;
        }

        @Override
        public boolean needsBytes() {
            return needsBytes;
        }

        Chance fresh() {
            return new Chance(seed, needsBytes, blocks, forward);
        }

        List<String> asked() {
            return List.copyOf(calls);
        }
    }

    /** A client sends this text, at once or byte by byte, and then ends its side or waits. */
    private record Client(String text, boolean byteByByte, boolean ends) {
        static Client any(Random random, boolean ends) {
            int length = random.nextInt(LIMIT + 5);
            return new Client("abcdefghijklm".substring(0, length), ends && random.nextBoolean(), ends);
        }

        List<String> pieces() {
            return byteByByte ? List.of(text.split("(?<=.)")) : List.of(text);
        }
    }

    /** @param end why the connection was closed or the router's answer is invalid; empty if the router rejected it */
    private record Result(List<String> asked, String received, String end) {}

    // ---- the test kit

    private static Result inTheKit(Chance router, Client client) {
        String end = "";
        String received = "";
        try {
            Conversation conversation = Conversation.with(router, TestOpening.empty(), LIMIT, LONG);
            end = follow(conversation, client);
            received = new String(conversation.sentToClient(), StandardCharsets.US_ASCII);
        } catch (AssertionError mistake) {
            String text = String.valueOf(mistake.getMessage());
            assertThat(text).startsWith("the router's answer is invalid: ");
            end = text.substring(text.indexOf(": ") + 2);
            received = "?";
        }
        return new Result(router.asked(), received, end);
    }

    private static String follow(Conversation conversation, Client client) {
        for (String piece : client.pieces()) {
            conversation.clientSends(piece.getBytes(StandardCharsets.US_ASCII));
        }
        if (client.ends()) {
            conversation.clientEnds();
        }
        while (true) {
            if (!conversation.targets().isEmpty()) {
                conversation.targetsFail(Failure.REFUSED);
            } else if (conversation.isDecided()) {
                return "";
            } else if (conversation.closeReason().isPresent()) {
                return conversation.closeReason().get();
            } else {
                conversation.timedOut();
            }
        }
    }

    // ---- route

    private static void inTheTrial(Chance router, Client client, Result kit) {
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(client.text());
        ClientBytes sent = new ClientBytes(bytes, bytes.remaining(), false, client.ends(), false);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000);
        TrialResult outcome = new Trial(router, LONG, LIMIT)
                .of(
                        new ConnectionInfo("test", address, address, Map.of()),
                        sent,
                        client.byteByByte() ? Splits.ALL : Splits.NONE);
        List<String> targetless = kit.asked().stream()
                .takeWhile(call -> !call.startsWith("unreachable"))
                .toList();
        // The calls after these are for a second client, whose bytes arrive at once.
        assertThat(router.asked().subList(0, targetless.size())).isEqualTo(targetless);
        if (outcome.verdict() instanceof RoutingResult.Failed failed) {
            assertThat(failed.reason()).isEqualTo(kit.end());
        }
        if (outcome.verdict() instanceof RoutingResult.Undecided closed && !closed.waits()) {
            assertThat(closed.reason()).isEqualTo("the connection is closed: " + kit.end());
        }
    }

    // ---- the proxy

    /** Gives each client its own router. */
    private static final class ByPort implements Router {
        private final Map<Integer, Chance> routers = new ConcurrentHashMap<>();
        private final boolean needsBytes;
        private final boolean blocks;

        ByPort(boolean needsBytes, boolean blocks) {
            this.needsBytes = needsBytes;
            this.blocks = blocks;
        }

        private Chance of(Opening opening) {
            return Objects.requireNonNull(routers.get(opening.client().getPort()));
        }

        @Override
        public String name() {
            return "by-port";
        }

        @Override
        public Decision route(Opening opening) {
            return of(opening).route(opening);
        }

        @Override
        public Decision timedOut(Opening opening) {
            return of(opening).timedOut(opening);
        }

        @Override
        public Decision unreachable(Opening opening, Attempt last) {
            return of(opening).unreachable(opening, last);
        }

        @Override
        public boolean blocks() {
            return blocks;
        }

        @Override
        public boolean needsBytes() {
            return needsBytes;
        }
    }

    private static final class Network implements AutoCloseable {
        private final ByPort router;
        private final Map<Integer, LinkedBlockingQueue<AccessRecord>> ended = new ConcurrentHashMap<>();
        private final Proxy proxy;

        Network(boolean needsBytes, boolean blocks, Duration routing) throws Exception {
            router = new ByPort(needsBytes, blocks);
            proxy = Proxy.open(
                    List.of(new Listener("test", "127.0.0.1", 0, router.name(), List.of(), Optional.empty(), false)),
                    Map.of(router.name(), router),
                    new Timeouts(Duration.ZERO, routing, Duration.ZERO, LONG, LONG, LONG, LONG),
                    new Limits(1000, 0, LIMIT, 64 << 20, 256),
                    new BufferMemory(1L << 30, "a test"),
                    record -> of(record.client().getPort()).add(record),
                    Set.of());
        }

        private LinkedBlockingQueue<AccessRecord> of(int port) {
            return ended.computeIfAbsent(port, unused -> new LinkedBlockingQueue<>());
        }

        Result result(Chance script, Client client) throws Exception {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                socket.setTcpNoDelay(true);
                int port = socket.getLocalPort();
                router.routers.put(port, script);
                socket.connect(Objects.requireNonNull(proxy.addresses().get("test")));
                socket.setSoTimeout((int) LONG.toMillis());
                String received = talk(socket, script, client);
                socket.close();
                AccessRecord record = Objects.requireNonNull(of(port).poll(60, TimeUnit.SECONDS), "it did not end");
                boolean rejected =
                        record.decision().equals("reject") || record.reason().startsWith("last target: ");
                boolean mistake = record.ending().equals("router-failed");
                return new Result(script.asked(), mistake ? "?" : received, rejected ? "" : record.reason());
            }
        }

        private static String talk(Socket socket, Chance script, Client client) throws Exception {
            StringBuilder received = new StringBuilder();
            try {
                send(socket, script, client, received);
            } catch (IOException closed) {
                // What the proxy sent before it closed the connection can still be read.
                assertThat(closed).isNotInstanceOf(SocketTimeoutException.class);
            }
            try {
                while (true) {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        return received.toString();
                    }
                    received.append((char) next);
                }
            } catch (SocketException reset) {
                return received.toString();
            }
        }

        private static void send(Socket socket, Chance script, Client client, StringBuilder received)
                throws IOException {
            int sent = 0;
            for (String piece : client.pieces()) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                sent += piece.length();
                while (client.byteByByte() && script.shown.get() < sent) {
                    if (isOver(socket, received)) {
                        return;
                    }
                }
            }
            if (client.ends()) {
                socket.shutdownOutput();
            }
        }

        /** Whether the proxy has closed the connection. The read timeout only bounds one look; the caller repeats it. */
        private static boolean isOver(Socket socket, StringBuilder received) throws IOException {
            socket.setSoTimeout(1);
            try {
                int next = socket.getInputStream().read();
                if (next >= 0) {
                    received.append((char) next);
                }
                return next < 0;
            } catch (SocketTimeoutException nothing) {
                return false;
            } finally {
                socket.setSoTimeout((int) LONG.toMillis());
            }
        }

        @Override
        public void close() {
            proxy.close();
        }
    }

    // ----

    /** Bound, but not listening: connections are refused, and no other process can take the port. */
    @AutoClose
    private final Socket closed = new Socket();

    @BeforeEach
    void bind() throws IOException {
        closed.bind(new InetSocketAddress(0));
    }

    private Decision.Forward toNobody() {
        return Decision.forward("127.0.0.1", closed.getLocalPort());
    }

    private static void agree(Network network, Chance script, Client client) throws Exception {
        Result kit = inTheKit(script.fresh(), client);
        try {
            inTheTrial(script.fresh(), client, kit);
            assertThat(network.result(script, client)).isEqualTo(kit);
        } catch (AssertionError different) {
            throw new AssertionError("seed " + script.seed + ", " + client + ": " + different.getMessage(), different);
        }
    }

    @Test
    void clientsThatSendAndEnd() throws Exception {
        Decision.Forward toNobody = toNobody();
        for (boolean needsBytes : List.of(true, false)) {
            try (Network network = new Network(needsBytes, !needsBytes, LONG)) {
                for (int seed = 0; seed < 200; seed++) {
                    Client client = Client.any(new Random(seed), true);
                    agree(network, new Chance(seed, needsBytes, !needsBytes, toNobody), client);
                }
            }
        }
    }

    /** On a busy machine the deadline may pass before all bytes were sent: those clients are repeated with a longer one. */
    @Test
    void clientsThatSendAndWait() throws Exception {
        Decision.Forward toNobody = toNobody();
        Duration routing = Duration.ofMillis(200);
        List<Integer> seeds = IntStream.range(0, 40).boxed().toList();
        while (!seeds.isEmpty()) {
            Map<Integer, Throwable> different;
            try (Network network = new Network(true, false, routing)) {
                different = different(network, seeds, toNobody);
            }
            routing = routing.multipliedBy(3);
            for (Throwable difference : different.values()) {
                if (routing.compareTo(LONG) > 0) {
                    throw new AssertionError(difference.getMessage(), difference);
                }
            }
            seeds = List.copyOf(different.keySet());
        }
    }

    /** Runs all of them concurrently, because most of the time is spent waiting. */
    private static Map<Integer, Throwable> different(Network network, List<Integer> seeds, Decision.Forward toNobody)
            throws InterruptedException {
        Map<Integer, Throwable> different = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (int seed : seeds) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    Client client = Client.any(new Random(seed), false);
                    agree(network, new Chance(seed, true, false, toNobody), client);
                } catch (Throwable difference) {
                    different.put(seed, difference);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return different;
    }
}
