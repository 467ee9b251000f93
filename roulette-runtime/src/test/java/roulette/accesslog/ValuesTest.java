package roulette.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-01T12:30:05Z, 2026-11-01T12:30:05.000Z",
        "2026-11-01T12:30:00.009Z, 2026-11-01T12:30:00.009Z",
        "2026-11-01T12:30:00.0999Z, 2026-11-01T12:30:00.099Z",
        "2026-11-01T12:30:00.999999999Z, 2026-11-01T12:30:00.999Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.500Z"
    })
    void aTimeHasMilliseconds(Instant time, String text) {
        assertThat(new Timestamps().of(time)).isEqualTo(text);
    }

    @Test
    void timesInTheSameAndInAnotherSecondAreFormatted() {
        Timestamps timestamps = new Timestamps();
        assertThat(timestamps.of(Instant.ofEpochMilli(1001))).isEqualTo("1970-01-01T00:00:01.001Z");
        assertThat(timestamps.of(Instant.ofEpochMilli(1002))).isEqualTo("1970-01-01T00:00:01.002Z");
        assertThat(timestamps.of(Instant.ofEpochMilli(2))).isEqualTo("1970-01-01T00:00:00.002Z");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.000",
        "999, 0.000",
        "1000, 0.001",
        "1234567, 1.234",
        "86400000000000, 86400000.000",
        "-5000, 0.000"
    })
    void aDurationIsInMillisecondsWithThreeDecimals(long nanos, String text) throws IOException {
        assertThat(millis(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @Test
    void theLongestDurationIsFormatted() throws IOException {
        assertThat(millis(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))).matches("\\d{15,}\\.\\d{3}");
    }

    private static String millis(Duration duration) throws IOException {
        Bytes bytes = new Bytes(1);
        bytes.millis(duration);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        bytes.writeTo(written);
        return written.toString(StandardCharsets.US_ASCII);
    }
}
