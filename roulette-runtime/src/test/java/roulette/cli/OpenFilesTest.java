package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void theDefaultIsLimitedByTheOpenFiles() throws ProblemsException {
        assertThat(new OpenFiles(1_000_000, 20, 2).connections(0, 1)).isEqualTo(10_000);
        assertThat(new OpenFiles(1024, 20, 2).connections(0, 1)).isEqualTo((1024 - 20 - 64 - 2 * 9) / 2);
    }

    @Test
    void tooFewFilesForOneConnectionIsAnError() {
        assertThatThrownBy(() -> new OpenFiles(64, 20, 2).connections(0, 1))
                .isInstanceOf(ProblemsException.class)
                .hasMessage("even one connection needs 104 open files, but this process may have 64 (ulimit -n):"
                        + " raise that");
    }

    @Test
    void fewerConnectionsThanWantedAreReportedBeforeTheStart() {
        assertThat(new OpenFiles(1_000_000, 20, 2).problem(0, 1)).isEmpty();
        assertThat(new OpenFiles(1_000_000, 20, 2).problem(400_000, 1)).isEmpty();
        assertThat(new OpenFiles(1024, 20, 2).problem(0, 1))
                .contains(
                        "the open files that this process may have, 1024 (ulimit -n), allow 461 connections instead of"
                                + " 10000; further clients wait");
        assertThat(new OpenFiles(1024, 20, 2).problem(10_000, 1).orElseThrow()).contains("at most 461 connections");
        assertThat(new OpenFiles(30, 30, 2).problem(0, 1).orElseThrow()).contains("even one connection needs 114");
    }

    @Test
    void aLimitWithinTheOpenFilesIsAccepted() throws ProblemsException {
        assertThat(new OpenFiles(1_000_000, 20, 2).connections(400_000, 1)).isEqualTo(400_000);
    }

    @Test
    void aLimitBeyondTheOpenFilesIsRefusedWithTheNumbers() {
        assertThatThrownBy(() -> new OpenFiles(1024, 20, 2).connections(10_000, 1))
                .isInstanceOf(ProblemsException.class)
                .hasMessage("limits.connections = 10000 needs 20102 open files, but this process may have 1024"
                        + " (ulimit -n): raise that, or allow at most 461 connections");
    }
}
