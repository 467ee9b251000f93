package roulette.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimitedLogTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Recorder recorder = new Recorder();

    /** The clock overflows within the period. */
    private long now = Long.MAX_VALUE - 1;

    private final RateLimitedLog log = new RateLimitedLog(recorder, MINUTE, () -> now);

    @Test
    void warnsOncePerPeriodAndCountsTheSuppressed() {
        log.warn("{} fails: {}", "a", 1);
        log.warn("{} fails: {}", "a", 2);
        now += MINUTE.toNanos() - 1;
        log.warn("{} fails: {}", "a", 3);
        now += 1;
        log.warn("{} fails: {}", "a", 4);
        now += MINUTE.toNanos();
        log.warn("{} fails: {}", "a", 5);
        assertThat(recorder.lines)
                .containsExactly(
                        "WARN a fails: 1", "WARN a fails: 4 (and 2 times since the last such line)", "WARN a fails: 5");
    }

    @Test
    void warnsOnceForAllThreads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> log.warn("it fails")));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        now += MINUTE.toNanos();
        log.warn("it fails");
        assertThat(recorder.lines)
                .containsExactly("WARN it fails", "WARN it fails (and 7 times since the last such line)");
    }
}
