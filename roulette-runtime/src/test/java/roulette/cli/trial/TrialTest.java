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
    private static final Caller CALLER = new Caller(
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

    private static ClientBytes say(String text) {
        ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(text);
        return new ClientBytes(bytes, bytes.remaining(), false, false, false);
    }

    private static ClientBytes sayAndEnd(String text) {
        ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(text);
        return new ClientBytes(bytes, bytes.remaining(), false, true, false);
    }

    private static Outcome outcome(Route route, ClientBytes said) {
        return new Trial(new Fake(route), Duration.ofSeconds(20), LIMIT).of(CALLER, said, Splits.ALL);
    }

    private static String undecided(Outcome outcome) {
        return ((Verdict.Undecided) outcome.verdict()).reason();
    }

    private static String failed(Outcome outcome) {
        return ((Verdict.Failed) outcome.verdict()).reason();
    }

    /** Decides when it has seen a whole line. */
    private static Decision line(Opening opening) {
        return text(opening).contains("\n") ? HOME : Decision.needMore();
    }

    @Test
    void theSmallestSufficientNumberOfBytesIsFound() {
        Outcome outcome = outcome(TrialTest::line, say("GET /\nHost"));
        assertThat(outcome.verdict()).isEqualTo(new Verdict.Decided(HOME));
        assertThat(outcome.after()).isEqualTo(6);
        assertThat(outcome.exact()).isTrue();
        assertThat(outcome.atOnce()).isEmpty();
        assertThat(outcome.silent()).isEmpty();
    }

    @Test
    void explainGetsAllBytesAndTheTlvs() {
        assertThat(outcome(TrialTest::line, say("a\nb")).parsed()).containsExactly("text=a\nb", "tlv=7");
    }

    @Test
    void aRouterThatNeedsNoBytesIsAskedBeforeTheFirst() {
        Trial trial = new Trial(new Fake(opening -> HOME, false), Duration.ofSeconds(20), LIMIT);
        assertThat(trial.of(CALLER, say(""), Splits.ALL).isDecided()).isTrue();
        assertThat(trial.of(CALLER, say("abc"), Splits.ALL).after()).isZero();
    }

    @Test
    void aRouterThatWantsMoreIsAskedAboutTheTimeout() {
        Outcome outcome = outcome(TrialTest::line, say("GET"));
        assertThat(undecided(outcome)).isEqualTo("the router wants more bytes");
        assertThat(outcome.silent()).contains(new Verdict.Decided(Decision.reply("hello?", 0)));
        assertThat(undecided(outcome(TrialTest::line, say("")))).isEqualTo("the router waits for the client's bytes");
    }

    @Test
    void withoutARoutingTimeoutTimedOutIsNotCalled() {
        Trial trial = new Trial(new Fake(TrialTest::line), Duration.ZERO, LIMIT);
        assertThat(trial.of(CALLER, say("GET"), Splits.ALL).silent()).isEmpty();
    }

    @Test
    void theRouterIsCalledAgainAtTheEndOfInput() {
        Route atEnd = opening -> opening.ended() ? HOME : Decision.needMore();
        assertThat(outcome(atEnd, sayAndEnd("GET")).isDecided()).isTrue();
        assertThat(undecided(outcome(TrialTest::line, sayAndEnd("GET"))))
                .endsWith("EOF from the client before the router had enough bytes");
        assertThat(undecided(outcome(atEnd, sayAndEnd("")))).endsWith("EOF from the client before it was routed");
        assertThat(outcome(TrialTest::line, sayAndEnd("GET")).silent()).isEmpty();
    }

    @Test
    void afterAReplyTheRouterIsCalledWithTheRest() {
        Outcome outcome = outcome(
                opening -> switch (opening.replies()) {
                    case 0 -> text(opening).length() < 2 ? Decision.needMore() : Decision.reply("one", 1);
                    case 1 -> Decision.reply("two", 0);
                    default -> Decision.reject(text(opening)).because("enough");
                },
                say("abc"));
        assertThat(outcome.steps())
                .containsExactly(
                        new Outcome.Step(2, (Decision.Reply) Decision.reply("one", 1)),
                        new Outcome.Step(2, (Decision.Reply) Decision.reply("two", 0)));
        assertThat(outcome.verdict())
                .isEqualTo(new Verdict.Decided(Decision.reject("bc").because("enough")));
        assertThat(outcome.after()).isEqualTo(3);
    }

    @Test
    void aReplyAfterTheEndOfInputIsTheLast() {
        Outcome outcome =
                outcome(opening -> opening.ended() ? Decision.reply("?", 0) : Decision.needMore(), sayAndEnd("a"));
        assertThat(undecided(outcome)).endsWith("EOF from the client before it was routed");
    }

    @Test
    void aReplyMayNotConsumeMoreThanItHasSeen() {
        assertThat(failed(outcome(opening -> Decision.reply("", 2), say("a"))))
                .isEqualTo("reply() consumes 2 bytes of 1");
    }

    @Test
    void aFullOpeningClosesTheConnection() {
        Outcome outcome = outcome(opening -> Decision.needMore(), say("x".repeat(LIMIT)));
        assertThat(undecided(outcome)).endsWith("no decision after 32 bytes, which is limits.opening");
        assertThat(outcome(opening -> opening.full() ? HOME : Decision.needMore(), say("x".repeat(LIMIT)))
                        .after())
                .isEqualTo(LIMIT);
    }

    @Test
    void missingBytesAreReportedOnceRepliesMadeRoom() {
        ClientBytes cut = new ClientBytes(ByteBuffer.allocate(LIMIT), 100, false, false, false);
        Outcome outcome =
                outcome(opening -> opening.replies() == 0 ? Decision.reply("ok", 1) : Decision.needMore(), cut);
        assertThat(undecided(outcome)).isEqualTo("the router wants more than the first 32 bytes (limits.opening)");
        assertThat(outcome.silent()).isEmpty();
    }

    @Test
    void aGapIsNotATimeout() {
        Outcome outcome = outcome(TrialTest::line, new ClientBytes(ByteBuffer.allocate(3), 3, false, false, true));
        assertThat(undecided(outcome)).contains("was not captured");
        assertThat(outcome.silent()).isEmpty();
    }

    @Test
    void aDecisionThatDependsOnSplitsIsDetected() {
        Outcome outcome =
                outcome(opening -> text(opening).contains("Host") ? HOME : Decision.reject(), say("GET /\nHost"));
        assertThat(outcome.verdict()).isEqualTo(new Verdict.Decided(Decision.reject()));
        assertThat(outcome.after()).isEqualTo(1);
        assertThat(outcome.atOnce()).contains(new Verdict.Decided(HOME));
    }

    @Test
    void aDecisionThatDiffersOnlyInForwardedBytesIsTheSame() {
        Outcome outcome = outcome(
                opening -> Decision.forward("a", 1).replacing(text(opening).substring(1)), say("abc"));
        assertThat(outcome.after()).isEqualTo(1);
        assertThat(outcome.atOnce()).isEmpty();
    }

    @Test
    void anExceptionOfTheRouterIsReported() {
        assertThat(failed(outcome(
                        opening -> {
                            throw new IllegalStateException("no\nway\u001b[31m");
                        },
                        say("a"))))
                .isEqualTo("it threw java.lang.IllegalStateException: no\nway\u001b[31m");
        assertThat(failed(outcome(
                        opening -> {
                            throw new StackOverflowError();
                        },
                        say("a"))))
                .isEqualTo("it threw java.lang.StackOverflowError");
    }

    @Test
    @SuppressWarnings("NullAway") // what a router must not do
    void aNullDecisionIsReported() {
        assertThat(failed(outcome(opening -> null, say("a")))).isEqualTo("it answered null");
    }

    @Test
    void aRouterThatDoesNotReturnIsInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Outcome outcome = new Trial(
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
                .of(CALLER, say("abc"), Splits.ALL);
        assertThat(failed(outcome)).isEqualTo("it did not answer within 200 ms; it was interrupted");
        assertThat(interrupted.getCount()).isZero();
        assertThat(outcome.parsed()).isEmpty();
    }

    @Test
    void aRouterThatIgnoresTheInterruptIsAbandoned() {
        CountDownLatch release = new CountDownLatch(1);
        Outcome outcome = new Trial(
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
                .of(CALLER, say("abc"), Splits.ALL);
        release.countDown();
        assertThat(failed(outcome)).endsWith("it was interrupted but did not return");
    }

    @Test
    void aSlowRouterIsNotCalledAfterEveryByte() {
        AtomicLong clock = new AtomicLong();
        Outcome outcome = new Trial(
                        new Fake(opening -> {
                            clock.addAndGet(SOON.toNanos() / 2);
                            return line(opening);
                        }),
                        SOON,
                        LIMIT,
                        clock::get)
                .of(CALLER, say("a line that is long\nand another"), Splits.ALL);
        assertThat(outcome.isDecided()).isTrue();
        assertThat(outcome.exact()).isFalse();
    }

    private static ClientBytes sayAfterTheServer(String text, Integer... turns) {
        ByteBuffer bytes = StandardCharsets.ISO_8859_1.encode(text);
        return new ClientBytes(bytes, bytes.remaining(), false, false, false, List.of(turns), false);
    }

    @Test
    void aClientThatWaitsForTheServerTimesOut() {
        Outcome outcome = outcome(
                opening -> opening.replies() == 0 ? line(opening) : Decision.reject(text(opening)),
                sayAfterTheServer("EHLO\n", 0));
        assertThat(outcome.steps()).containsExactly(new Outcome.Step(0, (Decision.Reply) Decision.reply("hello?", 0)));
        assertThat(outcome.verdict()).isEqualTo(new Verdict.Decided(Decision.reject("E")));
    }

    /** Forwards a client on a timeout to another target. */
    private record Patient(Router router) implements Router {
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
        Trial trial = new Trial(new Patient(new Fake(TrialTest::line)), Duration.ofSeconds(20), LIMIT);
        Outcome first = trial.of(CALLER, sayAfterTheServer("EHLO\n", 0), Splits.ALL);
        assertThat(undecided(first)).contains("the client waited for the server's");
        assertThat(first.after()).isZero();
        assertThat(first.silent()).contains(new Verdict.Decided(Decision.forward("10.0.0.2", 25)));
        assertThat(first.unasked()).contains(new Verdict.Decided(HOME));
        assertThat(first.isDecided()).isTrue();
        Outcome later = trial.of(CALLER, sayAfterTheServer("EHLO\n", 2), Splits.ALL);
        assertThat(later.after()).isEqualTo(2);
        assertThat(later.silent()).contains(new Verdict.Decided(Decision.reject()));
        assertThat(later.isDecided()).isFalse();
    }

    @Test
    void aReplyOfTheRouterReplacesTheServersData() {
        Outcome outcome = outcome(
                opening -> switch (opening.replies()) {
                    case 0 -> Decision.reply("S", 0);
                    default -> line(opening);
                },
                sayAfterTheServer("a\nb", 1));
        assertThat(outcome.verdict()).isEqualTo(new Verdict.Decided(HOME));
        assertThat(outcome.unasked()).isEmpty();
    }

    @Test
    void fewSplitsMakeFewCalls() {
        ClientBytes said = say("x".repeat(16_384) + "\n");
        for (Splits splits : Splits.values()) {
            AtomicLong questions = new AtomicLong();
            AtomicLong shown = new AtomicLong();
            Router router = new Fake(opening -> {
                questions.incrementAndGet();
                shown.addAndGet(opening.bytes().remaining());
                return opening.bytes().get(opening.bytes().limit() - 1) == '\n' ? HOME : Decision.needMore();
            });
            Outcome outcome = new Trial(router, Duration.ofSeconds(60), 20_000).of(CALLER, said, splits);
            assertThat(outcome.isDecided()).isTrue();
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
        assertThat(outcome(route, say("ab")).verdict()).isEqualTo(new Verdict.Decided(HOME));
    }
}
