package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.Decision;
import roulette.api.SettingsException;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;

class HostsFileRuleTest {
    private static final String KEYS = """
            default = "rest:1"
            [[rule]]
            name = "customers"
            hosts-file = "hosts.txt"
            http.path = "/shop*"
            connect-timeout = "3s"
            [[rule]]
            hosts-file = "hosts.txt"
            protocol = "tls"
            """;

    @TempDir
    Path folder;

    private final RulesRouter router = new RulesRouter();

    @BeforeEach
    void hosts() throws IOException {
        Files.writeString(folder.resolve("hosts.txt"), "a.example a:1\n*.b.example b:1 b:2\n");
    }

    @AfterEach
    void close() {
        router.close();
    }

    private Conversation says(byte[] bytes) {
        return Conversation.with(Configured.with(router, KEYS, folder)).clientSends(bytes);
    }

    private Decision.Forward forward(byte[] bytes) {
        return (Decision.Forward) says(bytes).lastDecision();
    }

    @Test
    void aHostOfTheFileGoesToItsTargets() {
        Decision.Forward forward = forward(Openings.http("x.b.example", "/shop"));

        assertThat(forward.targets()).hasToString("[b:1, b:2]");
        assertThat(forward.because()).isEqualTo("customers: *.b.example");
        assertThat(forward.connectTimeout()).isEqualTo(Optional.of(Duration.ofSeconds(3)));
        assertThat(forward.labels()).containsEntry("host", "x.b.example");
    }

    @Test
    void theServerNameOfTlsIsAHost() {
        assertThat(forward(Openings.tls("a.example", "h2")).because()).isEqualTo("rule 2: a.example");
    }

    @Test
    void theOtherConditionsMustHoldToo() {
        assertThat(forward(Openings.http("a.example", "/")).targets()).hasToString("[rest:1]");
    }

    @Test
    void aHostThatTheFileDoesNotHaveGoesOnToTheNextRule() {
        assertThat(forward(Openings.http("c.example", "/shop")).targets()).hasToString("[rest:1]");
    }

    @Test
    void anUnfinishedRequestWaits() {
        assertThat(says("GET /shop HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .lastDecision())
                .isInstanceOf(Decision.NeedMore.class);
    }

    @Test
    void everyMistakeOfTheFileIsReported() throws IOException {
        Files.writeString(folder.resolve("hosts.txt"), "a\nb\nc c:1\n");

        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Configured.with(router, KEYS, folder))
                .satisfies(first -> assertThat(first.getMessage()).contains("hosts.txt:1: \"a\" has no target"))
                .satisfies(first ->
                        assertThat(first.getSuppressed()[0].getMessage()).contains("hosts.txt:2: \"b\" has no target"));
    }
}
