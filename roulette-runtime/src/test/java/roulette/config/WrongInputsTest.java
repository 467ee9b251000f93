package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each wrong file of {@code wrong-inputs.txt} gets exactly the problems that are written below it. Those that only a
 * router can detect are proved with the whole program.
 */
class WrongInputsTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void aWrongFileGetsExactlyTheseProblems(String name, String toml, List<String> problems) {
        assertThat(new ConfigurationFile(folder).problems(toml)).as(name).isEqualTo(problems);
    }

    /** Blocks of a name behind {@code ###}, the file, a line {@code =>}, and the problems. */
    private static Stream<Arguments> inputs() throws IOException {
        try (InputStream file = Objects.requireNonNull(WrongInputsTest.class.getResourceAsStream("wrong-inputs.txt"))) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^### ")).skip(1).map(block -> {
                int name = block.indexOf('\n') + 1;
                int problems = block.indexOf("=>\n", name);
                return Arguments.of(
                        block.substring(0, name - 1),
                        block.substring(name, problems),
                        block.substring(problems + 3).lines().toList());
            });
        }
    }
}
