package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Ended;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Target;
import roulette.options.Limits;
import roulette.options.Timeouts;
import roulette.testing.ClosedPort;
import roulette.testing.Eventually;

/** Notification of routers when connections end, and their state until then. */
class EndedTest {
    @AutoClose
    private final ClosedPort closed = new ClosedPort();

    private interface Route {
        Decision of(Opening opening) throws Exception;
    }

    private interface End {
        void of(Ended ended) throws Exception;
    }

    private record Recording(boolean blocks, Route route, End end) implements Router {
        @Override
        public String name() {
            return "recording";
        }

        @Override
        public Decision route(Opening opening) throws Exception {
            return route.of(opening);
        }

        @Override
        public void failed(Opening opening, Attempt attempt) {
            opening.state(Calls.class, Calls::new).add("failed");
        }

        @Override
        public Decision unreachable(Opening opening, Attempt last) {
            opening.state(Calls.class, Calls::new).add("unreachable");
            return Decision.reject("sorry").because("all are down").label("attempts", "1");
        }

        @Override
        public void ended(Ended ended) throws Exception {
            end.of(ended);
        }
    }

    private static final class Calls {
        private final List<String> names = new ArrayList<>();

        synchronized void add(String name) {
            names.add(name);
        }

        synchronized List<String> names() {
            return List.copyOf(names);
        }
    }

    private final LinkedBlockingQueue<Ended> notified = new LinkedBlockingQueue<>();

    private Ended next() throws InterruptedException {
        return Objects.requireNonNull(notified.poll(20, TimeUnit.SECONDS));
    }

    private static AccessRecord last(TestProxy proxy) throws InterruptedException {
        return Objects.requireNonNull(proxy.access.poll(20, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endedGetsTheValuesOfTheAccessRecord(boolean blocks) throws Exception {
        LinkedBlockingQueue<String> ids = new LinkedBlockingQueue<>();
        try (Backend a = Backend.named("A")) {
            Route route = opening -> {
                ids.add(opening.id());
                return Decision.forward("127.0.0.1", a.port()).because("rule 1").label("tenant", "acme");
            };
            try (TestProxy proxy = TestProxy.with(new Recording(blocks, route, notified::add))) {
                assertThat(proxy.ask("hello")).isEqualTo("A:hello");
                AccessRecord record = last(proxy);
                Ended ended = next();
                assertThat(ended.id()).isEqualTo(record.id().get()).isEqualTo(ids.poll());
                assertThat(ended.listener()).isEqualTo("test");
                assertThat(ended.client()).isEqualTo(record.client());
                assertThat(ended.target()).contains(Target.of("127.0.0.1", a.port()));
                assertThat(ended.bytesUp()).isEqualTo(5);
                assertThat(ended.bytesDown()).isEqualTo(7);
                assertThat(ended.duration()).isEqualTo(record.duration());
                assertThat(ended.end()).isEqualTo("complete");
                assertThat(ended.labels())
                        .isEqualTo(record.labels())
                        .isEqualTo(Map.of("tenant", "acme"))
                        .isUnmodifiable();
                assertThat(proxy.ask("again")).isEqualTo("A:again");
                assertThat(next().id()).isNotEqualTo(ended.id());
                assertThat(notified).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endedIsCalledOnceForEveryEnding(boolean blocks) throws Exception {
        Route route = opening -> switch (opening.bytes().get(0)) {
            case 'm' -> Decision.needMore().label("wants", "more");
            case 'r' -> Decision.reject("no").label("host", "a.example");
            default -> throw new IllegalStateException("a mark");
        };
        try (TestProxy proxy = TestProxy.with(new Recording(blocks, route, notified::add))) {
            assertThat(proxy.ask("more")).isEmpty();
            Ended left = next();
            assertThat(left.end()).isEqualTo("client-left");
            assertThat(left.labels()).containsExactly(Map.entry("wants", "more"));
            assertThat(left.target()).isEmpty();
            assertThat(proxy.ask("reject")).isEqualTo("no");
            Ended rejected = next();
            assertThat(rejected.end()).isEqualTo("rejected");
            assertThat(rejected.labels()).containsExactly(Map.entry("host", "a.example"));
            proxy.ask("throw");
            assertThat(next().end()).isEqualTo("router-failed");
            // No router was called for this one.
            assertThat(proxy.ask("")).isEmpty();
            Eventually.check(() -> assertThat(proxy.count(Ending.CLIENT_LEFT)).isEqualTo(2));
        }
        assertThat(notified).isEmpty();
    }

    @Test
    void routersAreNotifiedOfResetConnectionsBeforeTheProxyIsClosed() throws Exception {
        CountDownLatch routed = new CountDownLatch(3);
        Route route = opening -> {
            routed.countDown();
            return Decision.needMore();
        };
        List<Socket> clients = new ArrayList<>();
        try (TestProxy proxy = TestProxy.with(new Recording(true, route, notified::add))) {
            for (int i = 0; i < 3; i++) {
                Socket client = proxy.connect();
                clients.add(client);
                TestProxy.send(client, "x");
            }
            assertThat(routed.await(20, TimeUnit.SECONDS)).isTrue();
            proxy.proxy.cutAll();
            proxy.proxy.close();
            assertThat(notified)
                    .hasSize(3)
                    .allSatisfy(ended -> assertThat(ended.end()).isEqualTo("cut"));
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theStateOfAConnectionIsAvailableInEnded(boolean blocks) throws Exception {
        Route route = opening -> {
            opening.state(Calls.class, Calls::new).add("route");
            return closed.forward();
        };
        LinkedBlockingQueue<List<String>> kept = new LinkedBlockingQueue<>();
        End end = ended -> {
            notified.add(ended);
            kept.add(ended.state(Calls.class, Calls::new).names());
        };
        try (TestProxy proxy = TestProxy.with(new Recording(blocks, route, end));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "xy");
            assertThat(TestProxy.readAll(client)).isEqualTo("sorry");
            Ended ended = next();
            assertThat(ended.end()).isEqualTo("target-failed");
            assertThat(ended.labels()).containsExactly(Map.entry("attempts", "1"));
            assertThat(kept.take()).contains("route", "unreachable");
            assertThat(last(proxy).because()).isEqualTo("all are down");
        }
    }

    @Test
    void aBusyRouterIsNotifiedOfAnEndLater() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Route route = opening -> {
            if (opening.bytes().get(0) == 'm') {
                first.countDown();
                return Decision.needMore();
            }
            busy.countDown();
            go.await();
            return Decision.reject("no");
        };
        Limits oneCall = new Limits(100, 0, 16 * 1024, 64 << 20, 1);
        try (TestProxy proxy =
                        TestProxy.with(new Recording(true, route, notified::add), TestProxy.LONG_TIMEOUTS, oneCall);
                Socket leaves = proxy.connect();
                Socket waits = proxy.connect()) {
            TestProxy.send(leaves, "m");
            assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
            TestProxy.send(waits, "w");
            assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
            leaves.setSoLinger(true, 0);
            leaves.close();
            Eventually.check(() -> assertThat(proxy.count(Ending.CLIENT_LEFT)).isEqualTo(1));
            assertThat(notified).isEmpty();
            go.countDown();
            assertThat(TestProxy.readAll(waits)).isEqualTo("no");
            waits.close();
            assertThat(List.of(next().end(), next().end())).containsExactlyInAnyOrder("client-left", "rejected");
            assertThat(notified).isEmpty();
        }
    }

    @Test
    void aWarningIsLoggedIfEndedBlocksTheLoop() throws Exception {
        End slow = ended -> {
            long end = System.nanoTime() + Duration.ofMillis(100).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        };
        try (TestProxy proxy = TestProxy.with(new Recording(false, opening -> Decision.reject("no"), slow))) {
            assertThat(proxy.ask("x")).isEqualTo("no");
            Eventually.check(() -> assertThat(proxy.proxy.slowLoopCalls()).isPositive());
        }
    }

    @Test
    void anExceptionFromEndedAffectsNoOtherConnection() throws Exception {
        try (TestProxy proxy = TestProxy.with(new Recording(false, opening -> Decision.reject("no"), ended -> {
            throw new IllegalStateException("a mark");
        }))) {
            assertThat(proxy.ask("x")).isEqualTo("no");
            assertThat(proxy.ask("y")).isEqualTo("no");
        }
    }

    @Test
    void everyDelegatedRouterIsNotifiedOfTheEndAndHasItsOwnState() throws Exception {
        LinkedBlockingQueue<String> kept = new LinkedBlockingQueue<>();
        Router second = new Recording(
                true,
                opening -> {
                    opening.state(Calls.class, Calls::new).add("second");
                    return Decision.reject("no").label("b", "2");
                },
                ended -> kept.add("second " + ended.labels()
                        + ended.state(Calls.class, Calls::new).names()));
        Router first = new Recording(
                false,
                opening -> {
                    opening.state(Calls.class, Calls::new).add("first");
                    return Decision.delegate("second").label("a", "1");
                },
                ended -> kept.add("first " + ended.labels()
                        + ended.state(Calls.class, Calls::new).names()));
        try (TestProxy proxy = TestProxy.with(first, Map.of("second", second))) {
            assertThat(proxy.ask("x")).isEqualTo("no");
            List<String> all = List.of(
                    Objects.requireNonNull(kept.poll(20, TimeUnit.SECONDS)),
                    Objects.requireNonNull(kept.poll(20, TimeUnit.SECONDS)));
            assertThat(all).containsExactlyInAnyOrder("first {a=1, b=2}[first]", "second {a=1, b=2}[second]");
        }
        assertThat(kept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallHasItsRemainingTime(boolean blocks) throws Exception {
        LinkedBlockingQueue<Duration> remaining = new LinkedBlockingQueue<>();
        Route route = opening -> {
            remaining.add(opening.remaining());
            return Decision.reject("no");
        };
        Timeouts longTimeouts = TestProxy.LONG_TIMEOUTS;
        try (TestProxy proxy = TestProxy.with(new Recording(blocks, route, notified::add), longTimeouts)) {
            proxy.ask("x");
            assertThat(remaining.take()).isPositive().isLessThanOrEqualTo(longTimeouts.routing());
        }
        Timeouts endless = new Timeouts(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                longTimeouts.connect(),
                longTimeouts.idle(),
                longTimeouts.halfClosed(),
                longTimeouts.drain());
        try (TestProxy proxy = TestProxy.with(new Recording(blocks, route, notified::add), endless)) {
            proxy.ask("x");
            Duration left = remaining.take();
            assertThat(left).isGreaterThan(Duration.ofDays(365));
            assertThat(left.toNanos()).isPositive();
        }
    }

    @Test
    void labelsOfAllDecisionsAreInTheAccessRecord() throws Exception {
        Route route = opening -> {
            int replies = opening.replies();
            if (replies < 3) {
                Decision.Reply reply = Decision.reply("+", 1).label("step", "" + replies);
                for (int i = 0; i < 10; i++) {
                    reply = reply.label("key" + replies + "-" + i, "x");
                }
                return reply.because("step " + replies);
            }
            return Decision.reject("no").label("step", "last");
        };
        try (TestProxy proxy = TestProxy.with(new Recording(false, route, notified::add))) {
            assertThat(proxy.ask("abcd")).isEqualTo("+++no");
            AccessRecord record = last(proxy);
            assertThat(record.labels())
                    .hasSize(16)
                    .containsEntry("step", "last")
                    .containsKeys("key0-9", "key1-4")
                    .doesNotContainKeys("key1-5", "key2-0");
            assertThat(record.because()).isEmpty();
        }
    }
}
