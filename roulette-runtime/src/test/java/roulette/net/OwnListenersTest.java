package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Target;
import roulette.options.Listener;
import roulette.testing.FakeRouter;

/** A proxy does not connect to itself. */
class OwnListenersTest {
    private static Listener listener(String host) {
        return new Listener("web", host, 8080, "rules", List.of(), Optional.empty(), false);
    }

    private static Optional<String> at(Listener listener, String host, int port) throws Exception {
        return OwnListeners.of(List.of(listener)).at(new Target.Address(host, port));
    }

    @Test
    void aListenerOnAllAddressesGetsTheConnectionsToEachAddressOfThisMachine() throws Exception {
        assertThat(at(listener(""), "127.0.0.1", 8080)).contains("web");
        assertThat(at(listener(""), "127.1.2.3", 8080)).contains("web");
        assertThat(at(listener("0.0.0.0"), "localhost", 8080)).contains("web");
        assertThat(at(listener(""), InetAddress.getLocalHost().getHostAddress(), 8080))
                .contains("web");
        assertThat(at(listener(""), "127.0.0.1", 8081)).isEmpty();
        assertThat(at(listener(""), "192.0.2.1", 8080)).isEmpty();
    }

    @Test
    void aListenerOnOneAddressGetsItsConnectionsOnly() throws Exception {
        assertThat(at(listener("127.0.0.1"), "127.0.0.1", 8080)).contains("web");
        assertThat(at(listener("127.0.0.1"), "127.0.0.2", 8080)).isEmpty();
    }

    @Test
    void aListenerOnAllAddressesOfIpv4DoesNotGetTheConnectionsOfIpv6() throws Exception {
        assertThat(at(listener("0.0.0.0"), "[::1]", 8080)).isEmpty();
        assertThat(at(listener("0.0.0.0"), "[::]", 8080)).isEmpty();
        assertThat(at(listener("0.0.0.0"), "[::ffff:127.0.0.1]", 8080)).contains("web");
        assertThat(at(listener("::"), "127.0.0.1", 8080)).contains("web");
    }

    @Test
    void connectionsToTheUnspecifiedAddressGoToTheLoopbackAddress() throws Exception {
        assertThat(at(listener("127.0.0.1"), "0.0.0.0", 8080)).contains("web");
        assertThat(at(listener("127.0.0.2"), "0.0.0.0", 8080)).isEmpty();
        assertThat(at(listener("::1"), "[::]", 8080)).contains("web");
        assertThat(at(listener("0.0.0.0"), "0.0.0.0", 8080)).contains("web");
    }

    @Test
    void theAddressesOfTheMachineAreNotReadForEachConnection() throws Exception {
        InetAddress ours = InetAddress.getByName("192.0.2.7");
        AtomicInteger reads = new AtomicInteger();
        AtomicLong now = new AtomicLong(Long.MAX_VALUE);
        OwnListeners own = new OwnListeners(() -> reads.getAndIncrement() == 0 ? Set.of() : Set.of(ours), now::get);
        own.add("web", new InetSocketAddress("0.0.0.0", 8080));
        for (int i = 0; i < 1000; i++) {
            assertThat(own.at(ours, 8080)).isEmpty();
            now.addAndGet(Duration.ofMillis(10).toNanos());
        }
        assertThat(reads).hasValue(1);
        now.incrementAndGet();
        assertThat(own.at(ours, 8080)).contains("web");
        assertThat(reads).hasValue(2);
    }

    @Test
    void aRouterThatNamesTheProxyItselfGetsAFailedTarget() throws Exception {
        AtomicInteger port = new AtomicInteger();
        FakeRouter router = FakeRouter.answering(opening -> Decision.forward("127.0.0.1", port.get()))
                .whenUnreachable((opening, last) -> Decision.reject(last.reason()));
        try (TestProxy proxy = TestProxy.with(router)) {
            port.set(proxy.port());
            try (Socket client = proxy.connect()) {
                TestProxy.send(client, "x");
                assertThat(TestProxy.readAll(client)).isEqualTo("it is the listener test of this proxy itself");
            }
            assertThat(proxy.proxy.status().listeners().getFirst().accepted()).isEqualTo(1);
        }
    }
}
