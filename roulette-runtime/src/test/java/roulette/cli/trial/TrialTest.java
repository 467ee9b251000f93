package roulette.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.dialogue.Splits;

/** A trial treats the router's decisions as the proxy does. */
class TrialTest {
    private static final int LIMIT = 32;
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Decision HOME = Decision.forward("10.0.0.1", 443);
    private static final ConnectionInfo INFO = new ConnectionInfo(
            "web",
            new InetSocketAddress("10.1.2.3", 5000),
            new InetSocketAddress("10.9.9.9", 443),
            Map.of(2, ByteBuffer.wrap(new byte[] {7})));

    private interface Route {
        Decision of(Opening opening) throws Exception;
    }

    /** A router of one method; on a timeout it replies with a greeting. */
    private record Fake(Route route, boolean needsBytes) implements Router {
        Fake(Route route) {
            this(route, true);
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Decision route(Opening opening) throws Exception {
            return route.of(opening);
        }

        @Override
        public Decision timedOut(Opening opening) {
            return Decision.reply("hello?", 0);
        }

        @Override
        public Map<String, String> explain(Opening opening) {
            return new TreeMap<>(Map.of(
                    "text",
                    text(opening),
                    "tlv",
                    "" + opening.tlv(2).orElseThrow().get(0)));
        }
    }

    private static String text(Opening opening) {
        return StandardCharsets.ISO_8859_1.decode(opening.bytes()).toString();
    }

    private static ClientBytes sending(String text) {
        ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(text);
        return new ClientBytes(bytes, bytes.remaining(), false, false, false);
    }

    private static ClientBytes sendingThenEof(String text) {
        ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(text);
        return new ClientBytes(bytes, bytes.remaining(), false, true, false);
    }

    private static TrialResult result(Route route, ClientBytes sent) {
        return new Trial(new Fake(route), Duration.ofSeconds(20), LIMIT).of(INFO, sent, Splits.ALL);
    }

    private static String undecided(TrialResult result) {
        return ((RoutingResult.Undecided) result.verdict()).reason();
    }

    private static String failed(TrialResult result) {
        return ((RoutingResult.Failed) result.verdict()).reason();
    }

    /** Decides when it has seen a whole line. */
    private static Decision line(Opening opening) {
        return text(opening).contains("\n") ? HOME : Decision.needMore();
    }

    @Test
    void theSmallestSufficientNumberOfBytesIsFound() {
        TrialResult result = result(TrialTest::line, sending("GET /\nHost"));
        assertThat(result.verdict()).isEqualTo(new RoutingResult.Decided(HOME));
        assertThat(result.after()).isEqualTo(6);
        assertThat(result.exact()).isTrue();
        assertThat(result.atOnce()).isEmpty();
        assertThat(result.silent()).isEmpty();
    }

    @Test
    void explainGetsAllBytesAndTheTlvs() {
        assertThat(result(TrialTest::line, sending("a\nb")).parsed()).containsExactly("text=a\nb", "tlv=7");
    }

    @Test
    void aRouterThatNeedsNoBytesIsAskedBeforeTheFirst() {
        Trial trial = new Trial(new Fake(opening -> HOME, false), Duration.ofSeconds(20), LIMIT);
        assertThat(trial.of(INFO, sending(""), Splits.ALL).isDecided()).isTrue();
        assertThat(trial.of(INFO, sending("abc"), Splits.ALL).after()).isZero();
    }

    @Test
    void aRouterThatWantsMoreIsAskedAboutTheTimeout() {
        TrialResult result = result(TrialTest::line, sending("GET"));
        assertThat(undecided(result)).isEqualTo("the router wants more bytes");
        assertThat(result.silent()).contains(new RoutingResult.Decided(Decision.reply("hello?", 0)));
        assertThat(undecided(result(TrialTest::line, sending(""))))
                .isEqualTo("the router waits for the client's bytes");
    }

    @Test
    void withoutARoutingTimeoutTimedOutIsNotCalled() {
        Trial trial = new Trial(new Fake(TrialTest::line), Duration.ZERO, LIMIT);
        assertThat(trial.of(INFO, sending("GET"), Splits.ALL).silent()).isEmpty();
    }

    @Test
    void theRouterIsCalledAgainAtTheEndOfInput() {
        Route atEnd = opening -> opening.ended() ? HOME : Decision.needMore();
        assertThat(result(atEnd, sendingThenEof("GET")).isDecided()).isTrue();
        assertThat(undecided(result(TrialTest::line, sendingThenEof("GET"))))
                .endsWith("EOF from the client before the router had enough bytes");
        assertThat(undecided(result(atEnd, sendingThenEof("")))).endsWith("EOF from the client before it was routed");
        assertThat(result(TrialTest::line, sendingThenEof("GET")).silent()).isEmpty();
    }

    @Test
    void afterAReplyTheRouterIsCalledWithTheRest() {
        TrialResult result = result(
                opening -> switch (opening.replies()) {
                    case 0 -> text(opening).length() < 2 ? Decision.needMore() : Decision.reply("one", 1);
                    case 1 -> Decision.reply("two", 0);
                    default -> Decision.reject(text(opening)).because("enough");
                },
                sending("abc"));
        assertThat(result.steps())
                .containsExactly(
                        new TrialResult.Step(2, (Decision.Reply) Decision.reply("one", 1)),
                        new TrialResult.Step(2, (Decision.Reply) Decision.reply("two", 0)));
        assertThat(result.verdict())
                .isEqualTo(new RoutingResult.Decided(Decision.reject("bc").because("enough")));
        assertThat(result.after()).isEqualTo(3);
    }

    @Test
    void aReplyAfterTheEndOfInputIsTheLast() {
        TrialResult result =
                result(opening -> opening.ended() ? Decision.reply("?", 0) : Decision.needMore(), sendingThenEof("a"));
        assertThat(undecided(result)).endsWith("EOF from the client before it was routed");
    }

    @Test
    void aReplyMayNotConsumeMoreThanItHasSeen() {
        assertThat(failed(result(opening -> Decision.reply("", 2), sending("a"))))
                .isEqualTo("reply() consumes 2 bytes of 1");
    }

    @Test
    void aFullOpeningClosesTheConnection() {
        TrialResult result = result(opening -> Decision.needMore(), sending("x".repeat(LIMIT)));
        assertThat(undecided(result)).endsWith("no decision after 32 bytes, which is limits.opening");
        assertThat(result(opening -> opening.full() ? HOME : Decision.needMore(), sending("x".repeat(LIMIT)))
                        .after())
                .isEqualTo(LIMIT);
    }

    @Test
    void missingBytesAreReportedOnceRepliesMadeRoom() {
        ClientBytes cut = new ClientBytes(ByteBuffer.allocate(LIMIT), 100, false, false, false);
        TrialResult result =
                result(opening -> opening.replies() == 0 ? Decision.reply("ok", 1) : Decision.needMore(), cut);
        assertThat(undecided(result)).isEqualTo("the router wants more than the first 32 bytes (limits.opening)");
        assertThat(result.silent()).isEmpty();
    }

    @Test
    void aGapIsNotATimeout() {
        TrialResult result = result(TrialTest::line, new ClientBytes(ByteBuffer.allocate(3), 3, false, false, true));
        assertThat(undecided(result)).contains("was not captured");
        assertThat(result.silent()).isEmpty();
    }

    @Test
    void aDecisionThatDependsOnSplitsIsDetected() {
        TrialResult result =
                result(opening -> text(opening).contains("Host") ? HOME : Decision.reject(), sending("GET /\nHost"));
        assertThat(result.verdict()).isEqualTo(new RoutingResult.Decided(Decision.reject()));
        assertThat(result.after()).isEqualTo(1);
        assertThat(result.atOnce()).contains(new RoutingResult.Decided(HOME));
    }

    @Test
    void aDecisionThatDiffersOnlyInForwardedBytesIsTheSame() {
        TrialResult result = result(
                opening -> Decision.forward("a", 1).replacing(text(opening).substring(1)), sending("abc"));
        assertThat(result.after()).isEqualTo(1);
        assertThat(result.atOnce()).isEmpty();
    }

    @Test
    void anExceptionOfTheRouterIsReported() {
        assertThat(failed(result(
                        opening -> {
                            throw new IllegalStateException("no\nway\u001b[31m");
                        },
                        sending("a"))))
                .isEqualTo("it threw java.lang.IllegalStateException: no\nway\u001b[31m");
        assertThat(failed(result(
                        opening -> {
                            throw new StackOverflowError();
                        },
                        sending("a"))))
                .isEqualTo("it threw java.lang.StackOverflowError");
    }

    @Test
    @SuppressWarnings("NullAway") // what a router must not do
    void aNullDecisionIsReported() {
        assertThat(failed(result(opening -> null, sending("a")))).isEqualTo("it answered null");
    }

    @Test
    void aRouterThatDoesNotReturnIsInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        TrialResult result = new Trial(
                        new Fake(opening -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw e;
                            }
                            return HOME;
                        }),
                        SOON,
                        LIMIT)
                .of(INFO, sending("abc"), Splits.ALL);
        assertThat(failed(result)).isEqualTo("it did not answer within 200 ms; it was interrupted");
        assertThat(interrupted.getCount()).isZero();
        assertThat(result.parsed()).isEmpty();
    }

    @Test
    void aRouterThatIgnoresTheInterruptIsAbandoned() {
        CountDownLatch release = new CountDownLatch(1);
        TrialResult result = new Trial(
                        new Fake(opening -> {
                            boolean released = false;
                            while (!released) {
                                try {
                                    release.await();
                                    released = true;
                                } catch (InterruptedException e) {
                                    // Not for this one.
                                }
                            }
                            return HOME;
                        }),
                        SOON,
                        LIMIT)
                .of(INFO, sending("abc"), Splits.ALL);
        release.countDown();
        assertThat(failed(result)).endsWith("it was interrupted but did not return");
    }

    @Test
    void aSlowRouterIsNotCalledAfterEveryByte() {
        AtomicLong clock = new AtomicLong();
        TrialResult result = new Trial(
                        new Fake(opening -> {
                            clock.addAndGet(SOON.toNanos() / 2);
                            return line(opening);
                        }),
                        SOON,
                        LIMIT,
                        clock::get)
                .of(INFO, sending("a line that is long\nand another"), Splits.ALL);
        assertThat(result.isDecided()).isTrue();
        assertThat(result.exact()).isFalse();
    }

    private static ClientBytes sendingAfterTheServer(String text, Integer... turns) {
        ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(text);
        return new ClientBytes(bytes, bytes.remaining(), false, false, false, List.of(turns), false);
    }

    @Test
    void aClientThatWaitsForTheServerTimesOut() {
        TrialResult result = result(
                opening -> opening.replies() == 0 ? line(opening) : Decision.reject(text(opening)),
                sendingAfterTheServer("EHLO\n", 0));
        assertThat(result.steps())
                .containsExactly(new TrialResult.Step(0, (Decision.Reply) Decision.reply("hello?", 0)));
        assertThat(result.verdict()).isEqualTo(new RoutingResult.Decided(Decision.reject("E")));
    }

    /** Forwards a client on a timeout to another target. */
    private record ForwardingOnTimeout(Router router) implements Router {
        @Override
        public String name() {
            return router.name();
        }

        @Override
        public Decision route(Opening opening) throws Exception {
            return router.route(opening);
        }

        @Override
        public Decision timedOut(Opening opening) {
            return text(opening).isEmpty() ? Decision.forward("10.0.0.2", 25) : Decision.reject();
        }
    }

    @Test
    void theTimeoutsDecisionIsReportedBesideThatWithoutWaiting() {
        Trial trial = new Trial(new ForwardingOnTimeout(new Fake(TrialTest::line)), Duration.ofSeconds(20), LIMIT);
        TrialResult first = trial.of(INFO, sendingAfterTheServer("EHLO\n", 0), Splits.ALL);
        assertThat(undecided(first)).contains("the client waited for the server's");
        assertThat(first.after()).isZero();
        assertThat(first.silent()).contains(new RoutingResult.Decided(Decision.forward("10.0.0.2", 25)));
        assertThat(first.unasked()).contains(new RoutingResult.Decided(HOME));
        assertThat(first.isDecided()).isTrue();
        TrialResult later = trial.of(INFO, sendingAfterTheServer("EHLO\n", 2), Splits.ALL);
        assertThat(later.after()).isEqualTo(2);
        assertThat(later.silent()).contains(new RoutingResult.Decided(Decision.reject()));
        assertThat(later.isDecided()).isFalse();
    }

    @Test
    void aReplyOfTheRouterReplacesTheServersData() {
        TrialResult result = result(
                opening -> switch (opening.replies()) {
                    case 0 -> Decision.reply("S", 0);
                    default -> line(opening);
                },
                sendingAfterTheServer("a\nb", 1));
        assertThat(result.verdict()).isEqualTo(new RoutingResult.Decided(HOME));
        assertThat(result.unasked()).isEmpty();
    }

    @Test
    void fewSplitsMakeFewCalls() {
        ClientBytes sent = sending("x".repeat(16_384) + "\n");
        for (Splits splits : Splits.values()) {
            AtomicLong questions = new AtomicLong();
            AtomicLong shown = new AtomicLong();
            Router router = new Fake(opening -> {
                questions.incrementAndGet();
                shown.addAndGet(opening.bytes().remaining());
                return opening.bytes().get(opening.bytes().limit() - 1) == '\n' ? HOME : Decision.needMore();
            });
            TrialResult result = new Trial(router, Duration.ofSeconds(60), 20_000).of(INFO, sent, splits);
            assertThat(result.isDecided()).isTrue();
            switch (splits) {
                case ALL -> assertThat(questions).hasValue(16_385);
                case FEW -> {
                    assertThat(questions).hasValueLessThan(200);
                    assertThat(shown).hasValueLessThan(20L * 16_385);
                }
                case NONE -> assertThat(questions).hasValue(1);
            }
        }
    }

    @Test
    void anInterruptDoesNotAffectTheNextCall() {
        AtomicLong calls = new AtomicLong();
        Route route = opening -> {
            if (calls.getAndIncrement() == 0) {
                Thread.currentThread().interrupt();
                return Decision.needMore();
            }
            return Thread.currentThread().isInterrupted() ? Decision.reject() : HOME;
        };
        assertThat(result(route, sending("ab")).verdict()).isEqualTo(new RoutingResult.Decided(HOME));
    }
}
