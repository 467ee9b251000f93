package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines();

    private void sweepUntil(long tick) {
        while (deadlines.tick() < tick) {
            LockSupport.parkNanos(1_000_000);
            deadlines.sweep();
        }
    }

    @Test
    void whatIsFartherOffThanALifetimeNeverComes() {
        assertThat(deadlines.after(Duration.ofMillis(Long.MAX_VALUE))).isEqualTo(Deadlines.NEVER);
        assertThat(deadlines.after(Duration.ofDays(30_000))).isLessThan(Deadlines.NEVER);
    }

    @Test
    void aDeadlineIsCalledAtItsTickAndNotBefore() {
        List<Long> called = new ArrayList<>();
        deadlines.sweep();
        long due = deadlines.tick() + 3;
        deadlines.set(
                new Deadline(tick -> {
                    called.add(tick);
                    return Deadlines.NEVER;
                }),
                due);
        sweepUntil(due - 1);
        assertThat(called.stream().allMatch(tick -> tick >= due)).isTrue();
        sweepUntil(due + 2);
        assertThat(called).hasSize(1);
        assertThat(deadlines.armed()).isFalse();
    }

    @Test
    void aDeadlinePutOffIsCalledAtItsNewTickOnly() {
        List<Long> called = new ArrayList<>();
        deadlines.sweep();
        long now = deadlines.tick();
        Deadline deadline = new Deadline(tick -> {
            called.add(tick);
            return Deadlines.NEVER;
        });
        deadlines.set(deadline, now + 2);
        deadlines.set(deadline, now + 5);
        sweepUntil(now + 8);
        assertThat(called).hasSize(1);
        assertThat(called.getFirst()).isGreaterThanOrEqualTo(now + 5);
    }

    @Test
    void aDeadlineBroughtForwardIsCalledAtItsNewTick() {
        List<Long> called = new ArrayList<>();
        deadlines.sweep();
        long now = deadlines.tick();
        Deadline deadline = new Deadline(tick -> {
            called.add(tick);
            return Deadlines.NEVER;
        });
        deadlines.set(deadline, now + 100_000);
        deadlines.set(deadline, now + 2);
        sweepUntil(now + 4);
        assertThat(called).hasSize(1);
    }

    @Test
    void aDeadlineMaySwitchOffItsNeighbourOfTheSameTick() {
        List<String> called = new ArrayList<>();
        deadlines.sweep();
        long due = deadlines.tick() + 2;
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
        deadlines.sweep();
        long now = deadlines.tick();
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
                assertThat(calledAt[i]).isGreaterThanOrEqualTo(due[i]);
            }
        }
        assertThat(deadlines.armed()).isFalse();
    }
}
