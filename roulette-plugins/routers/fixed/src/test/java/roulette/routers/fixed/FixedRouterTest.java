package roulette.routers.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.SettingsException;
import roulette.testkit.Configured;
import roulette.testkit.TestOpening;

class FixedRouterTest {
    private static final Opening OPENING = TestOpening.empty();

    private final FixedRouter router = new FixedRouter();

    @Test
    void everyConnectionGoesToTheTarget() {
        Configured.with(router, "target = \"a:1\"");

        assertThat(router.route(OPENING)).isEqualTo(Decision.forward("a", 1));
    }

    @Test
    void furtherTargetsAreTriedInOrder() {
        Configured.with(router, "target = \"a:1\"\nor-else = [\"b:2\", \"c:3\"]");

        assertThat(router.route(OPENING))
                .isEqualTo(Decision.forward("a", 1).orElse("b", 2).orElse("c", 3));
    }

    @Test
    void aMissingTargetIsAnError() {
        assertThatThrownBy(() -> Configured.with(router, "or-else = [\"b:2\"]"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("target: missing");
    }

    @Test
    void runsOnTheLoopAndBeforeTheClientSpeaks() {
        assertThat(router.blocks()).isFalse();
        assertThat(router.needsBytes()).isFalse();
    }

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(Router.class)).extracting(Router::name).containsExactly("fixed");
    }
}
