package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.config.ConfigurationFile.LISTENER;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Settings;
import roulette.options.Listener;

/** Environment variables in strings. The router's table has its keys from line 4 on. */
class VariablesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOST", "10.0.0.1", "PORT", "443", "EMPTY", "", "NESTED", "${HOST}", "_a1", "x", "PRICE", "$5\\1");

    @TempDir
    Path folder;

    private ConfigurationFile file;

    @BeforeEach
    void file() {
        file = new ConfigurationFile(folder);
    }

    private Settings settings(String keys) {
        Configuration configuration = file.reads(LISTENER + "[routers.r]\n" + keys, ENVIRONMENT);
        return configuration.settings(configuration.routerTable("r"));
    }

    @ParameterizedTest
    @CsvSource({
        "${HOST}:${PORT}, 10.0.0.1:443",
        "a${EMPTY}b, ab",
        "${_a1}, x",
        "${NESTED}, ${HOST}",
        "${PRICE}, $5\\1",
        "$$, $",
        "$${HOST}, ${HOST}",
        "$$$${HOST}, $${HOST}",
        "$$${HOST}, $10.0.0.1",
        "^a$, ^a$",
        "(a$|$b), (a$|$b)",
        "$HOST, $HOST",
        "{sni.1}.internal:${PORT}, {sni.1}.internal:443"
    })
    void aNameInBracesIsReplaced(String written, String expected) {
        assertThat(settings("k = '" + written + "'\n").string("k")).isEqualTo(expected);
    }

    @Test
    void everyStringIsExpandedButNoKey() {
        Settings settings = settings("""
                list = ["${HOST}", "b"]
                rule = [{ target = "${HOST}:1" }, { target = ["a:1", "${HOST}:2"] }]
                [routers.r.hosts]
                "${HOST}" = "${HOST}:3"
                """);
        assertThat(settings.strings("list")).containsExactly("10.0.0.1", "b");
        assertThat(settings.tables("rule"))
                .flatExtracting(rule -> rule.strings("target"))
                .containsExactly("10.0.0.1:1", "a:1", "10.0.0.1:2");
        assertThat(settings.table("hosts").keys()).containsExactly("${HOST}");
        assertThat(settings.table("hosts").string("${HOST}")).isEqualTo("10.0.0.1:3");
    }

    @Test
    void rouletteItselfUsesTheValues() {
        Configuration configuration = file.reads("""
                [[listeners]]
                bind = "${HOST}:${PORT}"
                router = "r"
                [routers.r]
                target = "${_a1}.internal:1"
                """, ENVIRONMENT);
        assertThat(configuration.listeners()).extracting(Listener::host).containsExactly("10.0.0.1");
        assertThat(configuration.listeners()).extracting(Listener::port).containsExactly(443);
        assertThat(configuration.targetHosts()).containsExactly("x.internal");
    }

    @Test
    void theEnvironmentIsThatOfTheProcess() {
        Map.Entry<String, String> any = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().matches("[A-Za-z_]+"))
                .findFirst()
                .orElseThrow();
        Configuration configuration = file.reads(LISTENER + "[routers.r]\nk = \"${" + any.getKey() + "}\"\n");
        assertThat(configuration.settings(configuration.routerTable("r")).string("k"))
                .isEqualTo(any.getValue());
    }

    @Test
    void everyUnsetVariableIsReportedWithItsPlaceAndNothingElseOfTheText() {
        assertThat(file.problems("""
                [[listeners]]
                router = "parity"
                  bind = "${BIND}"
                accept-proxy = [
                  "10.0.0.0/8",
                  "${NET}"]
                [routers.lookup]
                password = "hunter2${PASSWORD}hunter2"
                """, ENVIRONMENT))
                .containsExactly(
                        "r.toml:3:3: listeners[0].bind: the environment variable BIND is not set; "
                                + "set it, or write \"$${BIND}\" for the text \"${BIND}\"",
                        "r.toml:6:3: listeners[0].accept-proxy[1]: the environment variable NET is not set; "
                                + "set it, or write \"$${NET}\" for the text \"${NET}\"",
                        "r.toml:8:1: routers.lookup.password: the environment variable PASSWORD is not set; "
                                + "set it, or write \"$${PASSWORD}\" for the text \"${PASSWORD}\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${", "${}", "${HOST", "${HO-ST}", "${1}", "${sni.1}", "${HOST:-b}", "${ HOST }"})
    void anythingElseInBracesIsAnError(String text) {
        assertThat(file.problems(LISTENER + "[routers.r]\nk = 'hunter2 " + text + "'\n", ENVIRONMENT))
                .containsExactly("r.toml:4:1: routers.r.k: has \"${\" without the name of an environment variable and "
                        + "\"}\", as in \"${HOME}\"; write \"$${\" for the text \"${\"");
    }
}
