package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.config.ConfigurationFile.LISTENER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.options.Timeouts;

class ConfigurationTest {
    @TempDir
    Path folder;

    private ConfigurationFile file;

    @BeforeEach
    void file() {
        file = new ConfigurationFile(folder);
    }

    @Test
    void missingSettingsHaveDefaults() {
        Configuration configuration = file.reads(LISTENER);
        assertThat(configuration.file()).isEqualTo(file.path());
        assertThat(configuration.listeners())
                .containsExactly(new Listener(
                        "localhost:8080", "localhost", 8080, "parity", List.of(), Optional.empty(), false));
        assertThat(configuration.routersNamed())
                .extractingByKey("localhost:8080")
                .hasToString(file.path() + ":2:1");
        assertThat(configuration.routers()).isEmpty();
        assertThat(configuration.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        Duration.ofSeconds(30)));
        assertThat(configuration.limits()).isEqualTo(new Limits(0, 0, 16_384, 64 << 20, 256));
        assertThat(configuration.pluginDirectories()).containsExactly(folder.resolve("plugins"));
    }

    @Test
    void settingsOfTheFileAreUsed() {
        Configuration configuration = file.reads(LISTENER + """
                [timeouts]
                routing = "1s"
                connect = "250ms"
                forward = "4s"
                lifetime = "1d"
                idle = "0"
                half-closed = "1h 30m"
                drain = "7d"
                [limits]
                connections = 1
                per-client = 20
                rate = 1000
                per-client-rate = 10
                opening = "1 MiB"
                [plugins]
                directories = ["other/place", "../shared"]
                """);
        assertThat(configuration.timeouts())
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(4),
                        Duration.ZERO,
                        Duration.ofMinutes(90),
                        Duration.ofDays(1),
                        Duration.ofDays(7)));
        assertThat(configuration.limits()).isEqualTo(new Limits(1, 20, 1000, 10, 1_048_576, 64 << 20, 256));
        assertThat(configuration.pluginDirectories())
                .containsExactly(folder.resolve("other/place"), folder.resolveSibling("shared"));
    }

    @Test
    void anAbsolutePluginDirectoryStaysAsItIs() {
        Path elsewhere = folder.getRoot().resolve("elsewhere");
        String escaped = elsewhere.toString().replace("\\", "\\\\");
        assertThat(file.reads(LISTENER + "[plugins]\ndirectories = \"" + escaped + "\"\n")
                        .pluginDirectories())
                .containsExactly(elsewhere);
    }

    @Test
    void anUnknownKeyIsAnErrorWithASuggestion() {
        assertThat(file.problems("""
                timeout = "5s"
                [[listeners]]
                router = "parity"
                bnid = "localhost:1"
                [timeouts]
                conect = "1s"
                [limits]
                per_client = 3
                  [plugins]
                  directory = "x"
                """))
                .containsExactly(
                        "r.toml:1:1: timeout: unknown setting; did you mean \"timeouts\"?",
                        "r.toml:4:1: listeners[0].bnid: unknown setting; did you mean \"bind\"?",
                        "r.toml:6:1: timeouts.conect: unknown setting; did you mean \"connect\"?",
                        "r.toml:8:1: limits.per_client: unknown setting; did you mean \"per-client\"?",
                        "r.toml:10:3: plugins.directory: unknown setting; known here: directories");
    }

    @Test
    void anUnknownKeyWithoutSimilarOnesListsTheKnownKeys() {
        assertThat(file.problems(LISTENER + "[limits]\nmemory = 1\n[admin]\nport = 1\n"))
                .containsExactly(
                        "r.toml:4:1: limits.memory: unknown setting; known here: opening, connections, per-client, rate, per-client-rate, openings, calls",
                        "r.toml:5:1: admin: unknown setting; known here: "
                                + "include, timeouts, listeners, routers, limits, access-log, plugins");
    }

    @Test
    void aWrongTypeIsReportedWithTheExpectedAndTheActualOne() {
        assertThat(file.problems(LISTENER + """
                [timeouts]
                routing = 5
                connect = true
                idle = ["1h"]
                half-closed = { minutes = 1 }
                drain = 07:32:00
                [limits]
                connections = "10000"
                per-client = 1.5
                opening = false
                [plugins]
                directories = 3
                """))
                .containsExactly(
                        "r.toml:4:1: timeouts.routing: must be a string such as \"5s\", but is a number",
                        "r.toml:5:1: timeouts.connect: must be a string such as \"5s\", but is a boolean",
                        "r.toml:6:1: timeouts.idle: must be a string such as \"5s\", but is an array",
                        "r.toml:7:1: timeouts.half-closed: must be a string such as \"5s\", but is a table",
                        "r.toml:8:1: timeouts.drain: must be a string such as \"5s\", but is a date or time",
                        "r.toml:10:1: limits.connections: must be a whole number such as 42, " + "but is a string",
                        "r.toml:11:1: limits.per-client: must be a whole number such as 42, but is a number",
                        "r.toml:12:1: limits.opening: must be a string such as \"16 KiB\" or a whole number of bytes, "
                                + "but is a boolean",
                        "r.toml:14:1: plugins.directories: must be a folder, or an array of folders such as [\"site-plugins\"], "
                                + "but is a number");
    }

    @Test
    void theAccessLogHasAFormatAndAFile() {
        AccessLogging logging = file.reads(LISTENER + "[access-log]\nformat = \"json\"\nfile = \"logs/access.log\"\n")
                .accessLog();
        assertThat(logging.enabled()).isTrue();
        assertThat(logging.json()).isTrue();
        assertThat(logging.file().orElseThrow()).endsWithRaw(Path.of("logs/access.log"));
        assertThat(file.problems(LISTENER + "[access-log]\nformat = \"xml\"\n"))
                .containsExactly("r.toml:4:1: access-log.format: must be \"text\" or \"json\", but is \"xml\"");
    }

    @Test
    void aTableOfTheWrongTypeIsOneProblem() {
        assertThat(file.problems("timeouts = 5\nlimits = []\nplugins = \"plugins\"\nrouters = 1\n" + LISTENER))
                .containsExactly(
                        "r.toml:1:1: timeouts: must be a table, but is a number",
                        "r.toml:2:1: limits: must be a table, but is an array",
                        "r.toml:3:1: plugins: must be a table, but is a string",
                        "r.toml:4:1: routers: must be a table, but is a number");
    }

    @Test
    void aNumberOutOfRangeIsReportedWithTheRange() {
        assertThat(file.problems(LISTENER + """
                [limits]
                connections = -1
                per-client = -1
                opening = "511"
                """))
                .containsExactly(
                        "r.toml:4:1: limits.connections: must be 0 to 2147483647, but is -1",
                        "r.toml:5:1: limits.per-client: must be 0 to 2147483647, but is -1",
                        "r.toml:6:1: limits.opening: must be from \"512\" to \"1 MiB\", but is 511 bytes");
    }

    @Test
    void aNumberBeyondIntIsOutOfRange() {
        assertThat(file.problems(LISTENER + "[limits]\nconnections = 4294967297\nopening = \"4 GiB\"\n"))
                .containsExactly(
                        "r.toml:4:1: limits.connections: must be 0 to 2147483647, but is 4294967297",
                        "r.toml:5:1: limits.opening: must be from \"512\" to \"1 MiB\", but is 4294967296 bytes");
    }

    @Test
    void theBoundsOfARangeAreAllowed() {
        assertThat(file.reads(LISTENER + "[limits]\nconnections = 2147483647\nopening = 512\n")
                        .limits())
                .isEqualTo(new Limits(Integer.MAX_VALUE, 0, 512, 64 << 20, 256));
    }

    @Test
    void aPluginDirectoryMustNotBeEmpty() {
        assertThat(file.problems(LISTENER + "[plugins]\ndirectories = \"\"\n"))
                .containsExactly("r.toml:4:1: plugins.directories: must not be empty");
        assertThat(file.problems(LISTENER + "[plugins]\ndirectories = \"a\\u0000b\"\n"))
                .containsExactly("r.toml:4:1: plugins.directories: must have no control characters");
        assertThat(file.problems(LISTENER + "[plugins]\ndirectories = []\n"))
                .containsExactly("r.toml:4:1: plugins.directories: must name at least one folder; "
                        + "without this key it is plugins/ of the installation");
    }

    @Test
    void aPluginDirectoryIsNamedOnce() {
        assertThat(file.problems(LISTENER + "[plugins]\ndirectories = [\"a\", \"b/../a\"]\n"))
                .containsExactly("r.toml:4:21: plugins.directories[1]: names a a second time; remove one of the two");
    }

    @Test
    void allProblemsAreReportedInTheOrderOfTheFile() {
        assertThat(file.problems("""
                [limits]
                opening = "16 kB"
                [routers]
                parity = 5
                [[listeners]]
                bind = "localhost"
                [timeouts]
                drain = "soon"
                [[listeners]]
                router = ""
                """))
                .containsExactly(
                        "r.toml:2:1: limits.opening: must be a number of bytes such as \"512\", \"16 KiB\", \"1 MiB\" "
                                + "or \"2 GiB\", in B, KiB, MiB or GiB, but is \"16 kB\"",
                        "r.toml:4:1: routers.parity: must be a table, but is a number",
                        "r.toml:5:1: listeners[0].router: missing; add it under [[listeners]]",
                        "r.toml:6:1: listeners[0].bind: must be \"host:port\", \"[2001:db8::1]:port\", or \"*:port\" "
                                + "for all interfaces, but is \"localhost\"",
                        "r.toml:8:1: timeouts.drain: must be a duration such as \"250ms\", \"5s\", \"2m\", \"1h\", "
                                + "\"7d\" or \"0\", but is \"soon\"",
                        "r.toml:10:1: listeners[1].router: must not be empty");
    }

    @Test
    void aProblemIsOneLineWhateverTheValueIs() {
        assertThat(file.problems(LISTENER + "[timeouts]\nidle = \"\"\"a\nb\\u001b\\u2028\"\"\"\n"))
                .singleElement()
                .asString()
                .endsWith("but is \"a\\u000ab\\u001b\\u2028\"");
    }

    @Test
    void theExceptionsMessageHasAllProblems() {
        assertThat(new ConfigurationException(List.of("a", "b"))).hasMessage("a" + System.lineSeparator() + "b");
    }
}
