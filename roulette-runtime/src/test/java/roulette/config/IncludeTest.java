package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static roulette.config.ConfigurationFile.LISTENER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.SettingsException;
import roulette.options.Listener;

/** Files that the configuration file includes. */
class IncludeTest {
    private static final String ALL = "include = [\"conf.d/*.toml\"]\n";

    @TempDir
    Path folder;

    private ConfigurationFile file;

    @BeforeEach
    void file() throws IOException {
        Files.createDirectory(folder.resolve("conf.d"));
        file = new ConfigurationFile(folder);
    }

    private static String listener(String bind) {
        return "[[listeners]]\nbind = \"" + bind + "\"\nrouter = \"parity\"\n";
    }

    @Test
    void listenersAndRoutersOfAllFilesJoinInTheOrderOfTheNames() {
        Configuration configuration = file.with("conf.d/b.toml", listener(":3") + "[routers.b]\n")
                .with("conf.d/a.toml", listener(":2") + "[routers.a]\n[timeouts]\nidle = \"1s\"\n")
                .with("conf.d/c.txt", "this is no TOML")
                .with("conf.d/.c.toml", "this is no TOML")
                .reads(ALL + listener(":1") + "[routers.c]\n[limits]\nconnections = 5\n");
        assertThat(configuration.listeners()).extracting(Listener::port).containsExactly(1, 2, 3);
        assertThat(configuration.routers().keySet()).containsExactly("c", "a", "b");
        assertThat(configuration.timeouts().idle()).isEqualTo(Duration.ofSeconds(1));
        assertThat(configuration.limits().connections()).isEqualTo(5);
        assertThat(configuration.file()).isEqualTo(file.path());
        assertThat(configuration.files())
                .containsExactly(file.path(), folder.resolve("conf.d/a.toml"), folder.resolve("conf.d/b.toml"));
    }

    @Test
    void aSingleFileMayBeNamedWithoutBrackets() {
        assertThat(file.with("conf.d/a b.toml", LISTENER)
                        .reads("include = \"conf.d/a b.toml\"\n")
                        .listeners())
                .hasSize(1);
    }

    @Test
    void anAbsolutePathStaysAsItIs() {
        String pattern = folder.resolve("conf.d").toString().replace("\\", "/") + "/*.toml";
        assertThat(file.with("conf.d/a.toml", LISTENER)
                        .reads("include = '" + pattern + "'\n")
                        .listeners())
                .hasSize(1);
    }

    @Test
    void aPatternMayMatchNothing() {
        assertThat(file.reads(ALL + LISTENER).files()).containsExactly(file.path());
    }

    @Test
    void aFileWithoutWildcardsMustExist() {
        assertThat(file.problems("include = [\"conf.d/*.toml\",\n  \"conf.d/a.toml\"]\n" + LISTENER))
                .containsExactly("r.toml:2:3: include[1]: there is no file conf.d/a.toml");
    }

    @Test
    void theFolderOfAPatternMustExist() {
        assertThat(file.problems("include = \"confd/*.toml\"\n" + LISTENER))
                .containsExactly("r.toml:1:1: include: there is no folder confd; create it, or remove this");
    }

    @Test
    void aPatternIsAFileNameWithWildcards() {
        assertThat(file.problems("include = [\"*/a.toml\", \"[a\", \"\", 5]\n" + LISTENER))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .isEqualTo("r.toml:1:12: include[0]: "
                                        + "must have wildcards only in the last part of the path"),
                        problem -> assertThat(problem)
                                .startsWith("r.toml:1:24: include[1]: must be a pattern such as \"*.toml\": "),
                        problem -> assertThat(problem).isEqualTo("r.toml:1:30: include[2]: must not be empty"),
                        problem -> assertThat(problem)
                                .isEqualTo("r.toml:1:34: include[3]: must be a string in quotes, but is a number"));
        assertThat(file.problems("include = 5\n" + LISTENER))
                .containsExactly("r.toml:1:1: include: must be a file, or an array of files such as "
                        + "[\"conf.d/*.toml\"], but is a number");
    }

    @Test
    void problemsNameTheirFileAndAreInItsOrder() {
        assertThat(file.with("conf.d/a.toml", "[timeouts]\n  idle = 5\n\n[routers]\nx = 1\n")
                        .with("conf.d/b.toml", "[[listeners]]\nbind = \":1\"\nnonsense = 1\n")
                        .problems(ALL + "[limits]\nopening = 1\n" + LISTENER))
                .containsExactly(
                        "r.toml:3:1: limits.opening: must be from \"512\" to \"1 MiB\", but is 1 bytes",
                        "conf.d/a.toml:2:3: timeouts.idle: must be a string such as \"5s\", but is a number",
                        "conf.d/a.toml:5:1: routers.x: must be a table, but is a number",
                        "conf.d/b.toml:1:1: listeners[0].router: missing; add it under [[listeners]]",
                        "conf.d/b.toml:3:1: listeners[0].nonsense: unknown setting; known here: "
                                + "bind, name, router, accept-proxy, send-proxy, share-port, timeouts, limits, "
                                + "allow, deny");
    }

    @Test
    void syntaxErrorsAndUnsetVariablesOfAllFilesAreReportedTogether() {
        assertThat(file.with("conf.d/a.toml", "[timeouts\n")
                        .with("conf.d/b.toml", "nonsense = \"${UNSET_ONE}\"\n")
                        .problems(ALL + "x = \"${UNSET_TWO}\"\n" + LISTENER, Map.of()))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("r.toml:2:1: x: the environment variable UNSET_TWO "),
                        problem ->
                                assertThat(problem).isEqualTo("conf.d/a.toml:1:10: Unexpected end of line, expected ]"),
                        problem -> assertThat(problem)
                                .startsWith("conf.d/b.toml:1:1: nonsense: the environment variable UNSET_ONE "));
    }

    @Test
    void aTableIsInOneFileOnly() {
        assertThat(file.with("conf.d/a.toml", "[timeouts]\nrouting = \"1s\"\n\n[routers.x]\n")
                        .with("conf.d/b.toml", "[routers.x]\nuse = \"y\"\n[routers.z]\n")
                        .problems(ALL + LISTENER + "[timeouts]\n"))
                .containsExactly(
                        "conf.d/a.toml:1:1: timeouts: is defined at r.toml:4:1 already; keep one of the two",
                        "conf.d/b.toml:1:1: routers.x: is defined at conf.d/a.toml:4:1 already; keep one of the two");
    }

    @Test
    void aSharedKeyOfTwoTypesIsDefinedTwice() {
        assertThat(file.with("conf.d/a.toml", "listeners = 5\n").problems(ALL + LISTENER))
                .containsExactly("conf.d/a.toml:1:1: listeners: is defined at r.toml:2:1 already; keep one of the two");
    }

    @Test
    void anAddressTakenInAnotherFileIsNamedWithIt() {
        assertThat(file.with("conf.d/a.toml", "\n" + listener(":1")).problems(ALL + listener("*:1")))
                .containsExactly("conf.d/a.toml:3:1: listeners[0].bind: \":1\" is taken by the listener of r.toml:2:1; "
                        + "write another");
    }

    @Test
    void anIncludedFileMayIncludeOthersRelativeToItself() {
        Configuration configuration = file.with("conf.d/a.toml", "include = [\"more/*.toml\"]\n")
                .with("conf.d/more/b.toml", listener(":1"))
                .reads(ALL);
        assertThat(configuration.listeners()).hasSize(1);
        assertThat(file.problems("include = \"conf.d/a.toml\"\nx = 1\n"))
                .singleElement()
                .asString()
                .startsWith("r.toml:2:1");
    }

    @Test
    void aCycleIsAnErrorThatNamesIt() {
        assertThat(file.with("conf.d/a.toml", "include = [\"../b.toml\"]\n")
                        .with("b.toml", "\ninclude = [\"*.toml\"]\n")
                        .problems(ALL + LISTENER))
                .containsExactly(
                        "conf.d/../b.toml:2:12: include[0]: includes conf.d/../b.toml again; remove one include of this "
                                + "cycle: conf.d/../b.toml includes conf.d/../b.toml",
                        "conf.d/../b.toml:2:12: include[0]: includes conf.d/../r.toml again; remove one include of this "
                                + "cycle: r.toml includes conf.d/a.toml includes conf.d/../b.toml includes conf.d/../r.toml");
    }

    @Test
    void aFileIsIncludedOnce() throws IOException {
        Files.createSymbolicLink(folder.resolve("conf.d/b.toml"), Path.of("a.toml"));
        assertThat(file.with("conf.d/a.toml", "[limits]\n").problems(ALL + LISTENER))
                .containsExactly("r.toml:1:12: include[0]: includes conf.d/b.toml, which r.toml:1:12 includes as well; "
                        + "keep one of the two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access.log", "logs/access.log"})
    void pathsStartAtTheFolderOfTheirFile(String path) {
        Configuration configuration = file.with(
                        "conf.d/a.toml",
                        "[access-log]\nfile = \"" + path + "\"\n[routers.a]\nfile = \"" + path + "\"\n")
                .reads(ALL + LISTENER + "[routers.b]\nfile = \"" + path + "\"\n");
        assertThat(configuration.accessLog().file())
                .contains(folder.resolve("conf.d").resolve(path));
        assertThat(configuration.settings(configuration.routerTable("a")).path("file"))
                .isEqualTo(folder.resolve("conf.d").resolve(path));
        assertThat(configuration
                        .settings(configuration.routerTable("a"))
                        .environment()
                        .configurationFolder())
                .isEqualTo(folder.resolve("conf.d"));
        assertThat(configuration.settings(configuration.routerTable("b")).path("file"))
                .isEqualTo(folder.resolve(path));
    }

    @Test
    void aRoutersOwnErrorsNameItsFile() {
        Configuration configuration =
                file.with("conf.d/a.toml", "[routers.a]\n\nx = 5\ny = 6\n").reads(ALL + LISTENER);
        RouterTable table = configuration.routerTable("a");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> configuration.settings(table).string("x"))
                .withMessage(folder.resolve("conf.d/a.toml") + ":3:1: routers.a.x: must be a string in quotes, "
                        + "but is a number");
        assertThat(table.unread())
                .containsExactly(
                        folder.resolve("conf.d/a.toml") + ":4:1: routers.a.y: unknown setting; known here: use, x");
        assertThat(table.place()).hasToString(folder.resolve("conf.d/a.toml") + ":1:1");
    }
}
