package roulette.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Router;

/** The rules of the dialogue, each for every state of a connection. */
class DialogueTest {
    private static final int LIMIT = 4;
    private static final List<Boolean> BOTH = List.of(false, true);
    private static final Decision.Forward FORWARD = Decision.forward("a", 1);
    private static final List<Decision> DECISIONS = List.of(
            Decision.needMore(),
            reply("", 0),
            reply("hi", 0),
            reply("hi", 1),
            reply("hi", LIMIT),
            reply("hi", LIMIT + 1),
            FORWARD,
            FORWARD.replying("go").replacing(""),
            Decision.reject(),
            Decision.reject("no"),
            Decision.delegate("other"));

    private record State(
            int held,
            boolean hasNews,
            boolean ended,
            boolean full,
            boolean taken,
            boolean wasTimedOut,
            int forwards,
            int delegations,
            String lastFailure)
            implements Progress {}

    /** An event in a state, and the step after it. */
    private record Case(String event, State state, Step next) {}

    private static Decision.Reply reply(String text, int consumed) {
        return (Decision.Reply) Decision.reply(text, consumed);
    }

    /** Includes unreachable states: the rules hold there as well. */
    private static void everyState(Consumer<State> check) {
        for (int held = 0; held <= LIMIT; held++) {
            for (int forwards = 0; forwards <= Router.ROUNDS + 2; forwards++) {
                for (int flags = 0; flags < 64; flags++) {
                    check.accept(new State(
                            held,
                            (flags & 1) > 0,
                            (flags & 2) > 0,
                            (flags & 4) > 0,
                            (flags & 8) > 0,
                            (flags & 16) > 0,
                            forwards,
                            (flags & 32) > 0 ? Router.DELEGATIONS : 0,
                            "refused"));
                }
            }
        }
    }

    private static void everyAnswer(Decision decision, Question question, Function<State, Step> expected) {
        everyState(state -> assertThat(Dialogue.answered(question, decision, state))
                .as("%s to %s in %s", decision, question, state)
                .isEqualTo(expected.apply(state)));
    }

    private static List<Case> everyCase() {
        List<Case> cases = new ArrayList<>();
        everyState(state -> {
            for (boolean needsBytes : BOTH) {
                cases.add(new Case("accepted " + needsBytes, state, Dialogue.accepted(needsBytes, state)));
            }
            cases.add(new Case("received", state, Dialogue.received(state)));
            for (Question question : List.of(Question.ROUTE, Question.TIMED_OUT)) {
                for (boolean needsBytes : BOTH) {
                    cases.add(new Case(
                            "delegated " + question + " " + needsBytes,
                            state,
                            Dialogue.delegated(question, needsBytes, state)));
                }
            }
            for (Question question : Question.values()) {
                for (Decision decision : DECISIONS) {
                    cases.add(new Case(question + " " + decision, state, Dialogue.answered(question, decision, state)));
                }
            }
            for (int consumed = 0; consumed < LIMIT; consumed++) {
                cases.add(new Case("replied " + consumed, state, Dialogue.replied(reply("hi", consumed), state)));
            }
            for (Dialogue.Stage stage : Dialogue.Stage.values()) {
                cases.add(new Case("expired " + stage, state, Dialogue.expired(stage, state)));
            }
        });
        return cases;
    }

    // ---- waiting and calling

    @Test
    void waitsOnlyIfTheClientCanSendMore() {
        assertThat(everyCase())
                .filteredOn(one -> one.next() instanceof Step.Wait)
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.state().ended()).isFalse();
                    assertThat(one.state().full()).isFalse();
                    assertThat(one.state().hasNews() && one.state().held() > 0).isFalse();
                });
    }

    @Test
    void aRouterThatNeedsNoBytesIsCalledAtOnceOthersWhenThereAreBytes() {
        everyState(state -> {
            assertThat(Dialogue.accepted(false, state)).isEqualTo(Step.Ask.ROUTE);
            assertThat(Dialogue.accepted(true, state)).isEqualTo(Dialogue.received(state));
            if (state.held() == 0) {
                assertThat(Dialogue.received(state)).isNotInstanceOf(Step.Ask.class);
            } else if (state.hasNews()) {
                assertThat(Dialogue.received(state)).isEqualTo(Step.Ask.ROUTE);
            }
        });
    }

    @Test
    void aDelegatedRouterGetsTheSameQuestionAsSoonAsPossible() {
        everyState(state -> {
            for (boolean needsBytes : BOTH) {
                assertThat(Dialogue.delegated(Question.TIMED_OUT, needsBytes, state))
                        .isEqualTo(Step.Ask.TIMED_OUT);
                assertThat(Dialogue.delegated(Question.ROUTE, needsBytes, state) == Step.Ask.ROUTE)
                        .isEqualTo(!needsBytes || state.held() > 0);
            }
        });
    }

    @Test
    void aRouterMayDelegateUntilTheLimitAndNotWhenNoTargetCouldBeReached() {
        Decision.Delegate delegate = Decision.delegate("other");
        for (Question question : List.of(Question.ROUTE, Question.TIMED_OUT)) {
            everyAnswer(
                    delegate,
                    question,
                    state -> state.delegations() < Router.DELEGATIONS
                            ? new Step.Delegate(delegate, question)
                            : new Step.InvalidAnswer("delegate() after 4 delegations"));
        }
        everyAnswer(
                delegate,
                Question.UNREACHABLE,
                state -> new Step.InvalidAnswer("delegate() when no target could be reached"));
    }

    @Test
    void noRouterIsCalledTwiceWithTheSameBytes() {
        everyState(state -> {
            if (!state.hasNews()) {
                assertThat(Dialogue.received(state)).isNotInstanceOf(Step.Ask.class);
                assertThat(Dialogue.answered(Question.ROUTE, Decision.needMore(), state))
                        .isNotInstanceOf(Step.Ask.class);
                assertThat(Dialogue.replied(reply("hi", 0), state)).isNotInstanceOf(Step.Ask.class);
            }
        });
    }

    @Test
    void atEofWithoutUnseenBytesTheConnectionIsClosed() {
        everyState(state -> {
            if (state.ended() && (!state.hasNews() || state.held() == 0)) {
                assertThat(cause(Dialogue.received(state))).isEqualTo(Cause.CLIENT_LEFT);
                assertThat(cause(Dialogue.answered(Question.ROUTE, Decision.needMore(), state)))
                        .isEqualTo(Cause.CLIENT_LEFT);
                assertThat(cause(Dialogue.replied(reply("hi", 0), state))).isEqualTo(Cause.CLIENT_LEFT);
            }
        });
    }

    @Test
    void aFullOpeningWithoutUnseenBytesIsClosed() {
        everyState(state -> {
            if (state.full() && !state.ended() && (!state.hasNews() || state.held() == 0)) {
                assertThat(cause(Dialogue.received(state))).isEqualTo(Cause.OPENING_FULL);
                assertThat(cause(Dialogue.answered(Question.ROUTE, Decision.needMore(), state)))
                        .isEqualTo(Cause.OPENING_FULL);
                assertThat(cause(Dialogue.replied(reply("hi", 0), state))).isEqualTo(Cause.OPENING_FULL);
            }
        });
    }

    private static @Nullable Cause cause(Step step) {
        return step instanceof Step.Close close ? close.cause() : null;
    }

    // ---- the deadline

    @Test
    void timedOutIsCalledOnlyAtTheDeadlineAndOnce() {
        assertThat(everyCase())
                .filteredOn(one -> one.next().equals(Step.Ask.TIMED_OUT))
                .filteredOn(one -> !one.event().startsWith("delegated TIMED_OUT"))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.event()).isEqualTo("expired WAITING");
                    assertThat(one.state().wasTimedOut()).isFalse();
                });
    }

    @Test
    void aDeadlineDuringACallOrAReplyOrAfterTimedOutClosesTheConnection() {
        everyState(state -> {
            assertThat(cause(Dialogue.expired(Dialogue.Stage.ASKING, state))).isEqualTo(Cause.ROUTING_TIMEOUT);
            assertThat(cause(Dialogue.expired(Dialogue.Stage.REPLYING, state))).isEqualTo(Cause.ROUTING_TIMEOUT);
            if (state.wasTimedOut()) {
                assertThat(cause(Dialogue.expired(Dialogue.Stage.WAITING, state)))
                        .isEqualTo(Cause.ROUTING_TIMEOUT);
            }
        });
    }

    @Test
    void needMoreAfterTheDeadlineClosesTheConnection() {
        everyState(state -> assertThat(cause(Dialogue.answered(Question.TIMED_OUT, Decision.needMore(), state)))
                .isEqualTo(Cause.ROUTING_TIMEOUT));
    }

    // ---- answers

    @Test
    void aReplyThatConsumesMoreThanIsHeldIsInvalid() {
        for (Question question : List.of(Question.ROUTE, Question.TIMED_OUT)) {
            for (int consumed = 0; consumed <= LIMIT + 1; consumed++) {
                Decision.Reply reply = reply("hi", consumed);
                everyAnswer(
                        reply,
                        question,
                        state -> reply.consumed() > state.held()
                                ? new Step.InvalidAnswer(
                                        "reply() consumes " + reply.consumed() + " bytes of " + state.held())
                                : new Step.Reply(reply));
            }
        }
    }

    @Test
    void afterAReplyTheRouterIsCalledAtOnceWithTheRemainingBytes() {
        everyState(state -> {
            for (int consumed = 0; consumed <= LIMIT; consumed++) {
                Step next = Dialogue.replied(reply("hi", consumed), state);
                if (consumed > 0 && state.held() > 0) {
                    assertThat(next).isEqualTo(Step.Ask.ROUTE);
                } else {
                    assertThat(next).isEqualTo(Dialogue.received(state));
                }
            }
        });
    }

    @Test
    void aForwardIsPerformedUntilATargetHasTheBytesOrTheRoundsAreUsedUp() {
        for (Question question : Question.values()) {
            everyState(state -> {
                Step next = Dialogue.answered(question, FORWARD, state);
                if (state.taken()) {
                    assertThat(next).isInstanceOf(Step.InvalidAnswer.class);
                } else if (state.forwards() > Router.ROUNDS) {
                    assertThat(next).isEqualTo(new Step.Close(Cause.TARGET_FAILED, "no target after 8 rounds", true));
                } else {
                    assertThat(next).isEqualTo(new Step.Forward(FORWARD));
                }
            });
        }
    }

    @Test
    void aRejectionIsAlwaysPerformedAndResetsOnlyAfterFailedTargetsWithoutAReply() {
        for (Decision.Reject reject : List.of(Decision.reject(), Decision.reject("no"))) {
            everyAnswer(reject, Question.ROUTE, state -> new Step.Reject(reject, Cause.REJECTED, "by the router"));
            everyAnswer(
                    reject,
                    Question.TIMED_OUT,
                    state -> new Step.Reject(reject, Cause.ROUTING_TIMEOUT, "no decision in time"));
            everyAnswer(
                    reject,
                    Question.UNREACHABLE,
                    state -> new Step.Reject(reject, Cause.TARGET_FAILED, "last target: refused"));
        }
        assertThat(everyCase())
                .filteredOn(one -> one.next() instanceof Step.Reject)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(((Step.Reject) one.next()).resets())
                        .isEqualTo(one.event().equals("UNREACHABLE " + Decision.reject())));
    }

    @Test
    void ifNoTargetCouldBeReachedOnlyAForwardOrARejectionIsValid() {
        for (Decision decision : DECISIONS) {
            everyState(state -> assertThat(Dialogue.answered(Question.UNREACHABLE, decision, state))
                    .isInstanceOfAny(
                            decision instanceof Decision.NeedMore || decision instanceof Decision.Reply
                                    ? new Class<?>[] {Step.InvalidAnswer.class}
                                    : new Class<?>[] {
                                        Step.Forward.class,
                                        Step.Reject.class,
                                        Step.Close.class,
                                        Step.InvalidAnswer.class
                                    }));
        }
    }

    @Test
    void nullIsAnInvalidAnswer() {
        for (Question question : Question.values()) {
            everyState(state -> assertThat(Dialogue.answered(question, null, state))
                    .isEqualTo(new Step.InvalidAnswer("it answered null")));
        }
    }

    @Test
    void theSameInputGivesTheSameStep() {
        assertThat(everyCase()).isEqualTo(everyCase());
    }

    // ---- whole dialogues

    @Test
    void everyDialogueOfAnyRouterWithAnyClientEndsWithinTheLimits() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            int toSend = random.nextInt(3 * LIMIT);
            int timedOut = 0;
            int forwards = 0;
            int delegations = 0;
            int steps = 0;
            int held = 0;
            boolean news = false;
            boolean ended = false;
            Question question = Question.ROUTE;
            Step step = Dialogue.accepted(random.nextBoolean(), state(0, false, false, 0, 0, 0));
            while (step instanceof Step.Wait
                    || step instanceof Step.Ask
                    || step instanceof Step.Reply
                    || step instanceof Step.Delegate
                    || step instanceof Step.Forward) {
                assertThat(++steps).as("steps with seed %d", seed).isLessThan(200);
                switch (step) {
                    case Step.Wait _ -> {
                        if (toSend > 0 && random.nextInt(8) > 0) {
                            int count = 1 + random.nextInt(Math.min(toSend, LIMIT - held));
                            toSend -= count;
                            held += count;
                            news = true;
                            step = Dialogue.received(state(held, news, ended, timedOut, forwards, delegations));
                        } else if (random.nextBoolean()) {
                            ended = true;
                            news = true;
                            step = Dialogue.received(state(held, news, ended, timedOut, forwards, delegations));
                        } else {
                            step = Dialogue.expired(
                                    Dialogue.Stage.WAITING, state(held, news, ended, timedOut, forwards, delegations));
                        }
                    }
                    case Step.Ask ask -> {
                        question = ask.question();
                        timedOut += question == Question.TIMED_OUT ? 1 : 0;
                        news = false;
                        Decision decision = DECISIONS.get(random.nextInt(DECISIONS.size()));
                        step = Dialogue.answered(
                                question, decision, state(held, news, ended, timedOut, forwards, delegations));
                    }
                    case Step.Reply reply -> {
                        held -= reply.reply().consumed();
                        step = Dialogue.replied(
                                reply.reply(), state(held, news, ended, timedOut, forwards, delegations));
                    }
                    case Step.Delegate delegate -> {
                        delegations++;
                        step = Dialogue.delegated(
                                delegate.question(),
                                random.nextBoolean(),
                                state(held, news, ended, timedOut, forwards, delegations));
                    }
                    case Step.Forward _ -> {
                        forwards++;
                        step = Dialogue.unreachable();
                    }
                    default -> throw new IllegalStateException("ended by " + step);
                }
            }
            assertThat(delegations).as("delegations with seed %d", seed).isLessThanOrEqualTo(Router.DELEGATIONS);
            assertThat(timedOut).as("timedOut with seed %d", seed).isLessThanOrEqualTo(1 + delegations);
            assertThat(forwards).as("forwards with seed %d", seed).isLessThanOrEqualTo(1 + Router.ROUNDS);
        }
    }

    private static State state(int held, boolean news, boolean ended, int timedOut, int forwards, int delegations) {
        return new State(held, news, ended, held == LIMIT, false, timedOut > 0, forwards, delegations, "refused");
    }
}
