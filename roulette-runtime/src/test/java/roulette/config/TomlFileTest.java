package roulette.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static roulette.config.ConfigurationFile.LISTENER;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomlFileTest {
    @TempDir
    Path folder;

    private ConfigurationFile file;

    @BeforeEach
    void file() {
        file = new ConfigurationFile(folder);
    }

    @Test
    void aMissingFileIsOneProblem() {
        assertThat(file.problems()).containsExactly("r.toml: there is no such file");
    }

    @Test
    void aDirectoryIsOneProblem() throws IOException {
        Files.createDirectory(file.path());
        assertThat(file.problems()).containsExactly("r.toml: is a directory; name a file");
    }

    @Test
    void aFileThatCanNotBeOpenedIsOneProblem() throws IOException {
        Files.createSymbolicLink(file.path(), file.path());
        assertThat(file.problems()).singleElement().asString().matches("r.toml: can't be read: [^:]+");
    }

    @Test
    void aFileThatIsNotUtf8IsOneProblemWithItsPlace() throws IOException {
        Files.write(file.path(), (LISTENER + "# \u00e9\n").getBytes(ISO_8859_1));
        assertThat(file.problems()).containsExactly("r.toml:3:3: is not UTF-8 from here on; save the file as UTF-8");
        Files.write(file.path(), LISTENER.getBytes(UTF_16));
        assertThat(file.problems()).containsExactly("r.toml:1:1: is not UTF-8 from here on; save the file as UTF-8");
    }

    @Test
    void aFileThatEndsWithinACharacterIsNotUtf8() throws IOException {
        Files.write(file.path(), new byte[] {'#', ' ', (byte) 0xc3});
        assertThat(file.problems()).containsExactly("r.toml:1:3: is not UTF-8 from here on; save the file as UTF-8");
    }

    @Test
    void syntaxErrorsAreAllReportedInTheirOrder() {
        assertThat(file.problems("""
                [[listeners]]
                bind = localhost:8080
                router = "a"
                router = "b"
                [timeouts
                idle = "\\q"
                """))
                .containsExactly(
                        "r.toml:2:8: Unexpected text, expected a value; put a string in quotes",
                        "r.toml:4:1: router previously defined at line 3, column 1",
                        "r.toml:5:10: Unexpected end of line, expected ]",
                        "r.toml:6:9: Invalid escape sequence '\\q'");
    }

    @Test
    void aFileWithASyntaxErrorIsNotReadFurther() {
        assertThat(file.problems("nonsense = 1\n[limits]\nconnections =\n"))
                .containsExactly("r.toml:3:14: Unexpected end of line, expected a value");
    }

    @Test
    void aTableDefinedTwiceIsASyntaxError() {
        assertThat(file.problems(LISTENER + "[limits]\n[limits]\n"))
                .containsExactly("r.toml:4:1: limits previously defined at line 3, column 1");
    }

    @Test
    void linesMayEndAsOnWindows() {
        assertThat(file.problems((LISTENER + "[timeouts]\n idle = 5\n").replace("\n", "\r\n")))
                .containsExactly("r.toml:4:2: timeouts.idle: must be a string such as \"5s\", but is a number");
        assertThat(file.reads(LISTENER.replace("\n", "\r\n")).listeners()).hasSize(1);
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(file.reads("\uFEFF" + LISTENER).routersNamed().values())
                .extracting(place -> file.shortened(place.toString()))
                .containsExactly("r.toml:2:1");
    }

    @Test
    void columnsCountCharacters() {
        assertThat(file.problems("limits = { 'é😀' = 1, x = 2 }\n" + LISTENER))
                .containsExactly(
                        "r.toml:1:12: limits.\"é😀\": unknown setting; known here: opening, connections, per-client, rate, per-client-rate, openings, calls",
                        "r.toml:1:22: limits.x: unknown setting; known here: opening, connections, per-client, rate, per-client-rate, openings, calls");
    }

    @Test
    void endlessNestingIsASyntaxErrorAndNotAStackOverflow() {
        assertThat(file.problems("a = " + "[".repeat(100_000) + "]".repeat(100_000) + "\n"))
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("r.toml:1:");
    }

    @Test
    void anEmptyFileIsReadAsOne() {
        assertThat(file.problems("")).singleElement().asString().startsWith("r.toml: listeners: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = hunter2", "password = \"a\" hunter2", "password = 0xhunter2", "password = 'a' 'hunter2'",
                "password = 'hunter2", "password = \"\"\"hunter2", "pass hunter2 = 1", "password = hunter2, expected ',"
            })
    void possibleSecretsAreNotQuoted(String line) {
        assertThat(file.problems(line + "\n" + LISTENER))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith("r.toml:").doesNotContain("unter2"));
    }

    @Test
    void readingATooLargeFileStopsAtTheLimit() throws IOException {
        Path endless = folder.resolve("endless.toml");
        try (RandomAccessFile zeros = new RandomAccessFile(endless.toFile(), "rw")) {
            zeros.setLength(1L << 40);
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.read(endless, folder))
                .withMessageMatching("\\Q" + endless
                        + "\\E: makes the configuration larger than [0-9]+ KiB, which needs .* hosts-file, .*");
    }

    @Test
    void allFilesTogetherHaveTheLimit() throws IOException {
        int limit = new SizeLimit().left();
        String comment = "#".repeat(limit / 3 * 2);
        Files.writeString(folder.resolve("a.toml"), comment);
        Files.writeString(folder.resolve("b.toml"), comment);

        assertThat(file.reads("include = ['a.toml']\n" + LISTENER).listeners()).hasSize(1);
        assertThat(file.problems("include = ['a.toml', 'b.toml']\n" + LISTENER))
                .singleElement()
                .asString()
                .contains("b.toml: makes the configuration larger than");
    }
}
