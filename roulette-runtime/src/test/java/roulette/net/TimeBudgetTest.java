package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import roulette.eventloop.Timer;
import roulette.eventloop.TimerWheel;

class TimeBudgetTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PASSED = Duration.ofSeconds(10);
    private static final Duration LEFT = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private long clock = 17;
    private final TimerWheel timers = new TimerWheel(() -> clock);

    /** Such time is noticed while a timer is armed. */
    @BeforeEach
    void armTimer() {
        timers.set(new Timer(tick -> TimerWheel.NEVER), timers.after(Duration.ofDays(1)));
    }

    private void pause() {
        clock += Duration.ofHours(1).toNanos();
        timers.now();
    }

    @Test
    void theLimitIsNotPostponedByPausesBeforeTheConversation() {
        pause();
        long due = timers.after(LEFT);
        TimeBudget conversation = new TimeBudget(timers, LIMIT, PASSED);
        assertThat(conversation.due(LONG)).isEqualTo(due);
        assertThat(conversation.limit(LONG)).isEqualTo(LEFT);
        assertThat(conversation.isOver(due - 1)).isFalse();
        assertThat(conversation.isOver(due)).isTrue();
    }

    @Test
    void timeInWhichTheLoopCouldNotRunDoesNotCount() {
        TimeBudget conversation = new TimeBudget(timers, LIMIT, PASSED);
        long due = conversation.due(LONG);
        pause();
        assertThat(conversation.due(LONG)).isEqualTo(due);
        assertThat(conversation.limit(LONG)).isBetween(LEFT.minus(TimerWheel.TICK), LEFT);
    }

    @Test
    void aStepHasItsOwnTimeoutOrTheRestOfTheBudget() {
        TimeBudget conversation = new TimeBudget(timers, LIMIT, PASSED);
        Duration brief = Duration.ofSeconds(5);
        assertThat(conversation.limit(brief)).isEqualTo(brief);
        assertThat(conversation.due(brief)).isEqualTo(timers.after(brief));
        assertThat(conversation.limit(Duration.ZERO)).isEqualTo(LEFT);
        assertThat(conversation.due(Duration.ZERO)).isEqualTo(timers.after(LEFT));
    }

    @Test
    void aStepAfterTheDeadlineHasATimeoutOfANanosecond() {
        TimeBudget conversation = new TimeBudget(timers, LIMIT, LONG);
        assertThat(conversation.limit(LONG)).isEqualTo(Duration.ofNanos(1));
        assertThat(conversation.isOver(timers.at(timers.now()))).isTrue();
    }

    @Test
    void withoutALimitAStepHasItsOwnTimeout() {
        for (Duration none : new Duration[] {Duration.ZERO, Duration.ofMillis(Long.MAX_VALUE)}) {
            TimeBudget conversation = new TimeBudget(timers, none, PASSED);
            assertThat(conversation.limit(LONG)).isEqualTo(LONG);
            assertThat(conversation.due(LONG)).isEqualTo(timers.after(LONG));
            assertThat(conversation.due(Duration.ZERO)).isEqualTo(TimerWheel.NEVER);
            assertThat(conversation.isOver(Long.MAX_VALUE - 1)).isFalse();
        }
    }
}
