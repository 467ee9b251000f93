package roulette.routers.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;

class FixedRouterTest {
    /** An opening that may not be looked at. */
    private static final Opening UNSEEN = fake(Opening.class, (name, args) -> {
        throw new UnsupportedOperationException(name);
    });

    private final FixedRouter router = new FixedRouter();

    @Test
    void everythingGoesToTheTarget() {
        router.configure(settings(Map.of("target", List.of("a:1"))));

        assertThat(router.route(UNSEEN)).isEqualTo(Decision.forward("a", 1));
    }

    @Test
    void theOthersAreTriedInTheirOrder() {
        router.configure(settings(Map.of("target", List.of("a:1"), "or-else", List.of("b:2", "c:3"))));

        assertThat(router.route(UNSEEN))
                .isEqualTo(Decision.forward("a", 1).orElse("b", 2).orElse("c", 3));
    }

    @Test
    void aMissingTargetIsAMistake() {
        assertThatThrownBy(() -> router.configure(settings(Map.of("or-else", List.of("b:2")))))
                .isInstanceOf(SettingsException.class)
                .hasMessage("target is missing");
    }

    @Test
    void runsOnTheLoopAndBeforeTheClientSpeaks() {
        assertThat(router.blocks()).isFalse();
        assertThat(router.needsBytes()).isFalse();
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(Router.class)).extracting(Router::name).containsExactly("fixed");
    }

    /** A table of lists of targets. */
    private static Settings settings(Map<String, List<String>> table) {
        return fake(Settings.class, (name, args) -> {
            String key = (String) args[0];
            List<Target> targets = table.getOrDefault(key, List.of()).stream()
                    .<Target>map(Target::parse)
                    .toList();
            return switch (name) {
                case "target" ->
                    targets.stream().findFirst().orElseThrow(() -> new SettingsException(key + " is missing"));
                case "targets" -> targets;
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
