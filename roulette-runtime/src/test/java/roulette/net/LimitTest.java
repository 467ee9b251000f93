package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Limits;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

class LimitTest {
    @Test
    void clientsOverTheConnectionLimitWaitAndAreServedLater() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> echo.forward()),
                        TestProxy.LONG_TIMEOUTS,
                        new Limits(10, 0, 16384, 64 << 20, 256))) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Socket client = proxy.connect();
                TestProxy.send(client, "x");
                clients.add(client);
            }
            Eventually.check(() -> assertThat(proxy.proxy.connections()).isEqualTo(10));
            int served = 0;
            while (!clients.isEmpty()) {
                assertThat(proxy.proxy.connections()).isLessThanOrEqualTo(10);
                for (Socket client : List.copyOf(clients)) {
                    if (client.getInputStream().available() > 0) {
                        assertThat(client.getInputStream().read()).isEqualTo('x');
                        client.close();
                        clients.remove(client);
                        served++;
                    }
                }
            }
            assertThat(served).isEqualTo(30);
        }
    }

    @Test
    void theConnectionsOfOneAddressAreLimited() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> echo.forward()),
                        TestProxy.LONG_TIMEOUTS,
                        new Limits(100, 2, 16384, 64 << 20, 256));
                Socket first = proxy.connect();
                Socket second = proxy.connect();
                Socket third = proxy.connect();
                Socket other = new Socket(
                        InetAddress.getLoopbackAddress(), proxy.port(), InetAddress.ofLiteral("127.0.0.2"), 0)) {
            int refused = 0;
            for (Socket client : List.of(first, second, third)) {
                try {
                    TestProxy.send(client, "x");
                    refused += client.getInputStream().read() == 'x' ? 0 : 1;
                } catch (java.net.SocketException reset) {
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(1);
            TestProxy.send(other, "y");
            assertThat(other.getInputStream().read()).isEqualTo('y');
        }
    }

    @Test
    void aPortInUseByAnotherProcessIsAnError() throws Exception {
        try (ServerSocket inUse = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RoutedListener listener = TestProxy.listener(
                    "web",
                    "localhost",
                    inUse.getLocalPort(),
                    "fake",
                    FakeRouter.answering(opening -> Decision.reject()));
            assertThatThrownBy(() -> listener.open(
                            TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, record -> {}))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("listener web: localhost:" + inUse.getLocalPort() + " is in use");
        }
    }

    @Test
    void aPortInUseByAnotherRouletteIsAnError() throws Exception {
        try (TestProxy first = TestProxy.with(FakeRouter.answering(opening -> Decision.reject()))) {
            RoutedListener listener = TestProxy.listener(
                    "b", "127.0.0.1", first.port(), "fake", FakeRouter.answering(opening -> Decision.reject()));
            assertThatThrownBy(() -> listener.open(
                            TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, record -> {}))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aPortIsSharedWithAnotherProcessIfTheListenerAllowsIt() throws Exception {
        FakeRouter rejects = FakeRouter.answering(opening -> Decision.reject("first"));
        try (TestProxy first = TestProxy.with(rejects);
                Proxy second = sharing(first.port(), Decision.reject("second"))
                        .open(TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, record -> {})) {
            assertThat(second.addresses()).containsEntry("b", new InetSocketAddress("127.0.0.1", first.port()));
            first.proxy.stopAccepting();
            try (Socket client = new Socket("127.0.0.1", first.port())) {
                client.getOutputStream().write('x');
                assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("second");
            }
        }
    }

    @Test
    void aClientThatConnectsWhileThePortIsOpenedIsServed() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        RoutedListener listener = TestProxy.listener(
                "b", "127.0.0.1", port, "fake", FakeRouter.answering(opening -> Decision.reject("here")));
        for (int round = 0; round < 300; round++) {
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> firstAnswer(port));
            try (Proxy proxy =
                    listener.open(TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, record -> {})) {
                assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("here");
            }
        }
    }

    /** What the first client that can connect receives. */
    private static String firstAnswer(int port) {
        while (true) {
            // From another address than the port's: a socket can connect to itself.
            try (Socket client = new Socket("127.0.0.1", port, InetAddress.ofLiteral("127.0.0.2"), 0)) {
                client.getOutputStream().write('x');
                return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            } catch (ConnectException notYet) {
                Thread.onSpinWait();
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    private static RoutedListener sharing(int port, Decision answer) {
        return TestProxy.listener("b", "127.0.0.1", port, "fake", FakeRouter.answering(opening -> answer), true);
    }

    @Test
    void anAddressOfAnotherMachineIsAnError() {
        RoutedListener listener =
                TestProxy.listener("b", "192.0.2.1", 0, "fake", FakeRouter.answering(opening -> Decision.reject()));
        assertThatThrownBy(() ->
                        listener.open(TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, record -> {}))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("not an address of this machine");
    }

    @Test
    void afterStopAcceptingNewClientsAreRefusedAndOldOnesServed() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> echo.forward()))) {
            try (Socket client = proxy.connect()) {
                TestProxy.send(client, "x");
                assertThat(client.getInputStream().read()).isEqualTo('x');
                proxy.proxy.stopAccepting();
                assertThatThrownBy(proxy::connect).isInstanceOf(ConnectException.class);
                assertThat(proxy.proxy.awaitQuiet(Duration.ofMillis(50))).isFalse();
                TestProxy.send(client, "y");
                assertThat(client.getInputStream().read()).isEqualTo('y');
            }
            assertThat(proxy.proxy.awaitQuiet(Duration.ofSeconds(20))).isTrue();
        }
    }
}
