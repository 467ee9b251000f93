package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Timeouts;
import roulette.testing.BlackHole;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** Targets with several addresses, some of which do not answer. */
class ManyAddressesTest {
    private static final String NAME = "many.example";
    private static final String SYN_SENT = "02";

    private static InetAddress[] addresses(int... lastBytes) {
        return IntStream.of(lastBytes)
                .mapToObj(last -> InetAddress.ofLiteral("127.0.0." + last))
                .toArray(InetAddress[]::new);
    }

    /** Addresses of this machine that do not answer on one port. */
    private static final class Holes implements AutoCloseable {
        private final List<BlackHole> holes = new ArrayList<>();
        private final Set<Integer> fillers = new HashSet<>();
        private final int port;

        Holes(int port, int... lastBytes) throws IOException {
            this.port = port;
            for (InetAddress address : addresses(lastBytes)) {
                BlackHole hole = new BlackHole(address, port);
                holes.add(hole);
                fillers.addAll(hole.fillers());
            }
        }

        /** The local ports of sockets connecting to them, perhaps including those of earlier tests. */
        Set<Integer> attempts() {
            return Stream.of("tcp", "tcp6")
                    .map(table -> Path.of("/proc/net", table))
                    .filter(Files::exists)
                    .flatMap(ManyAddressesTest::lines)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(field -> field[3].equals(SYN_SENT) && port(field[2]) == port)
                    .map(field -> port(field[1]))
                    .filter(local -> !fillers.contains(local))
                    .collect(Collectors.toSet());
        }

        private static int port(String address) {
            return HexFormat.fromHexDigits(address.substring(address.lastIndexOf(':') + 1));
        }

        @Override
        public void close() throws IOException {
            for (BlackHole hole : holes) {
                hole.close();
            }
        }
    }

    private static Timeouts connecting(Duration connect) {
        return new Timeouts(
                Duration.ZERO,
                Duration.ofSeconds(20),
                Duration.ZERO,
                connect,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
    }

    private static FakeRouter forwardingTo(int port) {
        return FakeRouter.answering(opening -> Decision.forward(NAME, port));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anUnresponsiveFirstAddressIsSkipped() throws Exception {
        try (Backend a = Backend.named("A");
                Holes holes = new Holes(a.port(), 3)) {
            FakeRouter router = forwardingTo(a.port());
            try (TestProxy proxy = TestProxy.with(router, name -> addresses(3, 1))) {
                assertThat(proxy.ask("hello")).isEqualTo("A:hello");
                assertThat(router.failures).isEmpty();
                assertThat(proxy.access.take().address().orElseThrow().getAddress())
                        .isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
                Eventually.check(() -> assertThat(holes.attempts())
                        .as("sockets of attempts that lost")
                        .isEmpty());
            }
        }
    }

    @Test
    void anUnresponsiveFirstAddressIsSkippedWithoutAConnectTimeout() throws Exception {
        try (Backend a = Backend.named("A");
                Holes holes = new Holes(a.port(), 3);
                TestProxy proxy =
                        TestProxy.with(forwardingTo(a.port()), connecting(Duration.ZERO), name -> addresses(3, 1))) {
            assertThat(proxy.ask("hello")).isEqualTo("A:hello");
        }
    }

    @Test
    void moreAddressesThanMayBeInFlightShareTheConnectTimeout() throws Exception {
        try (Backend a = Backend.named("A");
                Holes holes = new Holes(a.port(), 3, 4, 5, 6)) {
            FakeRouter router = forwardingTo(a.port());
            try (TestProxy proxy =
                    TestProxy.with(router, connecting(Duration.ofSeconds(8)), name -> addresses(3, 4, 5, 6, 1))) {
                assertThat(proxy.ask("hello")).isEqualTo("A:hello");
                assertThat(router.failures).isEmpty();
            }
        }
    }

    @Test
    void onlyAFewAttemptsAreInFlightAndNoneIsLeft() throws Exception {
        try (Backend a = Backend.named("A");
                Holes holes = new Holes(a.port(), 3, 4, 5, 6, 7, 8);
                TestProxy proxy = TestProxy.with(
                        forwardingTo(a.port()),
                        connecting(Duration.ofSeconds(8)),
                        name -> addresses(3, 4, 5, 6, 7, 8))) {
            int most = 0;
            try (Socket client = proxy.connect()) {
                TestProxy.send(client, "hello");
                Set<Integer> before = Set.of();
                while (proxy.access.isEmpty()) {
                    Set<Integer> now = holes.attempts();
                    // The table is not read atomically, but these existed between the two reads.
                    Set<Integer> both = new HashSet<>(now);
                    both.retainAll(before);
                    most = Math.max(most, both.size());
                    before = now;
                }
            }
            assertThat(most).isBetween(1, 3);
            Eventually.check(() -> assertThat(holes.attempts()).isEmpty());
        }
    }

    @Test
    void noAttemptIsLeftWhenTheConnectionIsReset() throws Exception {
        try (Backend a = Backend.named("A");
                Holes holes = new Holes(a.port(), 3, 4);
                TestProxy proxy = TestProxy.with(forwardingTo(a.port()), name -> addresses(3, 4))) {
            try (Socket client = proxy.connect()) {
                TestProxy.send(client, "hello");
                Eventually.check(() -> assertThat(holes.attempts()).hasSize(2));
            }
            proxy.proxy.cutAll();
            Eventually.check(() -> assertThat(holes.attempts()).isEmpty());
        }
    }

    @Test
    void theFailureOfEachAddressIsRecorded() throws Exception {
        try (Backend a = Backend.named("A");
                Holes holes = new Holes(a.port(), 3)) {
            FakeRouter router = forwardingTo(a.port());
            try (TestProxy proxy =
                    TestProxy.with(router, connecting(Duration.ofMillis(600)), name -> addresses(99, 3, 98))) {
                assertThatThrownBy(() -> proxy.ask("hello"))
                        .isInstanceOf(SocketException.class)
                        .hasMessageContaining("reset");
                assertThat(router.failures).containsExactly(NAME + ":" + a.port() + " CONNECT_TIMEOUT");
                assertThat(proxy.access.take().reason())
                        .isEqualTo("last target: it was not connected in time (127.0.0.99: Connection refused,"
                                + " 127.0.0.98: Connection refused, 127.0.0.3: not connected in time)");
            }
        }
    }

    @Test
    void addressesThatAllRefuseAreTriedWithoutDelay() throws Exception {
        try (Backend a = Backend.named("A")) {
            int[] all =
                    IntStream.concat(IntStream.range(50, 65), IntStream.of(1)).toArray();
            FakeRouter router = forwardingTo(a.port());
            try (TestProxy proxy = TestProxy.with(router, connecting(Duration.ZERO), name -> addresses(all))) {
                assertThat(proxy.ask("hello")).isEqualTo("A:hello");
                // With the delay between attempts it would take 15 times 250 ms.
                assertThat(proxy.access.take().connecting().orElseThrow()).isLessThan(Duration.ofMillis(3750));
            }
        }
    }
}
