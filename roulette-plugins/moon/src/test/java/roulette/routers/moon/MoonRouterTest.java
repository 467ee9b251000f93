package roulette.routers.moon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;

class MoonRouterTest {
    private static final Instant FULL = Instant.parse("2026-03-03T11:38:00Z");
    private static final Map<String, String> ALL =
            Map.of("new-moon", "n:1", "first-quarter", "f:2", "full-moon", "o:3", "last-quarter", "l:4");

    /** An opening that may not be looked at. */
    private static final Opening UNSEEN = fake(Opening.class, (name, key) -> {
        throw new UnsupportedOperationException(name);
    });

    /** What the router has read of its settings. */
    private final Set<String> read = new HashSet<>();

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
        assertThat(route(FULL, Map.of("new-moon", "n:1", "default", "d:5"))).isEqualTo(Decision.forward("d", 5));
    }

    @Test
    void aPhaseWithTargetDoesNotGoToTheDefault() {
        assertThat(route(FULL, Map.of("full-moon", "o:3", "default", "d:5"))).isEqualTo(Decision.forward("o", 3));
    }

    @Test
    void aDefaultThatNoPhaseNeedsIsRead() {
        route(
                FULL,
                Map.of(
                        "new-moon",
                        "n:1",
                        "first-quarter",
                        "f:2",
                        "full-moon",
                        "o:3",
                        "last-quarter",
                        "l:4",
                        "default",
                        "d:5"));

        assertThat(read).contains("default");
    }

    @Test
    void aPhaseWithNeitherTargetNorDefaultIsAMistake() {
        assertThatThrownBy(() -> route(FULL, Map.of("new-moon", "n:1", "full-moon", "o:3")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("first-quarter is missing, and so is default");
    }

    @Test
    void theSystemsClockIsAskedByDefault() {
        MoonRouter router = new MoonRouter();
        router.configure(settings(Map.of("default", "d:5")));

        assertThat(router.route(UNSEEN)).isEqualTo(Decision.forward("d", 5));
    }

    @Test
    void runsOnTheLoopAndBeforeTheClientSpeaks() {
        assertThat(new MoonRouter().blocks()).isFalse();
        assertThat(new MoonRouter().needsBytes()).isFalse();
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(Router.class)).extracting(Router::name).containsExactly("moon");
    }

    private Decision route(Instant now, Map<String, String> table) {
        MoonRouter router = new MoonRouter(InstantSource.fixed(now));
        router.configure(settings(table));
        return router.route(UNSEEN);
    }

    /** A table of targets. */
    private Settings settings(Map<String, String> table) {
        return fake(Settings.class, (name, args) -> {
            String key = (String) args[0];
            return switch (name) {
                case "has" -> table.containsKey(key);
                case "target" -> {
                    read.add(key);
                    yield Target.parse(table.getOrDefault(key, ""));
                }
                case "mistake" -> new SettingsException(key + " " + args[1]);
                default -> throw new UnsupportedOperationException(name);
            };
        });
    }

    private interface Answer {
        Object to(String name, Object[] args);
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, args) -> answer.to(method.getName(), args)));
    }
}
