package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final long TICK = Deadlines.TICK.toNanos();

    private long clock = 17;
    private final Deadlines deadlines = new Deadlines(() -> clock);

    /** The present tick. */
    private long now() {
        return deadlines.at(deadlines.now()) - 1;
    }

    private void sweepUntil(long tick) {
        while (now() < tick) {
            clock += TICK;
            deadlines.sweep();
        }
    }

    private Deadline noting(List<Long> called) {
        return new Deadline(tick -> {
            called.add(tick);
            return Deadlines.NEVER;
        });
    }

    @Test
    void whatIsFartherOffThanALifetimeNeverComes() {
        assertThat(deadlines.after(Duration.ofMillis(Long.MAX_VALUE))).isEqualTo(Deadlines.NEVER);
        assertThat(deadlines.after(Duration.ofDays(30_000))).isLessThan(Deadlines.NEVER);
    }

    @Test
    void aDeadlineIsCalledAtItsTickAndNotBefore() {
        List<Long> called = new ArrayList<>();
        long due = now() + 3;
        deadlines.set(noting(called), due);
        sweepUntil(due - 1);
        assertThat(called).isEmpty();
        sweepUntil(due + 2);
        assertThat(called).containsExactly(due);
        assertThat(deadlines.armed()).isFalse();
    }

    @Test
    void aDeadlinePutOffIsCalledAtItsNewTickOnly() {
        List<Long> called = new ArrayList<>();
        long now = now();
        Deadline deadline = noting(called);
        deadlines.set(deadline, now + 2);
        deadlines.set(deadline, now + 5);
        sweepUntil(now + 8);
        assertThat(called).containsExactly(now + 5);
    }

    @Test
    void aDeadlineBroughtForwardIsCalledAtItsNewTick() {
        List<Long> called = new ArrayList<>();
        long now = now();
        Deadline deadline = noting(called);
        deadlines.set(deadline, now + 100_000);
        deadlines.set(deadline, now + 2);
        sweepUntil(now + 4);
        assertThat(called).containsExactly(now + 2);
    }

    @Test
    void aDeadlineMaySwitchOffItsNeighbourOfTheSameTick() {
        List<String> called = new ArrayList<>();
        long due = now() + 2;
        Deadline[] pair = new Deadline[2];
        for (int i = 0; i < 2; i++) {
            int other = 1 - i;
            pair[i] = new Deadline(tick -> {
                called.add("called");
                deadlines.off(pair[other]);
                return Deadlines.NEVER;
            });
            deadlines.set(pair[i], due);
        }
        sweepUntil(due + 1);
        assertThat(called).hasSize(1);
        assertThat(deadlines.armed()).isFalse();
    }

    @Test
    void manyDeadlinesSetMovedAndSwitchedOffAtRandomAreEachCalledWhenDueOrNever() {
        Random random = new Random(1);
        long now = now();
        int count = 2000;
        long[] due = new long[count];
        long[] calledAt = new long[count];
        Deadline[] all = new Deadline[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            all[i] = new Deadline(tick -> {
                calledAt[number] = tick;
                return Deadlines.NEVER;
            });
        }
        for (int step = 0; step < 20_000; step++) {
            int i = random.nextInt(count);
            due[i] = random.nextInt(4) == 0 ? Deadlines.NEVER : now + 2 + random.nextInt(12);
            deadlines.set(all[i], due[i]);
        }
        sweepUntil(now + 16);
        for (int i = 0; i < count; i++) {
            if (due[i] == Deadlines.NEVER || due[i] == 0) {
                assertThat(calledAt[i]).isZero();
            } else {
                assertThat(calledAt[i]).isEqualTo(due[i]);
            }
        }
        assertThat(deadlines.armed()).isFalse();
    }

    @Test
    void timeInWhichNobodyCouldActDoesNotCount() {
        List<Long> called = new ArrayList<>();
        deadlines.set(noting(called), deadlines.after(Duration.ofSeconds(5)));
        sweepUntil(now() + 20);
        // The process is suspended for an hour.
        clock += Duration.ofHours(1).toNanos();
        deadlines.sweep();
        assertThat(called).isEmpty();
        long left = Duration.ofSeconds(4).toNanos() / TICK;
        sweepUntil(now() + left - 2);
        assertThat(called).isEmpty();
        sweepUntil(now() + 3);
        assertThat(called).hasSize(1);
    }

    @Test
    void timeInWhichThereWasNothingToSweepIsNoPause() {
        List<Long> called = new ArrayList<>();
        clock += Duration.ofHours(1).toNanos();
        deadlines.set(noting(called), deadlines.after(Duration.ofMillis(100)));
        sweepUntil(now() + 4);
        assertThat(called).hasSize(1);
    }

    @Test
    void aDeadlineThatFailsDoesNotTakeTheOthersOfItsTickWithIt() {
        List<Long> called = new ArrayList<>();
        long due = now() + 2;
        deadlines.set(
                new Deadline(tick -> {
                    throw new IllegalStateException("wrong on purpose");
                }),
                due);
        deadlines.set(noting(called), due);
        sweepUntil(due + 1);
        assertThat(called).containsExactly(due);
        assertThat(deadlines.armed()).isFalse();
    }

    @Test
    void aDeadlineWhoseFailureCantBeLoggedDoesNotTakeTheOthersOfItsTickWithIt() {
        List<Long> called = new ArrayList<>();
        long due = now() + 2;
        deadlines.set(
                new Deadline(tick -> {
                    throw new IllegalStateException("wrong on purpose") {
                        @Override
                        public void printStackTrace(PrintStream to) {
                            throw this;
                        }
                    };
                }),
                due);
        deadlines.set(noting(called), due);
        sweepUntil(due + 1);
        assertThat(called).containsExactly(due);
    }

    @Test
    void aDeadlineArmedBetweenAPauseAndTheNextSweepIsCalledInTime() {
        List<Long> called = new ArrayList<>();
        deadlines.set(noting(new ArrayList<>()), deadlines.after(Duration.ofDays(1)));
        clock += Duration.ofHours(1).toNanos();
        deadlines.set(noting(called), deadlines.after(Duration.ofSeconds(5)));
        deadlines.sweep();
        sweepUntil(now() + Duration.ofSeconds(5).toNanos() / TICK + 2);
        assertThat(called).hasSize(1);
    }
}
