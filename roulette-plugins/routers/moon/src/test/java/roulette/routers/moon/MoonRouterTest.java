package roulette.routers.moon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.SettingsException;
import roulette.testkit.Configured;
import roulette.testkit.TestOpening;

class MoonRouterTest {
    private static final Instant FULL = Instant.parse("2026-03-03T11:38:00Z");
    private static final String ALL = """
            new-moon = "n:1"
            first-quarter = "f:2"
            full-moon = "o:3"
            last-quarter = "l:4"
            """;

    private static final Opening OPENING = TestOpening.empty();

    @ParameterizedTest
    @CsvSource({
        "2024-04-08T18:21:00Z, n, 1",
        "2019-01-14T06:46:00Z, f, 2",
        "2026-03-03T11:38:00Z, o, 3",
        "2025-02-20T17:33:00Z, l, 4",
    })
    void eachPhaseHasItsTarget(Instant now, String host, int port) {
        assertThat(route(now, ALL)).isEqualTo(Decision.forward(host, port));
    }

    @Test
    void aPhaseWithoutTargetGoesToTheDefault() {
        assertThat(route(FULL, "new-moon = \"n:1\"\ndefault = \"d:5\"")).isEqualTo(Decision.forward("d", 5));
    }

    @Test
    void aPhaseWithTargetDoesNotGoToTheDefault() {
        assertThat(route(FULL, "full-moon = \"o:3\"\ndefault = \"d:5\"")).isEqualTo(Decision.forward("o", 3));
    }

    @Test
    void anUnneededDefaultIsAllowed() {
        assertThat(route(FULL, ALL + "default = \"d:5\"")).isEqualTo(Decision.forward("o", 3));
    }

    @Test
    void aPhaseWithoutTargetAndDefaultIsAnError() {
        assertThatThrownBy(() -> route(FULL, "new-moon = \"n:1\"\nfull-moon = \"o:3\""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("default: missing; add it under");
    }

    @Test
    void theSystemClockIsTheDefault() {
        MoonRouter router = Configured.with(new MoonRouter(), "default = \"d:5\"");

        assertThat(router.route(OPENING)).isEqualTo(Decision.forward("d", 5));
    }

    @Test
    void runsOnTheLoopAndBeforeTheClientSpeaks() {
        assertThat(new MoonRouter().blocks()).isFalse();
        assertThat(new MoonRouter().needsBytes()).isFalse();
    }

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(Router.class)).extracting(Router::name).containsExactly("moon");
    }

    private static Decision route(Instant now, String settings) {
        return Configured.with(new MoonRouter(InstantSource.fixed(now)), settings)
                .route(OPENING);
    }
}
