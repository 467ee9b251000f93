package roulette.routers.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;

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
        router.configure(settings(Map.of("even", "e:1", "odd", "o:2")));

        assertThat(router.route(from(40000))).isEqualTo(Decision.forward("e", 1));
        assertThat(router.route(from(40001))).isEqualTo(Decision.forward("o", 2));
    }

    @Test
    void aTargetThatIsNotSetKeepsItsDefault() {
        router.configure(settings(Map.of("even", "e:1")));

        assertThat(router.route(from(40001))).isEqualTo(Decision.forward("localhost", 9998));
    }

    @Test
    void runsOnTheLoop() {
        assertThat(router.blocks()).isFalse();
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(Router.class)).extracting(Router::name).containsExactly("parity");
    }

    /** An opening that knows its client only. */
    private static Opening from(int port) {
        return fake(Opening.class, (name, args) -> switch (name) {
            case "client" -> new InetSocketAddress("192.0.2.1", port);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    /** A table of targets. */
    private static Settings settings(Map<String, String> table) {
        return fake(Settings.class, (name, args) -> {
            String key = (String) args[0];
            return switch (name) {
                case "target" -> table.containsKey(key) ? Target.parse(table.get(key)) : args[1];
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
