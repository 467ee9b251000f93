package roulette.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

public class TimerWheelTest {
    private static final long TICK = TimerWheel.TICK.toNanos();

    private long clock = 17;
    private final TimerWheel timers = new TimerWheel(() -> clock);

    /** The present tick. */
    private long now() {
        return timers.at(timers.now()) - 1;
    }

    private void sweepUntil(long tick) {
        while (now() < tick) {
            clock += TICK;
            timers.sweep();
        }
    }

    private Timer recording(List<Long> called) {
        return new Timer(tick -> {
            called.add(tick);
            return TimerWheel.NEVER;
        });
    }

    @Test
    void aDelayLongerThanACenturyNeverExpires() {
        assertThat(timers.after(Duration.ofMillis(Long.MAX_VALUE))).isEqualTo(TimerWheel.NEVER);
        assertThat(timers.after(Duration.ofDays(30_000))).isLessThan(TimerWheel.NEVER);
    }

    @Test
    void aTimerFiresAtItsTickAndNotBefore() {
        List<Long> called = new ArrayList<>();
        long due = now() + 3;
        timers.set(recording(called), due);
        sweepUntil(due - 1);
        assertThat(called).isEmpty();
        sweepUntil(due + 2);
        assertThat(called).containsExactly(due);
        assertThat(timers.armed()).isFalse();
    }

    @Test
    void aPostponedTimerFiresAtItsNewTickOnly() {
        List<Long> called = new ArrayList<>();
        long now = now();
        Timer timer = recording(called);
        timers.set(timer, now + 2);
        timers.set(timer, now + 5);
        sweepUntil(now + 8);
        assertThat(called).containsExactly(now + 5);
    }

    @Test
    void anAdvancedTimerFiresAtItsNewTick() {
        List<Long> called = new ArrayList<>();
        long now = now();
        Timer timer = recording(called);
        timers.set(timer, now + 100_000);
        timers.set(timer, now + 2);
        sweepUntil(now + 4);
        assertThat(called).containsExactly(now + 2);
    }

    @Test
    void aTimerMayStopAnotherOfTheSameTick() {
        List<String> called = new ArrayList<>();
        long due = now() + 2;
        Timer[] pair = new Timer[2];
        for (int i = 0; i < 2; i++) {
            int other = 1 - i;
            pair[i] = new Timer(tick -> {
                called.add("called");
                timers.off(pair[other]);
                return TimerWheel.NEVER;
            });
            timers.set(pair[i], due);
        }
        sweepUntil(due + 1);
        assertThat(called).hasSize(1);
        assertThat(timers.armed()).isFalse();
    }

    @Test
    void timersSetAndStoppedAtRandomFireWhenDueOrNever() {
        Random random = new Random(1);
        long now = now();
        int count = 2000;
        long[] due = new long[count];
        long[] calledAt = new long[count];
        Timer[] all = new Timer[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            all[i] = new Timer(tick -> {
                calledAt[number] = tick;
                return TimerWheel.NEVER;
            });
        }
        for (int step = 0; step < 20_000; step++) {
            int i = random.nextInt(count);
            due[i] = random.nextInt(4) == 0 ? TimerWheel.NEVER : now + 2 + random.nextInt(12);
            timers.set(all[i], due[i]);
        }
        sweepUntil(now + 16);
        for (int i = 0; i < count; i++) {
            if (due[i] == TimerWheel.NEVER || due[i] == 0) {
                assertThat(calledAt[i]).isZero();
            } else {
                assertThat(calledAt[i]).isEqualTo(due[i]);
            }
        }
        assertThat(timers.armed()).isFalse();
    }

    @Test
    void timeInWhichTheProcessIsSuspendedDoesNotCount() {
        List<Long> called = new ArrayList<>();
        timers.set(recording(called), timers.after(Duration.ofSeconds(5)));
        sweepUntil(now() + 20);
        // The process is suspended for an hour.
        clock += Duration.ofHours(1).toNanos();
        timers.sweep();
        assertThat(called).isEmpty();
        long left = Duration.ofSeconds(4).toNanos() / TICK;
        sweepUntil(now() + left - 2);
        assertThat(called).isEmpty();
        sweepUntil(now() + 3);
        assertThat(called).hasSize(1);
    }

    @Test
    void timeWithoutArmedTimersIsNoPause() {
        List<Long> called = new ArrayList<>();
        clock += Duration.ofHours(1).toNanos();
        timers.set(recording(called), timers.after(Duration.ofMillis(100)));
        sweepUntil(now() + 4);
        assertThat(called).hasSize(1);
    }

    @Test
    void aTimerThatThrowsDoesNotAffectOthersOfItsTick() {
        List<Long> called = new ArrayList<>();
        long due = now() + 2;
        timers.set(
                new Timer(tick -> {
                    throw new IllegalStateException("wrong on purpose");
                }),
                due);
        timers.set(recording(called), due);
        sweepUntil(due + 1);
        assertThat(called).containsExactly(due);
        assertThat(timers.armed()).isFalse();
    }

    @Test
    void aTimerWhoseFailureCantBeLoggedDoesNotAffectOthersOfItsTick() {
        List<Long> called = new ArrayList<>();
        long due = now() + 2;
        timers.set(
                new Timer(tick -> {
                    throw new IllegalStateException("wrong on purpose") {
                        @Override
                        public void printStackTrace(PrintStream to) {
                            throw this;
                        }
                    };
                }),
                due);
        timers.set(recording(called), due);
        sweepUntil(due + 1);
        assertThat(called).containsExactly(due);
    }

    @Test
    void aTimerArmedBetweenAPauseAndTheNextSweepFiresInTime() {
        List<Long> called = new ArrayList<>();
        timers.set(recording(new ArrayList<>()), timers.after(Duration.ofDays(1)));
        clock += Duration.ofHours(1).toNanos();
        timers.set(recording(called), timers.after(Duration.ofSeconds(5)));
        timers.sweep();
        sweepUntil(now() + Duration.ofSeconds(5).toNanos() / TICK + 2);
        assertThat(called).hasSize(1);
    }
}
