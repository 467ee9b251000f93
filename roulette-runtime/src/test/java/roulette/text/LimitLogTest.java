package roulette.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitLogTest {
    private static final String REACHED = "WARN places = 2 is reached: clients wait";

    private final Recorder recorder = new Recorder();

    /** The clock overflows meanwhile. */
    private long now = Long.MAX_VALUE - 1;

    private final LimitLog log = new LimitLog(recorder, "places = 2", "clients wait", () -> now);

    private void seconds(int count) {
        now += Duration.ofSeconds(count).toNanos();
    }

    @Test
    void warnsOnceWhenItIsReachedAndOnceWhenItHasNotBeenForTenSeconds() {
        log.reached();
        seconds(4);
        log.reached();
        seconds(9);
        log.sweep();
        assertThat(recorder.lines).containsExactly(REACHED);
        seconds(1);
        log.sweep();
        log.sweep();
        assertThat(recorder.lines)
                .containsExactly(REACHED, "WARN places = 2 is no longer reached: it was for 4 s, 2 times");
        assertThat(log.times()).isEqualTo(2);
    }

    @Test
    void isSilentWhenItIsReachedAgainWithinAMinute() {
        log.reached();
        seconds(20);
        log.sweep();
        log.reached();
        seconds(20);
        log.sweep();
        assertThat(recorder.lines)
                .containsExactly(REACHED, "WARN places = 2 is no longer reached: it was for 1 s, 1 times");
        assertThat(log.times()).isEqualTo(2);
    }

    @Test
    void warnsAgainWhenItIsStillReachedAfterThatMinute() {
        log.reached();
        seconds(20);
        log.sweep();
        log.reached();
        for (int i = 0; i < 8; i++) {
            seconds(5);
            log.reached();
            log.sweep();
        }
        assertThat(recorder.lines)
                .containsExactly(REACHED, "WARN places = 2 is no longer reached: it was for 1 s, 1 times", REACHED);
        seconds(10);
        log.sweep();
        assertThat(recorder.lines).last().isEqualTo("WARN places = 2 is no longer reached: it was for 1 s, 1 times");
    }

    @Test
    void warnsOfSomebodyWhoWaitsLongerThanThatMinute() {
        log.reached();
        seconds(20);
        log.sweep();
        recorder.lines.clear();
        log.reached();
        for (int i = 0; i < 41; i++) {
            seconds(1);
            log.stillReached();
            log.sweep();
        }
        assertThat(recorder.lines).containsExactly(REACHED);
        assertThat(log.times()).isEqualTo(2);
    }

    @Test
    void saysNothingIfItIsNeverReached() {
        log.sweep();
        seconds(100);
        log.sweep();
        assertThat(recorder.lines).isEmpty();
    }
}
