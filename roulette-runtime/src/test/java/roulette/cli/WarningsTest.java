package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Warnings are noted where the log is written. */
class WarningsTest {
    private final Warnings warnings = new Warnings();

    @Test
    void warningsAndErrorsAreCountedAndTheLatestKept() {
        try (QueuedErrors errors = new QueuedErrors(new ByteArrayOutputStream(), warnings)) {
            errors.stream().println("2026-11-26T10:00:00.000Z INFO listening");
            for (int i = 1; i <= 30; i++) {
                errors.stream().println("2026-11-26T10:00:00.000Z WARN number " + i);
            }
            errors.stream().println("2026-11-26T10:00:00.000Z ERROR last\nline");
            errors.stream().println("roulette: INFO WARN nothing");
        }
        assertThat(warnings.count()).isEqualTo(31);
        assertThat(warnings.latest())
                .hasSize(20)
                .startsWith("2026-11-26T10:00:00.000Z WARN number 12")
                .endsWith("2026-11-26T10:00:00.000Z ERROR last\\u000aline");
    }
}
