package roulette.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import roulette.api.Answer;
import roulette.api.Decision;
import roulette.api.Failure;

/** The rules between a target and the router, each for every state of the target. */
class TargetDialogueTest {
    private static final int LIMIT = 4;
    private static final List<Answer> ANSWERS = List.of(
            Answer.needMore(),
            Answer.send("", 0),
            Answer.send("hi", 0),
            Answer.send("hi", 1),
            Answer.send("hi", LIMIT),
            Answer.send("hi", LIMIT + 1),
            Answer.join(0),
            Answer.join(LIMIT),
            Answer.join(LIMIT + 1),
            Answer.nextTarget("banner"),
            Answer.reject(),
            Answer.reject("no"));

    private record State(int held, boolean hasNews, boolean ended, boolean full) implements Received {}

    private static void everyState(Consumer<State> check) {
        for (int held = 0; held <= LIMIT; held++) {
            for (int flags = 0; flags < 8; flags++) {
                check.accept(new State(held, (flags & 1) > 0, (flags & 2) > 0, (flags & 4) > 0));
            }
        }
    }

    @Test
    void waitsOnlyIfTheTargetCanSendMore() {
        everyState(received -> {
            List<TargetStep> steps = new java.util.ArrayList<>(List.of(TargetDialogue.received(received)));
            ANSWERS.forEach(answer -> steps.add(TargetDialogue.answered(answer, received)));
            steps.add(TargetDialogue.sent(Answer.send("hi", 1), received));
            if (received.ended() || received.full() || received.hasNews() && received.held() > 0) {
                assertThat(steps).doesNotContain(TargetStep.Wait.FOR_BYTES);
            }
        });
    }

    @Test
    void theRouterIsCalledWithBytesItHasNotSeen() {
        everyState(received -> assertThat(TargetDialogue.received(received) == TargetStep.Ask.ANSWERED)
                .isEqualTo(received.hasNews() && received.held() > 0));
    }

    @Test
    void aTargetThatCanNotSendWhatTheRouterNeedsIsGivenUp() {
        everyState(received -> {
            TargetStep step = TargetDialogue.answered(Answer.needMore(), received);
            if (received.hasNews() && received.held() > 0) {
                assertThat(step).isEqualTo(TargetStep.Ask.ANSWERED);
            } else if (received.ended()) {
                assertThat(((TargetStep.GiveUp) step).failure()).isEqualTo(Failure.CLOSED);
            } else if (received.full()) {
                assertThat(((TargetStep.GiveUp) step).failure()).isEqualTo(Failure.ERROR);
            } else {
                assertThat(step).isEqualTo(TargetStep.Wait.FOR_BYTES);
            }
        });
        assertThat(((TargetStep.GiveUp) TargetDialogue.expired()).failure()).isEqualTo(Failure.NO_ANSWER);
    }

    @Test
    void anAnswerThatConsumesMoreThanIsHeldIsInvalid() {
        everyState(received -> {
            for (int consumed = 0; consumed <= LIMIT + 1; consumed++) {
                Answer.Send send = Answer.send("hi", consumed);
                Answer.Join join = Answer.join(consumed);
                String of = " consumes " + consumed + " bytes of " + received.held();
                boolean tooMuch = consumed > received.held();
                assertThat(TargetDialogue.answered(send, received))
                        .isEqualTo(
                                tooMuch
                                        ? new TargetStep.Client(new Step.InvalidAnswer("send()" + of))
                                        : new TargetStep.Send(send));
                assertThat(TargetDialogue.answered(join, received))
                        .isEqualTo(
                                tooMuch
                                        ? new TargetStep.Client(new Step.InvalidAnswer("join()" + of))
                                        : new TargetStep.Join(join));
            }
        });
    }

    @Test
    void afterASendTheRouterIsCalledAtOnceWithTheRemainingBytes() {
        everyState(received -> {
            for (int consumed = 0; consumed <= LIMIT; consumed++) {
                assertThat(TargetDialogue.sent(Answer.send("hi", consumed), received))
                        .isEqualTo(
                                consumed > 0 && received.held() > 0
                                        ? TargetStep.Ask.ANSWERED
                                        : TargetDialogue.received(received));
            }
        });
    }

    @Test
    void theRouterMayGiveTheTargetUpOrRejectTheClientButMustAnswer() {
        Decision.Reject reject = Answer.reject("no");
        everyState(received -> {
            assertThat(TargetDialogue.answered(Answer.nextTarget("banner"), received))
                    .isEqualTo(new TargetStep.GiveUp(Failure.GIVEN_UP, "the router gave it up: banner"));
            assertThat(TargetDialogue.answered(reject, received))
                    .isEqualTo(new TargetStep.Client(new Step.Reject(reject, Cause.REJECTED, "by the router")));
            assertThat(TargetDialogue.answered(null, received))
                    .isEqualTo(new TargetStep.Client(new Step.InvalidAnswer("it answered null")));
        });
    }

    @Test
    void everyDialogueOfAnyRouterWithAnyTargetEnds() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            int toSend = random.nextInt(3 * LIMIT);
            int held = 0;
            boolean news = false;
            boolean ended = false;
            int steps = 0;
            TargetStep step = TargetDialogue.received(new State(0, false, false, false));
            while (step instanceof TargetStep.Wait
                    || step instanceof TargetStep.Ask
                    || step instanceof TargetStep.Send) {
                assertThat(++steps).as("steps with seed %d", seed).isLessThan(200);
                switch (step) {
                    case TargetStep.Wait _ -> {
                        if (toSend > 0) {
                            int count = 1 + random.nextInt(Math.min(toSend, LIMIT - held));
                            toSend -= count;
                            held += count;
                        } else {
                            ended = true;
                        }
                        news = true;
                        step = TargetDialogue.received(new State(held, news, ended, held == LIMIT));
                    }
                    case TargetStep.Ask _ -> {
                        news = false;
                        Answer answer = ANSWERS.get(random.nextInt(ANSWERS.size()));
                        step = TargetDialogue.answered(answer, new State(held, news, ended, held == LIMIT));
                    }
                    case TargetStep.Send send -> {
                        held -= send.send().consumed();
                        step = TargetDialogue.sent(send.send(), new State(held, news, ended, held == LIMIT));
                    }
                    default -> throw new IllegalStateException("ended by " + step);
                }
            }
        }
    }

    @Test
    void theReasonOfGivingATargetUpIsTruncatedTo256Bytes() {
        Answer answer = Answer.nextTarget("x".repeat(5_000));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.NextTarget.class,
                        next -> assertThat(next.reason()).isEqualTo("x".repeat(256)));
    }
}
