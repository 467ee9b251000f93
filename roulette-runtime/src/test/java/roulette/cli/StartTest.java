package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM options that Roulette requires. */
class StartTest {
    @TempDir
    Path home;

    @Test
    void withoutAccessToDescriptorsTheStartFailsAndNamesTheMissingOption() throws Exception {
        Path configuration = Files.writeString(home.resolve("roulette.toml"), """
                [[listeners]]
                bind = "127.0.0.1:0"
                router = "first-letter"
                """);
        FirstLetterJar.writeTo(home.resolve("plugins"));
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Droulette.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "roulette.cli.Main",
                        "run",
                        "-c",
                        configuration.toString()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = java.inputReader()) {
            assertThat(said.lines()
                            .takeWhile(line -> !line.contains("listening on"))
                            .collect(Collectors.joining("\n")))
                    .contains("roulette: resets can't be passed on")
                    .contains("without --add-opens=java.base/sun.nio.ch=ALL-UNNAMED; start with bin/roulette");
            assertThat(java.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(java.exitValue()).isEqualTo(ExitCode.FAILED);
        } finally {
            java.destroyForcibly();
        }
    }
}
