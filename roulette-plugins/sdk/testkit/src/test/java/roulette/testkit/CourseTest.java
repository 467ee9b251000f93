package roulette.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;

/** A router is called when Roulette would call it, and must keep to what Roulette demands. */
class CourseTest {
    private static final Decision.Forward FORWARD = Decision.forward("a", 1).orElse("b", 2);

    interface Answer {
        Decision to(Opening opening) throws Exception;
    }

    /** Writes down how it is called. */
    private static final class Fake implements Router {
        private final Answer route;
        private Answer timedOut = opening -> Decision.reject();
        private Answer unreachable = opening -> Decision.reject();
        private boolean blocks;
        private boolean needsBytes = true;
        private final List<String> calls = new ArrayList<>();

        Fake(Answer route) {
            this.route = route;
        }

        Fake whenTimedOut(Answer answer) {
            timedOut = answer;
            return this;
        }

        Fake whenUnreachable(Answer answer) {
            unreachable = answer;
            return this;
        }

        Fake blocking() {
            blocks = true;
            return this;
        }

        Fake needingNoBytes() {
            needsBytes = false;
            return this;
        }

        private Opening noted(String call, Opening opening) {
            calls.add(call + " " + text(opening) + (opening.ended() ? " ended" : "") + (opening.full() ? " full" : ""));
            return opening;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public void start() {
            calls.add("start");
        }

        @Override
        public Decision route(Opening opening) throws Exception {
            return route.to(noted("route", opening));
        }

        @Override
        public Decision timedOut(Opening opening) throws Exception {
            return timedOut.to(noted("timedOut", opening));
        }

        @Override
        public void failed(Opening opening, Attempt attempt) {
            noted("failed " + attempt.target() + " " + attempt.failure(), opening);
        }

        @Override
        public Decision unreachable(Opening opening, Attempt last) throws Exception {
            return unreachable.to(noted("unreachable " + last.target() + " " + last.failure(), opening));
        }

        @Override
        public boolean blocks() {
            return blocks;
        }

        @Override
        public boolean needsBytes() {
            return needsBytes;
        }
    }

    private static String text(Opening opening) {
        return StandardCharsets.ISO_8859_1.decode(opening.bytes()).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Conversation limited(Router router, int limit) {
        return Conversation.with(router, TestOpening.silent(), limit, Duration.ofSeconds(5));
    }

    // ---- order

    @Test
    void aRouterIsStartedBeforeItIsAsked() {
        Fake router = Configured.with(new Fake(opening -> FORWARD));
        Conversation.with(router).say(bytes("x"));
        assertThat(router.calls).containsExactly("start", "route x");
    }

    @Test
    void aRouterThatNeedsNoBytesIsAskedBeforeTheFirst() {
        Fake router = new Fake(opening -> opening.bytes().hasRemaining() ? FORWARD : Decision.reply("220 hi", 0))
                .needingNoBytes();
        Conversation conversation = Conversation.with(router);
        assertThat(conversation.heard()).isEqualTo(bytes("220 hi"));
        assertThat(conversation.isDecided()).isFalse();
        assertThat(conversation.say(bytes("x")).isDecided()).isTrue();
        assertThat(router.calls).containsExactly("route ", "route x");
    }

    @Test
    void aRouterThatNeedsNoBytesIsAskedOnceWhenItDecidesAtOnce() {
        Fake router = new Fake(opening -> FORWARD).needingNoBytes();
        RouterCheck.of(router).says("xy").forwardsTo("a:1", "b:2");
        assertThat(router.calls).containsOnly("route ");
        assertThat(RouterCheck.of(router).says("xy").enough()).isZero();
    }

    @Test
    void anOpeningGrowsToItsLimitAndTheRestWaitsUntilThereIsRoom() {
        Fake router = new Fake(opening ->
                opening.replies() > 0 ? FORWARD : opening.full() ? Decision.reply("ok", 2) : Decision.needMore());
        Conversation conversation = limited(router, 4).say(bytes("abcdef"));
        assertThat(router.calls).containsExactly("route abcd full", "route cd");
        assertThat(conversation.told()).isEqualTo(bytes("cdef"));
    }

    @Test
    void anOpeningThatIsFullWithoutADecisionIsClosed() {
        Conversation conversation =
                limited(new Fake(opening -> Decision.needMore()), 4).say(bytes("abcdef"));
        assertThat(conversation.closed())
                .hasValueSatisfying(reason -> assertThat(reason).contains("limits.opening"));
        assertThat(conversation.isDecided()).isFalse();
    }

    @Test
    void aClientThatEndsWithoutADecisionIsClosed() {
        Fake router = new Fake(opening -> Decision.needMore());
        assertThat(Conversation.with(router).say(bytes("x")).end().closed()).isPresent();
        assertThat(router.calls).containsExactly("route x", "route x ended");
    }

    @Test
    void timedOutIsAskedOnceForAConnectionAndTheNextTimeItIsClosed() {
        Fake router = new Fake(opening -> Decision.needMore()).whenTimedOut(opening -> Decision.reply("220 hi", 0));
        Conversation conversation = Conversation.with(router).timedOut();
        assertThat(conversation.closed()).isEmpty();
        assertThat(conversation.timedOut().closed()).contains("no decision in time");
        assertThat(router.calls).containsExactly("timedOut ");
        assertThat(conversation.say(bytes("x")).timedOut().heard()).isEqualTo(bytes("220 hi"));
        assertThat(router.calls).containsExactly("timedOut ");
    }

    @Test
    void whatAReplyToTimedOutLeavesOverIsAskedAboutAtOnce() {
        Fake router = new Fake(opening -> opening.replies() > 0 ? FORWARD : Decision.needMore())
                .whenTimedOut(opening -> Decision.reply("hi", 1));
        assertThat(Conversation.with(router).say(bytes("xy")).timedOut().told()).isEqualTo(bytes("y"));
        assertThat(router.calls).containsExactly("route xy", "timedOut xy", "route y");
    }

    // ---- targets that fail

    @Test
    void theRouterIsToldOfEveryTargetThatFailsAndThenAskedAboutTheLast() {
        Fake router = new Fake(opening -> FORWARD).whenUnreachable(opening -> Decision.reject("no\n"));
        Conversation conversation = Conversation.with(router).say(bytes("x")).fail(Failure.REFUSED);
        assertThat(router.calls)
                .containsExactly(
                        "route x", "failed a:1 REFUSED x", "failed b:2 REFUSED x", "unreachable b:2 REFUSED x");
        assertThat(conversation.heard()).isEqualTo(bytes("no\n"));
    }

    @Test
    void aTargetThatIsConnectedAndSaysNothingHasTakenTheBytes() {
        Fake router = new Fake(opening -> FORWARD.replying("go\n"));
        Conversation conversation = Conversation.with(router).say(bytes("x")).fail(Failure.NO_FIRST_BYTE);
        assertThat(router.calls)
                .containsExactly("route x", "failed a:1 NO_FIRST_BYTE ", "unreachable a:1 NO_FIRST_BYTE ");
        assertThat(conversation.heard()).isEqualTo(bytes("go\n"));
        assertThatThrownBy(() -> Conversation.with(new Fake(opening -> FORWARD).whenUnreachable(opening -> FORWARD))
                        .say(bytes("x"))
                        .fail(Failure.NO_FIRST_BYTE))
                .hasMessageContaining("forward() after a target had taken the bytes");
    }

    @Test
    void aRouterMayForwardAgainEightTimes() {
        Conversation conversation = Conversation.with(new Fake(opening -> FORWARD).whenUnreachable(opening -> FORWARD))
                .say(bytes("x"));
        for (int round = 0; round < Router.ROUNDS; round++) {
            assertThat(conversation.fail(Failure.REFUSED).isDecided()).isTrue();
        }
        assertThat(conversation.fail(Failure.REFUSED).closed()).contains("no target after 8 rounds");
    }

    @Test
    void aRouterThatRepliesWhenNoTargetCouldBeReachedIsFound() {
        assertThatThrownBy(() -> Conversation.with(
                                new Fake(opening -> FORWARD).whenUnreachable(opening -> Decision.reply("?", 0)))
                        .say(bytes("x"))
                        .fail(Failure.REFUSED))
                .hasMessageContaining("reply() when no target could be reached");
    }

    // ---- bytes that are kept

    @Test
    void aRouterThatReadsTheBytesOfAnEarlierCallIsFound() {
        AtomicReference<ByteBuffer> kept = new AtomicReference<>(ByteBuffer.allocate(1));
        for (boolean blocking : List.of(false, true)) {
            kept.set(ByteBuffer.allocate(1));
            Fake router = new Fake(opening -> {
                byte before = kept.getAndSet(opening.bytes()).get(0);
                return before > 'z' ? Decision.reject() : Decision.needMore();
            });
            assertThatThrownBy(() -> RouterCheck.of(blocking ? router.blocking() : router)
                            .says("abc")
                            .waitsForMore())
                    .hasMessageContaining("it read the bytes() of an earlier call");
        }
    }

    @Test
    void aRouterThatReadsTheBytesOnAnotherThreadIsFound() {
        Fake router = new Fake(opening -> {
                    ByteBuffer bytes = opening.bytes();
                    return CompletableFuture.supplyAsync(() -> bytes.get(0)).join() > 0 ? FORWARD : Decision.reject();
                })
                .blocking();
        assertThatThrownBy(() -> Conversation.with(router).say(bytes("x")))
                .hasStackTraceContaining("WrongThreadException");
    }

    @Test
    void whatARouterIsToldOfAFailureItMayKeep() {
        AtomicReference<Opening> kept = new AtomicReference<>();
        Router router = new Router() {
            @Override
            public String name() {
                return "keeps";
            }

            @Override
            public Decision route(Opening opening) {
                return FORWARD;
            }

            @Override
            public void failed(Opening opening, Attempt attempt) {
                kept.set(opening);
            }
        };
        Conversation.with(router).say(bytes("x")).fail(Failure.REFUSED);
        assertThat(text(kept.get())).isEqualTo("x");
    }

    // ---- threads and deadlines

    @Test
    void aRouterThatSleepsOrWaitsAlthoughItDoesNotBlockIsFound() {
        List<Answer> waits = List.of(
                opening -> {
                    Thread.sleep(1);
                    return FORWARD;
                },
                opening -> CompletableFuture.supplyAsync(
                                () -> FORWARD,
                                CompletableFuture.delayedExecutor(1, java.util.concurrent.TimeUnit.MILLISECONDS))
                        .join());
        for (Answer answer : waits) {
            assertThatThrownBy(() -> Conversation.with(new Fake(answer)).say(bytes("x")))
                    .hasMessageContaining("its blocks() must return true");
            assertThat(Conversation.with(new Fake(answer).blocking())
                            .say(bytes("x"))
                            .isDecided())
                    .isTrue();
        }
    }

    /** The check looks at calls on virtual threads only: those have to wait until it has seen them. */
    private static final int WATCHED = 1;

    @Test
    void aRouterThatAsksAServiceAlthoughItDoesNotBlockIsFoundAndSoIsThePlace() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        try (ServerSocket service = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> {
                while (!service.isClosed()) {
                    try (Socket one = service.accept()) {
                        if (one.getInputStream().read() == WATCHED) {
                            found.await();
                        }
                        one.getOutputStream().write(1);
                    } catch (IOException gone) {
                        // The interrupted call of the first check has closed its socket, or the test is over.
                        continue;
                    } catch (InterruptedException never) {
                        throw new AssertionError(never);
                    }
                }
            });
            Fake router = new Fake(opening -> {
                try (Socket socket = new Socket(service.getInetAddress(), service.getLocalPort())) {
                    socket.getOutputStream().write(Thread.currentThread().isVirtual() ? WATCHED : 0);
                    return socket.getInputStream().read() == 1 ? FORWARD : Decision.reject();
                }
            });
            assertThatThrownBy(() -> RouterCheck.of(router).says("x").forwardsTo("a:1", "b:2"))
                    .hasMessageContaining("the router waits at " + CourseTest.class.getName())
                    .hasMessageContaining("its blocks() must return true");
            found.countDown();
            RouterCheck.of(router.blocking()).says("x").forwardsTo("a:1", "b:2");
        }
    }

    @Test
    void aRouterThatComputesForLongDoesNotBlock() {
        Fake router = new Fake(opening -> {
            long sum = 0;
            for (int i = 0; i < 3_000_000; i++) {
                sum += Integer.toString(i).hashCode();
            }
            return sum == 0 ? Decision.reject() : FORWARD;
        });
        RouterCheck.of(router).says("x").forwardsTo("a:1", "b:2");
    }

    @Test
    void aCallThatTakesLongerThanTheRoutingDeadlineIsInterruptedAndFound() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Fake router = new Fake(opening -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return FORWARD;
                })
                .blocking();
        assertThatThrownBy(() -> Conversation.with(router, TestOpening.silent(), 16, Duration.ofMillis(50))
                        .say(bytes("x")))
                .hasMessageContaining("did not answer within 50 ms, the routing deadline");
        interrupted.await();
    }

    @Test
    void aCallThatIgnoresTheInterruptIsFoundAndNotWaitedFor() {
        CountDownLatch released = new CountDownLatch(1);
        Fake router = new Fake(opening -> {
                    while (released.getCount() > 0) {
                        try {
                            released.await();
                        } catch (InterruptedException ignored) {
                            continue;
                        }
                    }
                    return FORWARD;
                })
                .blocking();
        assertThatThrownBy(() -> Conversation.with(router, TestOpening.silent(), 16, Duration.ofMillis(50))
                        .say(bytes("x")))
                .hasMessageContaining("did not answer within 50 ms, the routing deadline");
        released.countDown();
    }

    @Test
    void ofManyCallsOnOneThreadTheOneThatTakesTooLongIsInterruptedAndNoneFollows() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Fake router = new Fake(opening -> {
                    threads.add(Thread.currentThread());
                    if (opening.full()) {
                        new CountDownLatch(1).await();
                    }
                    return Decision.needMore();
                })
                .blocking();
        RouterCalls calls = new RouterCalls(router, Duration.ofSeconds(1));
        assertThatThrownBy(() -> calls.onOneThread(() -> {
                    try {
                        calls.ask(TestOpening.of("a"), router::route);
                        calls.ask(TestOpening.of("b"), router::route);
                        assertThatThrownBy(() -> calls.ask(TestOpening.of("c").whenFull(), router::route))
                                .hasMessageContaining("InterruptedException");
                        assertThatThrownBy(() -> calls.ask(TestOpening.of("d"), router::route))
                                .hasMessageContaining("an earlier call has exceeded the deadline");
                    } finally {
                        over.countDown();
                    }
                }))
                .hasMessageContaining("did not answer within 1000 ms, the routing deadline");
        over.await();
        assertThat(router.calls).containsExactly("route a", "route b", "route c full");
        assertThat(threads).singleElement().matches(Thread::isVirtual);
    }

    @Test
    void aWaitThatComesLateInACheckIsFoundButNotThatOfTheTest() {
        Fake sleeps = new Fake(opening -> {
            if (opening.bytes().remaining() == 2) {
                Thread.sleep(1);
            }
            return opening.bytes().remaining() < 3 ? Decision.needMore() : FORWARD;
        });
        assertThatThrownBy(() -> RouterCheck.of(sleeps).says("abc").forwardsTo("a:1", "b:2"))
                .hasMessageContaining("its blocks() must return true");
        RouterCheck.of(new Fake(opening -> FORWARD)).says("abc").decides("forwards", conversation -> {
            try {
                Thread.sleep(1);
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        });
    }

    // ---- splits

    @Test
    void fewSplitsAskLessOftenAndFindTheSame() {
        Fake router = new Fake(opening -> text(opening).endsWith("\n") ? FORWARD : Decision.needMore());
        RouterCheck check = RouterCheck.of(router).says("x".repeat(2000) + "\n");
        assertThat(check.fewSplits().enough()).isEqualTo(2001);
        int few = router.calls.size();
        assertThat(check.enough()).isEqualTo(2001);
        assertThat(router.calls.size() - few).isEqualTo(2001);
        assertThat(few).isLessThan(150);
        Fake hasty =
                new Fake(opening -> Arrays.equals(bytes("abc\n"), bytes(text(opening))) ? FORWARD : Decision.reject());
        assertThatThrownBy(() -> RouterCheck.of(hasty).fewSplits().says("abc\n").forwardsTo("a:1", "b:2"))
                .hasMessageContaining("one by one");
    }
}
