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

    private record Said(int held, boolean hasNews, boolean ended, boolean full) implements Received {}

    private static void everyState(Consumer<Said> check) {
        for (int held = 0; held <= LIMIT; held++) {
            for (int flags = 0; flags < 8; flags++) {
                check.accept(new Said(held, (flags & 1) > 0, (flags & 2) > 0, (flags & 4) > 0));
            }
        }
    }

    @Test
    void itWaitsOnlyForATargetThatCanSayMore() {
        everyState(said -> {
            List<TargetStep> steps = new java.util.ArrayList<>(List.of(TargetDialogue.received(said)));
            ANSWERS.forEach(answer -> steps.add(TargetDialogue.answered(answer, said)));
            steps.add(TargetDialogue.sent(Answer.send("hi", 1), said));
            if (said.ended() || said.full() || said.hasNews() && said.held() > 0) {
                assertThat(steps).doesNotContain(TargetStep.Wait.FOR_BYTES);
            }
        });
    }

    @Test
    void theRouterIsAskedAboutBytesItHasNotSeen() {
        everyState(said -> assertThat(TargetDialogue.received(said) == TargetStep.Ask.ANSWERED)
                .isEqualTo(said.hasNews() && said.held() > 0));
    }

    @Test
    void aTargetThatCanSayNothingThatTheRouterWantsIsGivenUp() {
        everyState(said -> {
            TargetStep step = TargetDialogue.answered(Answer.needMore(), said);
            if (said.hasNews() && said.held() > 0) {
                assertThat(step).isEqualTo(TargetStep.Ask.ANSWERED);
            } else if (said.ended()) {
                assertThat(((TargetStep.GiveUp) step).failure()).isEqualTo(Failure.CLOSED);
            } else if (said.full()) {
                assertThat(((TargetStep.GiveUp) step).failure()).isEqualTo(Failure.ERROR);
            } else {
                assertThat(step).isEqualTo(TargetStep.Wait.FOR_BYTES);
            }
        });
        assertThat(((TargetStep.GiveUp) TargetDialogue.expired()).failure()).isEqualTo(Failure.NO_ANSWER);
    }

    @Test
    void anAnswerThatConsumesMoreThanIsHeldIsTheRoutersMistakeAndAnyOtherIsFollowed() {
        everyState(said -> {
            for (int consumed = 0; consumed <= LIMIT + 1; consumed++) {
                Answer.Send send = Answer.send("hi", consumed);
                Answer.Join join = Answer.join(consumed);
                String of = " consumes " + consumed + " bytes of " + said.held();
                boolean tooMuch = consumed > said.held();
                assertThat(TargetDialogue.answered(send, said))
                        .isEqualTo(
                                tooMuch
                                        ? new TargetStep.Client(new Step.InvalidAnswer("send()" + of))
                                        : new TargetStep.Send(send));
                assertThat(TargetDialogue.answered(join, said))
                        .isEqualTo(
                                tooMuch
                                        ? new TargetStep.Client(new Step.InvalidAnswer("join()" + of))
                                        : new TargetStep.Join(join));
            }
        });
    }

    @Test
    void whatAnAnswerLeavesOverIsAskedAboutAtOnce() {
        everyState(said -> {
            for (int consumed = 0; consumed <= LIMIT; consumed++) {
                assertThat(TargetDialogue.sent(Answer.send("hi", consumed), said))
                        .isEqualTo(
                                consumed > 0 && said.held() > 0
                                        ? TargetStep.Ask.ANSWERED
                                        : TargetDialogue.received(said));
            }
        });
    }

    @Test
    void theRouterMayGiveTheTargetUpAndRejectTheClientAndMustAnswer() {
        Decision.Reject reject = Answer.reject("no");
        everyState(said -> {
            assertThat(TargetDialogue.answered(Answer.nextTarget("banner"), said))
                    .isEqualTo(new TargetStep.GiveUp(Failure.GIVEN_UP, "the router gave it up: banner"));
            assertThat(TargetDialogue.answered(reject, said))
                    .isEqualTo(new TargetStep.Client(new Step.Reject(reject, Cause.REJECTED, "by the router")));
            assertThat(TargetDialogue.answered(null, said))
                    .isEqualTo(new TargetStep.Client(new Step.InvalidAnswer("it answered null")));
        });
    }

    @Test
    void everyDialogueOfAnyRouterWithAnyTargetEnds() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            int toSay = random.nextInt(3 * LIMIT);
            int held = 0;
            boolean news = false;
            boolean ended = false;
            int steps = 0;
            TargetStep step = TargetDialogue.received(new Said(0, false, false, false));
            while (step instanceof TargetStep.Wait
                    || step instanceof TargetStep.Ask
                    || step instanceof TargetStep.Send) {
                assertThat(++steps).as("steps with seed %d", seed).isLessThan(200);
                switch (step) {
                    case TargetStep.Wait _ -> {
                        if (toSay > 0) {
                            int count = 1 + random.nextInt(Math.min(toSay, LIMIT - held));
                            toSay -= count;
                            held += count;
                        } else {
                            ended = true;
                        }
                        news = true;
                        step = TargetDialogue.received(new Said(held, news, ended, held == LIMIT));
                    }
                    case TargetStep.Ask _ -> {
                        news = false;
                        Answer answer = ANSWERS.get(random.nextInt(ANSWERS.size()));
                        step = TargetDialogue.answered(answer, new Said(held, news, ended, held == LIMIT));
                    }
                    case TargetStep.Send send -> {
                        held -= send.send().consumed();
                        step = TargetDialogue.sent(send.send(), new Said(held, news, ended, held == LIMIT));
                    }
                    default -> throw new IllegalStateException("ended by " + step);
                }
            }
        }
    }

    @Test
    void theReasonWhyATargetIsGivenUpIsCutAt256Bytes() {
        Answer answer = Answer.nextTarget("x".repeat(5_000));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.NextTarget.class,
                        next -> assertThat(next.reason()).isEqualTo("x".repeat(256)));
    }
}
