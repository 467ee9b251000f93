package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Router;
import roulette.match.Network;
import roulette.options.Listener;
import roulette.options.ListenerLimits;
import roulette.options.NetworkSet;
import roulette.options.Timeouts;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** The timeouts and limits of one listener, beside another one that has none of its own. */
class ListenerRulesTest {
    private final LinkedBlockingQueue<AccessRecord> access = new LinkedBlockingQueue<>();

    private static Listener listener(String name, Optional<Timeouts> timeouts, ListenerLimits limits) {
        return listener(name, timeouts, limits, NetworkSet.EMPTY);
    }

    private static Listener listener(String name, Optional<Timeouts> timeouts, ListenerLimits limits, NetworkSet deny) {
        return new Listener(
                name,
                "127.0.0.1",
                0,
                "fake",
                List.of(Network.parse("127.0.0.3")),
                Optional.empty(),
                false,
                timeouts,
                limits,
                NetworkSet.EMPTY,
                deny);
    }

    private Proxy open(Listener own, Router router) throws ListenException {
        return Proxy.open(
                List.of(own, listener("other", Optional.empty(), ListenerLimits.NONE)),
                Map.of("fake", router),
                TestProxy.LONG_TIMEOUTS,
                TestProxy.LARGE_LIMITS,
                TestProxy.BUFFERS,
                access::add,
                Set.of());
    }

    private static Socket connect(Proxy proxy, String listener) throws IOException {
        return connect(proxy, listener, "127.0.0.1");
    }

    private static Socket connect(Proxy proxy, String listener, String from) throws IOException {
        int port = Objects.requireNonNull(proxy.addresses().get(listener)).getPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(from), 0);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void assertReset(Socket client) {
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    private static int echoed(Socket client) throws IOException {
        TestProxy.send(client, "x");
        return client.getInputStream().read();
    }

    @Test
    void theTimeoutsOfAListenerApplyToItsConnectionsOnly() throws Exception {
        Timeouts longTimeouts = TestProxy.LONG_TIMEOUTS;
        Timeouts impatient = new Timeouts(
                longTimeouts.proxyHeader(),
                Duration.ofMillis(200),
                longTimeouts.conversation(),
                longTimeouts.connect(),
                longTimeouts.idle(),
                longTimeouts.halfClosed(),
                longTimeouts.drain());
        try (Proxy proxy = open(
                        listener("own", Optional.of(impatient), ListenerLimits.NONE),
                        FakeRouter.answering(opening -> Decision.needMore()));
                Socket patientClient = connect(proxy, "other");
                Socket client = connect(proxy, "own")) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            AccessRecord ended = access.take();
            assertThat(ended.listener()).isEqualTo("own");
            assertThat(ended.ending()).hasToString("routing-timeout");
            Eventually.check(() -> assertThat(proxy.connections()).isEqualTo(1));
            assertThat(access).isEmpty();
        }
    }

    @Test
    void deniedClientsAreResetAndCountedButNotLogged() throws Exception {
        NetworkSet denied = NetworkSet.of(List.of(Network.parse("127.0.0.1"), Network.parse("192.0.2.0/24")));
        try (Backend echo = Backend.echo();
                Proxy proxy = open(
                        listener("own", Optional.empty(), ListenerLimits.NONE, denied),
                        FakeRouter.answering(opening -> echo.forward()));
                Socket client = connect(proxy, "own")) {
            assertReset(client);
            try (Socket behindAnother = connect(proxy, "own", "127.0.0.3")) {
                TestProxy.send(behindAnother, "PROXY TCP4 192.0.2.7 127.0.0.1 1 2\r\n");
                assertReset(behindAnother);
            }
            Eventually.check(() -> assertThat(proxy.connections()).isZero());
            assertThat(proxy.status().endings()).containsEntry("denied", 2L);
            try (Socket behindAnother = connect(proxy, "own", "127.0.0.3");
                    Socket allowed = connect(proxy, "own", "127.0.0.2")) {
                TestProxy.send(behindAnother, "PROXY TCP4 198.51.100.7 127.0.0.1 1 2\r\n");
                assertThat(echoed(behindAnother)).isEqualTo('x');
                assertThat(echoed(allowed)).isEqualTo('x');
            }
            assertThat(access.take().ending()).hasToString("complete");
        }
    }

    @Test
    void clientsBeyondTheRateOfAListenerWait() throws Exception {
        try (Backend echo = Backend.echo();
                Proxy proxy = open(
                        listener("own", Optional.empty(), new ListenerLimits(0, 0, 2, 0)),
                        FakeRouter.answering(opening -> echo.forward()))) {
            long start = System.nanoTime();
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(connect(proxy, "own"));
            }
            for (Socket client : clients) {
                assertThat(echoed(client)).isEqualTo('x');
                client.close();
            }
            // Two at once, and one each half second.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
        }
    }

    @Test
    void aClientBeyondItsRateIsResetAndCountedButNotLogged() throws Exception {
        try (Backend echo = Backend.echo();
                Proxy proxy = open(
                        listener("own", Optional.empty(), new ListenerLimits(0, 0, 0, 1)),
                        FakeRouter.answering(opening -> echo.forward()))) {
            boolean reset = false;
            // On a slow machine a second may pass between two of them.
            for (int i = 0; i < 1000 && !reset; i++) {
                reset = isReset(proxy);
            }
            assertThat(reset).isTrue();
            Eventually.check(() -> assertThat(proxy.connections()).isZero());
            assertThat(proxy.status().endings().get("client-rate")).isPositive();
            assertThat(access).noneMatch(ended -> ended.ending().toString().equals("client-rate"));
            try (Socket another = connect(proxy, "own", "127.0.0.2")) {
                assertThat(echoed(another)).isEqualTo('x');
            }
        }
    }

    /** Whether another connection is. */
    private static boolean isReset(Proxy proxy) throws IOException {
        try (Socket client = connect(proxy, "own")) {
            assertThat(echoed(client)).isEqualTo('x');
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void theConnectionsOfAListenerAreLimited() throws Exception {
        try (Backend echo = Backend.echo();
                Proxy proxy = open(
                        listener("own", Optional.empty(), new ListenerLimits(1, 0, 0, 0)),
                        FakeRouter.answering(opening -> echo.forward()));
                Socket first = connect(proxy, "own")) {
            assertThat(echoed(first)).isEqualTo('x');
            try (Socket second = connect(proxy, "own");
                    Socket other = connect(proxy, "other")) {
                TestProxy.send(second, "x");
                assertThat(echoed(other)).isEqualTo('x');
                assertThat(proxy.connections()).isEqualTo(2);
                Eventually.check(() -> assertThat(proxy.status().limits())
                        .contains(new ProxyStatus.LimitStatus(
                                "limits.connections", Optional.empty(), Optional.of("own"), 1, 1, 1)));
                first.close();
                assertThat(second.getInputStream().read()).isEqualTo('x');
            }
        }
    }

    @Test
    void theConnectionsOfAClientToAListenerAreLimited() throws Exception {
        try (Backend echo = Backend.echo();
                Proxy proxy = open(
                        listener("own", Optional.empty(), new ListenerLimits(0, 1, 0, 0)),
                        FakeRouter.answering(opening -> echo.forward()));
                Socket first = connect(proxy, "own");
                Socket other = connect(proxy, "other")) {
            assertThat(echoed(first)).isEqualTo('x');
            assertThat(echoed(other)).isEqualTo('x');
            try (Socket second = connect(proxy, "own")) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
            assertThat(access.take().ending()).hasToString("client-limit");
            first.close();
            Eventually.check(() -> assertThat(proxy.connections()).isEqualTo(1));
            try (Socket third = connect(proxy, "own")) {
                assertThat(echoed(third)).isEqualTo('x');
            }
        }
    }
}
