package roulette.routers.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.testkit.Configured;
import roulette.testkit.TestOpening;

class ParityRouterTest {
    private final ParityRouter router = new ParityRouter();

    @ParameterizedTest
    @ValueSource(ints = {2, 40000, 65534})
    void anEvenPortGoesTo9999(int port) {
        assertThat(router.route(from(port))).isEqualTo(Decision.forward("localhost", 9999));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40001, 65535})
    void anOddPortGoesTo9998(int port) {
        assertThat(router.route(from(port))).isEqualTo(Decision.forward("localhost", 9998));
    }

    @Test
    void bothTargetsCanBeSet() {
        Configured.with(router, "even = \"e:1\"\nodd = \"o:2\"");

        assertThat(router.route(from(40000))).isEqualTo(Decision.forward("e", 1));
        assertThat(router.route(from(40001))).isEqualTo(Decision.forward("o", 2));
    }

    @Test
    void aTargetThatIsNotSetKeepsItsDefault() {
        Configured.with(router, "even = \"e:1\"");

        assertThat(router.route(from(40001))).isEqualTo(Decision.forward("localhost", 9998));
    }

    @Test
    void runsOnTheLoop() {
        assertThat(router.blocks()).isFalse();
    }

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(Router.class)).extracting(Router::name).containsExactly("parity");
    }

    private static Opening from(int port) {
        return TestOpening.empty().from("192.0.2.1", port);
    }
}
