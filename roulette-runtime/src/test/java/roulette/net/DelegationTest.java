package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Router;
import roulette.options.Listener;
import roulette.options.Timeouts;
import roulette.testing.ClosedPort;
import roulette.testing.FakeRouter;

/** One router delegates to another, which then decides. */
class DelegationTest {
    @AutoClose
    private final ClosedPort closed = new ClosedPort();

    private static final Timeouts BRIEF = new Timeouts(
            Duration.ZERO,
            Duration.ofMillis(200),
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ZERO);

    private final Map<String, Router> routers = new LinkedHashMap<>();
    private final LinkedBlockingQueue<AccessRecord> access = new LinkedBlockingQueue<>();

    private Proxy open(Timeouts timeouts) throws ListenException {
        Listener listener = new Listener("test", "127.0.0.1", 0, "first", List.of(), Optional.empty(), false);
        return Proxy.open(
                List.of(listener), routers, timeouts, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, access::add, Set.of());
    }

    private static Socket connect(Proxy proxy) throws Exception {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.connect(Objects.requireNonNull(proxy.addresses().get("test")));
        return socket;
    }

    private AccessRecord ended() throws InterruptedException {
        return Objects.requireNonNull(access.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void theOtherRouterGetsTheSameBytesOnItsOwnThreads() throws Exception {
        try (Backend a = Backend.named("A")) {
            routers.put("first", FakeRouter.answering(opening -> Decision.delegate("second")));
            routers.put(
                    "second",
                    FakeRouter.answering(opening -> Thread.currentThread().isVirtual()
                                            && opening.bytes().remaining() == 5
                                    ? a.forward()
                                    : Decision.reject("on a loop"))
                            .blocking());
            try (Proxy proxy = open(TestProxy.LONG_TIMEOUTS);
                    Socket client = connect(proxy)) {
                TestProxy.send(client, "hello");
                client.shutdownOutput();
                assertThat(TestProxy.readAll(client)).isEqualTo("A:hello");
                AccessRecord line = ended();
                assertThat(line.router()).isEqualTo("second");
                assertThat(line.via()).containsExactly("first");
            }
        }
    }

    @Test
    void aDelegatedRouterThatNeedsMoreIsCalledAgain() throws Exception {
        routers.put("first", FakeRouter.answering(opening -> Decision.delegate("second")));
        routers.put(
                "second",
                FakeRouter.answering(opening ->
                        opening.bytes().remaining() < 2 ? Decision.needMore() : Decision.reject("two bytes")));
        try (Proxy proxy = open(TestProxy.LONG_TIMEOUTS);
                Socket client = connect(proxy)) {
            TestProxy.send(client, "a");
            TestProxy.send(client, "b");
            assertThat(TestProxy.readAll(client)).isEqualTo("two bytes");
        }
    }

    @Test
    void afterTheDeadlineTimedOutOfTheOtherRouterIsCalled() throws Exception {
        routers.put(
                "first",
                FakeRouter.answering(opening -> Decision.needMore()).onSilence(opening -> Decision.delegate("second")));
        routers.put(
                "second",
                FakeRouter.answering(opening -> Decision.reject("asked to route"))
                        .onSilence(opening -> Decision.reject("timed out")));
        try (Proxy proxy = open(BRIEF);
                Socket client = connect(proxy)) {
            assertThat(TestProxy.readAll(client)).isEqualTo("timed out");
        }
    }

    @Test
    void failedTargetsAreReportedToTheRouterThatChoseThem() throws Exception {
        FakeRouter first = FakeRouter.answering(opening -> Decision.delegate("second"));
        FakeRouter second = FakeRouter.answering(opening -> closed.forward())
                .whenUnreachable((opening, last) -> Decision.reject("second knows"));
        routers.put("first", first);
        routers.put("second", second);
        try (Proxy proxy = open(TestProxy.LONG_TIMEOUTS);
                Socket client = connect(proxy)) {
            TestProxy.send(client, "hello");
            assertThat(TestProxy.readAll(client)).isEqualTo("second knows");
            assertThat(first.failures).isEmpty();
            assertThat(second.failures).hasSize(1);
        }
    }

    @Test
    void delegatingInACircleClosesTheConnection() throws Exception {
        routers.put("first", FakeRouter.answering(opening -> Decision.delegate("second")));
        routers.put("second", FakeRouter.answering(opening -> Decision.delegate("first")));
        try (Proxy proxy = open(TestProxy.LONG_TIMEOUTS);
                Socket client = connect(proxy)) {
            TestProxy.send(client, "hello");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(ended().ending()).isEqualTo("router-failed");
        }
    }

    @Test
    void delegatingToARouterThatIsNotConfiguredClosesTheConnection() throws Exception {
        routers.put("first", FakeRouter.answering(opening -> Decision.delegate("nowhere")));
        try (Proxy proxy = open(TestProxy.LONG_TIMEOUTS);
                Socket client = connect(proxy)) {
            TestProxy.send(client, "hello");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(ended().reason()).contains("nowhere");
        }
    }

    /** The access log escapes the reason, so it must be unescaped in the record. */
    @Test
    void theReasonOfAFailureIsNotEscapedTwice() throws Exception {
        routers.put("first", FakeRouter.answering(opening -> {
            if (opening.bytes().get(0) == 'd') {
                return Decision.delegate("no\nwhere");
            }
            throw new IllegalStateException("two\nlines");
        }));
        try (Proxy proxy = open(TestProxy.LONG_TIMEOUTS)) {
            for (String sent : List.of("delegate", "throw")) {
                try (Socket client = connect(proxy)) {
                    TestProxy.send(client, sent);
                    assertThat(client.getInputStream().read()).isEqualTo(-1);
                }
            }
        }
        assertThat(List.of(ended().reason(), ended().reason()))
                .containsExactly(
                        "it delegated to no\nwhere, which is not a router of the configuration",
                        "it threw java.lang.IllegalStateException: two\nlines");
    }
}
