package roulette.routers.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;

/** What the access line says of a client's request. */
class LabelsTest {
    private static Decision clone(String path, String rest) {
        GitRouter router = Configured.with(new GitRouter(), "repositories = { \"/linux.git\" = \"10.0.0.3:9418\" }");
        String line = "git-upload-pack " + path + rest;
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return Conversation.with(router)
                .clientSends("%04x%s".formatted(bytes.length + 4, line).getBytes(StandardCharsets.UTF_8))
                .lastDecision();
    }

    @Test
    void aForwardNamesPathAndHost() {
        Decision forward = clone("/linux.git", "\0host=Git.Example:9418\0");
        assertThat(forward).isInstanceOf(Decision.Forward.class);
        assertThat(forward.labels()).isEqualTo(Map.of("path", "/linux.git", "host", "git.example"));
    }

    @Test
    void aRefusalNamesPathAndHost() {
        Decision refused = clone("/secret.git", "\0host=git.example\0");
        assertThat(refused).isInstanceOf(Decision.Reject.class);
        assertThat(refused.labels()).isEqualTo(Map.of("path", "/secret.git", "host", "git.example"));
        assertThat(clone("/secret.git", "").labels()).isEqualTo(Map.of("path", "/secret.git"));
    }

    /** At most 256 bytes, in whole characters. */
    @Test
    void anOverlongPathIsCut() {
        assertThat(clone("/" + "\u00e4".repeat(2000), "").labels())
                .isEqualTo(Map.of("path", "/" + "\u00e4".repeat(127)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\nb", "/\u001b[2J", "/\u0085", "/../x", "x"})
    void anInvalidPathIsNoLabel(String path) {
        assertThat(clone(path, "")).isInstanceOf(Decision.Reject.class);
        assertThat(clone(path, "").labels()).isEmpty();
    }
}
