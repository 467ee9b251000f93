package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(home.resolve("plugins"));
        Files.createDirectories(home.resolve("conf"));
    }

    private int roulette(String... args) {
        return Main.run(new Home(home), new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private Path configuration(String text) throws IOException {
        return Files.writeString(home.resolve("conf").resolve("roulette.toml"), text);
    }

    @Test
    void anUnknownCommandIsAUsageError() {
        assertThat(roulette("frobnicate")).isEqualTo(64);
        assertThat(err.toString())
                .startsWith("roulette: ")
                .contains("'frobnicate'")
                .hasLineCount(1);
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        assertThat(roulette("run", "--fast")).isEqualTo(64);
        assertThat(err.toString())
                .contains("'--fast'")
                .contains("roulette run --help")
                .hasLineCount(1);
    }

    @Test
    void aMisspeltCommandOrOptionIsRecognised() {
        assertThat(roulette("chekc")).isEqualTo(64);
        assertThat(roulette("check", "--conect")).isEqualTo(64);
        assertThat(err.toString())
                .isEqualTo(
                        "roulette: Unmatched argument at index 0: 'chekc'; did you mean check? (see roulette --help)\n"
                                + "roulette: Unknown option: '--conect'; did you mean --connect? (see roulette check --help)\n");
    }

    @Test
    void aFolderWithoutRoutersIsMentioned() {
        assertThat(roulette("routers")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualTo("roulette: no router is in " + home.resolve("plugins") + "; put a router's jar there\n");
    }

    @Test
    void withoutACommandTheUsageIsPrinted() {
        assertThat(roulette()).isEqualTo(64);
        assertThat(err.toString()).contains("run", "check", "routers", "demo");
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(roulette("--version")).isZero();
        assertThat(out.toString())
                .startsWith("roulette ")
                .endsWith(", start-up cache not used\n")
                .hasLineCount(1);
    }

    @Test
    void anEmptyNameOfTheConfigurationIsAUsageError() {
        for (String command : new String[] {"run", "check"}) {
            err.getBuffer().setLength(0);
            assertThat(roulette(command, "-c", "")).as(command).isEqualTo(64);
            assertThat(err.toString())
                    .isEqualTo("roulette: the value of --config is empty: name a file (see roulette " + command
                            + " --help)\n");
        }
    }

    @Test
    void checkSaysWhetherTheClassCacheIsUsed() throws IOException {
        FirstLetterJar.writeTo(home.resolve("plugins"));
        configuration("[[listeners]]\nrouter = \"first-letter\"\n");
        assertThat(roulette("check")).isZero();
        assertThat(out.toString()).contains("start-up cache: none; roulette cache records one\n");
    }

    @Test
    void aCommandFailsIfStandardOutputCanNotBeWritten() throws IOException {
        try (PrintWriter full = new PrintWriter(Files.newBufferedWriter(Path.of("/dev/full")), true)) {
            assertThat(Main.run(new Home(home), full, new PrintWriter(err, true), "--version"))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).isEqualTo("roulette: standard output can't be written to\n");
    }

    @Test
    void helpIsPrintedOnce() {
        assertThat(roulette("--help")).isZero();
        assertThat(out.toString()).containsOnlyOnce("Usage: roulette");
    }

    @Test
    void helpIsNoError() {
        assertThat(roulette("--help")).isZero();
        assertThat(out.toString()).contains("Exit codes:");
        assertThat(roulette("run", "--help")).isZero();
        assertThat(out.toString()).contains("QUIT");
    }

    @Test
    void everyProblemOfAConfigurationIsReportedOnItsOwnLine() throws IOException {
        Path file = configuration("""
                [[listeners]]
                bind = "localhost"
                routr = "parity"

                [timeouts]
                idle = 5
                """);
        assertThat(roulette("check")).isEqualTo(78);
        assertThat(err.toString().lines())
                .allMatch(line -> line.startsWith("roulette: " + file + ":"))
                .anyMatch(line -> line.contains(":2:") && line.contains("bind"))
                .anyMatch(line -> line.contains(":3:") && line.contains("did you mean \"router\""))
                .anyMatch(line -> line.contains(":6:") && line.contains("idle"));
    }

    @Test
    void aMissingRouterIsReportedWithItsListener() throws IOException {
        Path file = configuration("""
                [[listeners]]
                router = "nobody"
                """);
        assertThat(roulette("check")).isEqualTo(78);
        assertThat(err.toString())
                .startsWith("roulette: " + file + ":2:1: listener localhost:8080: no router is called \"nobody\" in")
                .hasLineCount(1);
    }

    @Test
    void aTableOfANewNameNeedsUse() throws IOException {
        FirstLetterJar.writeTo(home.resolve("plugins"));
        Path file = configuration("[[listeners]]\nrouter = \"web\"\n[routers.web]\nreachable = true\n");
        assertThat(roulette("check")).isEqualTo(78);
        assertThat(err.toString())
                .isEqualTo("roulette: " + file + ":2:1: listener localhost:8080: no router is called \"web\" in "
                        + home.resolve("plugins") + "; add use = \"...\" to [routers.web]; there are first-letter\n");
    }

    @Test
    void whatProbablyCausedAMistakeIsReportedWithIt() throws IOException {
        FirstLetterJar.writeTo(home.resolve("plugins"));
        Path file = configuration("""
                [[listeners]]
                router = "first-letter"
                [routers.first-letter]
                reachabel = false
                target = "http://localhost:1"
                unrelated = 1
                """);
        assertThat(roulette("check")).isEqualTo(78);
        assertThat(err.toString())
                .isEqualTo("roulette: " + file + ":5:1: routers.first-letter.target: must be a host and a port, not a"
                        + " URL: write localhost:1, without http://\n"
                        + "roulette: " + file + ":4:1: routers.first-letter.reachabel: unknown setting; did you mean"
                        + " \"reachable\"?\n");
    }

    @Test
    void aMissingConfigurationIsReported() {
        assertThat(roulette("run")).isEqualTo(78);
        assertThat(err.toString()).contains(home.resolve("conf").resolve("roulette.toml") + ": there is no such file");
    }

    @Test
    void anUnusedBrokenPluginIsAWarningAndAUsedOneAnError() throws IOException {
        Files.writeString(home.resolve("plugins").resolve("broken.jar"), "this is no zip");
        assertThat(roulette("routers")).isEqualTo(1);
        assertThat(err.toString()).contains("broken.jar").hasLineCount(1);
        configuration("[[listeners]]\nrouter = \"broken\"\n");
        assertThat(roulette("check")).isEqualTo(78);
        assertThat(err.toString().lines().toList().getLast())
                .contains("no router is called \"broken\"")
                .contains("broken.jar");
    }

    @Test
    void pluginsMayBeInSeveralFolders() throws IOException {
        Path site = home.resolve("conf/site-plugins");
        FirstLetterJar.writeTo(site);
        configuration("""
                [[listeners]]
                router = "first-letter"
                [plugins]
                directories = ["../plugins", "site-plugins"]
                """);
        assertThat(roulette("check")).as(err.toString()).isZero();
        FirstLetterJar.writeTo(home.resolve("plugins"));
        assertThat(roulette("check")).isEqualTo(78);
        assertThat(err.toString())
                .contains("router \"first-letter\" is in ")
                .contains(home.resolve("plugins/first-letter.jar").toString())
                .contains(site.resolve("first-letter.jar").toString());
        assertThat(roulette("routers", "-p", home.resolve("plugins").toString(), "-p", site.toString()))
                .isEqualTo(1);
        assertThat(roulette("routers", "-p", site.toString())).isZero();
        configuration("[[listeners]]\nrouter = \"none\"\n[plugins]\ndirectories = [\"a\", \"b\"]\n");
        err.getBuffer().setLength(0);
        assertThat(roulette("check")).isEqualTo(78);
        assertThat(err.toString())
                .contains(
                        "no router is called \"none\" in " + home.resolve("conf/a") + " or " + home.resolve("conf/b"));
    }

    @Test
    void routersAreStartedByRunRouteAndCheckConnect() throws IOException {
        FirstLetterJar.writeTo(home.resolve("plugins"));
        configuration("""
                [[listeners]]
                bind = "localhost:0"
                router = "first-letter"
                [routers.first-letter]
                reachable = false
                """);
        assertThat(roulette("check")).isZero();
        for (String command : new String[] {"check --connect", "route --text G", "run"}) {
            err.getBuffer().setLength(0);
            assertThat(roulette(command.split(" "))).as(command).isEqualTo(78);
            assertThat(err.toString())
                    .as(command)
                    .contains("FirstLetterRouter can't be started: ", "no letters can be had")
                    .hasLineCount(1);
        }
    }

    @Test
    void aCacheIsRecordedByTheLauncher() {
        assertThat(roulette("cache")).isEqualTo(1);
        assertThat(err.toString())
                .contains(home.resolve("bin/roulette").toString(), "can't be run")
                .hasLineCount(1);
    }

    @Test
    void aFailedCacheRecordingIsReportedAndLeavesNoFile() throws IOException {
        Path launcher = Files.createDirectory(home.resolve("bin")).resolve("roulette");
        Files.writeString(launcher, "#!/bin/sh\necho not today\nexit 3\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        assertThat(roulette("cache")).isEqualTo(1);
        assertThat(err.toString()).contains("exited with 3", "not today").hasLineCount(1);
        assertThat(home.resolve("cache")).isEmptyDirectory();
    }
}
