package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.testing.FakeRouter;

/** The addresses that a listener is reachable at. */
class ListeningTest {
    private static Proxy listening(String host, int port) throws ListenException {
        FakeRouter router = FakeRouter.answering(opening -> Decision.reject("served"));
        return TestProxy.listener("test", host, port, router.name(), router)
                .open(TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, record -> {});
    }

    private static int port(Proxy proxy) {
        return Objects.requireNonNull(proxy.addresses().get("test")).getPort();
    }

    private static String ask(String host, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral(host), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write('x');
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theIpv4WildcardExcludesIpv6() throws Exception {
        try (Proxy proxy = listening("0.0.0.0", 0)) {
            int port = port(proxy);
            // Several loops listen: each client may be accepted by another one.
            for (int i = 0; i < 20; i++) {
                assertThat(ask("127.0.0.1", port)).isEqualTo("served");
                assertThatThrownBy(() -> ask("::1", port)).isInstanceOf(IOException.class);
            }
            assertThat(Objects.requireNonNull(proxy.addresses().get("test")).getAddress())
                    .isEqualTo(InetAddress.ofLiteral("0.0.0.0"));
        }
    }

    @Test
    void aPortOfIpv4IsFreeForIpv6() throws Exception {
        try (Proxy proxy = listening("0.0.0.0", 0)) {
            if (hasIpv6()) {
                try (ServerSocket other = new ServerSocket(port(proxy), 1, InetAddress.ofLiteral("::1"))) {
                    assertThat(other.isBound()).isTrue();
                }
            }
        }
    }

    @Test
    void anEmptyHostIncludesBothFamilies() throws Exception {
        try (Proxy proxy = listening("", 0)) {
            reachesBoth(port(proxy));
        }
    }

    @Test
    void theIpv6WildcardIncludesBothFamilies() throws Exception {
        if (hasIpv6()) {
            try (Proxy proxy = listening("::", 0)) {
                reachesBoth(port(proxy));
            }
        }
    }

    private static void reachesBoth(int port) throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(ask("127.0.0.1", port)).isEqualTo("served");
            if (hasIpv6()) {
                assertThat(ask("::1", port)).isEqualTo("served");
            }
        }
    }

    @Test
    void oneAddressExcludesOthers() throws Exception {
        try (Proxy proxy = listening("127.0.0.1", 0)) {
            assertThat(ask("127.0.0.1", port(proxy))).isEqualTo("served");
            assertThatThrownBy(() -> ask("127.0.0.2", port(proxy))).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void theWildcardCantBeBoundIfOneAddressIsInUse() throws Exception {
        for (String host : List.of("0.0.0.0", "")) {
            try (ServerSocket inUse = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                assertThatThrownBy(() -> listening(host, inUse.getLocalPort()).close())
                        .isInstanceOf(ListenException.class)
                        .hasMessageContaining(
                                (host.isEmpty() ? "*" : host) + ":" + inUse.getLocalPort() + " is in use");
            }
        }
    }

    @Test
    void onlyLinuxSpreadsClientsOverTheSocketsOfAPort() {
        assertThat(Listening.spreadsClients("Linux")).isTrue();
        assertThat(Listening.spreadsClients("Mac OS X")).isFalse();
        assertThat(Listening.spreadsClients("FreeBSD")).isFalse();
        assertThat(Listening.spreadsClients("Windows 11")).isFalse();
    }
}
