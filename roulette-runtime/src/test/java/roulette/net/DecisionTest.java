package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.options.Timeouts;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

class DecisionTest {
    private static String text(Opening opening) {
        return StandardCharsets.UTF_8.decode(opening.bytes()).toString();
    }

    /** Makes the bad decision for "bad" and forwards all else, to check that the proxy still works. */
    private static FakeRouter spoiltBy(Backend good, FakeRouter.Answer bad) {
        return FakeRouter.answering(opening -> text(opening).startsWith("bad") ? bad.to(opening) : good.forward());
    }

    private static void onlyThatConnectionIsClosed(FakeRouter.Answer bad, boolean blocking) throws Exception {
        try (Backend a = Backend.named("A")) {
            FakeRouter router = spoiltBy(a, bad);
            try (TestProxy proxy = TestProxy.with(blocking ? router.blocking() : router)) {
                try (Socket client = proxy.connect()) {
                    TestProxy.send(client, "bad");
                    assertThat(client.getInputStream().read()).isEqualTo(-1);
                }
                assertThat(proxy.ask("good")).isEqualTo("A:good");
                assertThat(proxy.count(Ending.ROUTER_FAILED)).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRouterThatThrowsClosesOnlyThatConnection(boolean blocking) throws Exception {
        onlyThatConnectionIsClosed(
                opening -> {
                    throw new IOException("the database is down");
                },
                blocking);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @SuppressWarnings("NullAway")
    void aRouterThatReturnsNullClosesOnlyThatConnection(boolean blocking) throws Exception {
        onlyThatConnectionIsClosed(opening -> null, blocking);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRouterThatOverflowsItsStackClosesOnlyThatConnection(boolean blocking) throws Exception {
        onlyThatConnectionIsClosed(opening -> endless(opening, 0), blocking);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Decision endless(Opening opening, int depth) {
        return Objects.requireNonNull(endless(opening, depth + 1));
    }

    @Test
    void aReplyThatConsumesTooMuchClosesOnlyThatConnection() throws Exception {
        onlyThatConnectionIsClosed(opening -> Decision.reply("?", 100), false);
    }

    @Test
    void aRejectionWithoutMessageClosesTheConnection() throws Exception {
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.reject()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aRejectionArrivesWholeEvenWhileTheClientIsStillSending() throws Exception {
        String message = "no entry\r\n".repeat(20_000);
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.reject(message)));
                Socket client = proxy.connect()) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    client.getOutputStream().write(new byte[20 << 20]);
                    client.shutdownOutput();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(TestProxy.readAll(client)).isEqualTo(message);
            sender.join();
        }
    }

    @Test
    void aRejectionThatTheClientDoesNotReadCompletelyEndsWithAReset() throws Exception {
        byte[] message = new byte[64 << 20];
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.reject(message)));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(client.getInputStream().read()).isZero();
            Eventually.check(() -> assertThat(proxy.proxy.connections()).isZero());
            assertThatThrownBy(() -> client.getInputStream().readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void bytesConsumedByAReplyAreNotSeenAgain() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> switch (opening.replies()) {
                    case 0 -> opening.bytes().remaining() < 5 ? Decision.needMore() : Decision.reply("hello you\n", 5);
                    default -> text(opening).endsWith(".") ? a.forward() : Decision.needMore();
                }));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "hello");
            assertThat(TestProxy.read(client, 10)).isEqualTo("hello you\n");
            TestProxy.send(client, "to work.");
            assertThat(TestProxy.readAll(client)).isEqualTo("A:to work.");
        }
    }

    @Test
    void pipelinedBytesAreRoutedRightAfterTheReply() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(FakeRouter.answering(
                        opening -> opening.replies() < 3 ? Decision.reply("+", 1) : a.forward()))) {
            assertThat(proxy.ask("123rest")).isEqualTo("+++A:rest");
        }
    }

    @Test
    void afterAReplyThatConsumesNothingTheRouterWaitsForMoreBytes() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(FakeRouter.answering(
                        opening -> opening.replies() == 0 ? Decision.reply("go on\n", 0) : a.forward()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "one ");
            assertThat(TestProxy.read(client, 6)).isEqualTo("go on\n");
            TestProxy.send(client, "two");
            assertThat(TestProxy.readAll(client)).isEqualTo("A:one two");
        }
    }

    @Test
    void theTargetGetsTheReplacementAndThenFurtherBytes() throws Exception {
        String replacement = "instead ".repeat(50_000);
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> echo.forward().replacing(replacement)));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "drop this");
            assertThat(TestProxy.read(client, replacement.length())).isEqualTo(replacement);
            TestProxy.send(client, "keep this");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("keep this");
        }
    }

    @Test
    void anEmptyReplacementSendsTheTargetNothingOfTheOpening() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(
                        opening -> echo.forward().replacing("").replying("ok ")))) {
            assertThat(proxy.ask("CONNECT somewhere")).isEqualTo("ok ");
        }
    }

    @Test
    void theReplyOfAForwardComesBeforeTheTargetsBytes() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> a.forward().replying("connected ")))) {
            assertThat(proxy.ask("hello")).isEqualTo("connected A:hello");
        }
    }

    @Test
    void aBlockingRouterDelaysNoOther() throws Exception {
        CountDownLatch database = new CountDownLatch(1);
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(spoiltBy(a, opening -> {
                            database.await();
                            return a.forward();
                        })
                        .blocking());
                Socket waiting = proxy.connect()) {
            TestProxy.send(waiting, "bad luck");
            for (int i = 0; i < 20; i++) {
                assertThat(proxy.ask("good")).isEqualTo("A:good");
            }
            database.countDown();
            assertThat(TestProxy.readAll(waiting)).isEqualTo("A:bad luck");
        }
    }

    @Test
    void aCallIsInterruptedAtTheRoutingTimeoutAndItsDecisionDropped() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(
                        spoiltBy(a, opening -> {
                                    try {
                                        new CountDownLatch(1).await();
                                    } catch (InterruptedException e) {
                                        interrupted.countDown();
                                    }
                                    return a.forward();
                                })
                                .blocking(),
                        new Timeouts(
                                Duration.ZERO,
                                Duration.ofMillis(200),
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "bad luck");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(proxy.ask("good")).isEqualTo("A:good");
            assertThat(proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(1);
        }
    }
}
