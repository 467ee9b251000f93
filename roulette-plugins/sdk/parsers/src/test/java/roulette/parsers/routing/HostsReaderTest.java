package roulette.parsers.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Target;
import roulette.match.HostTable;

class HostsReaderTest {
    private static final long MEMORY = 10 << 20;

    @TempDir
    Path folder;

    private HostTable read(String text) throws Exception {
        return reader(text, UTF_8).read();
    }

    private HostsReader reader(String text, Charset charset) throws IOException {
        Files.writeString(file(), text, charset);
        return new HostsReader(file(), Map.of("fixed.example", List.of(Target.of("fixed", 1))), MEMORY);
    }

    private Path file() {
        return folder.resolve("hosts.txt");
    }

    private void mistake(String text, String... messages) throws IOException {
        mistake(text, UTF_8, messages);
    }

    private void mistake(String text, Charset charset, String... messages) throws IOException {
        HostsReader reader = reader(text, charset);
        assertThatExceptionOfType(HostsFileException.class)
                .isThrownBy(reader::read)
                .withMessage(String.join("; ", messages).replace("FILE", file().toString()));
    }

    private static List<Target> find(HostTable table, String host) {
        return table.find(host).map(match -> TargetTexts.read(match.value())).orElse(List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example 10.0.0.1:443\n",
                "a.example 10.0.0.1:443",
                "a.example 10.0.0.1:443\r\n",
                "a.example 10.0.0.1:443\r",
                "\ufeffa.example 10.0.0.1:443\n",
                "\ufeff# comment\n\n  \t\n\tA.Example.\t\t10.0.0.1:443  # comment\n",
                "a.example 10.0.0.1:443 #\n#",
            })
    void aLineHasANameAndATarget(String text) throws Exception {
        HostTable table = read(text);

        assertThat(table.size()).isEqualTo(2);
        assertThat(find(table, "a.EXAMPLE.")).containsExactly(Target.of("10.0.0.1", 443));
        assertThat(find(table, "fixed.example")).containsExactly(Target.of("fixed", 1));
    }

    @Test
    void severalTargetsAreTriedInOrder() throws Exception {
        assertThat(find(read("a [::1]:1  b:2\tc:3 # d:4\n"), "a"))
                .containsExactly(Target.of("::1", 1), Target.of("b", 2), Target.of("c", 3));
    }

    @ParameterizedTest
    @CsvSource({
        "x.shop.example, 1",
        "shop.example, 2",
        "any, 3",
        "xn--strae-oqa.example, 4",
        "STRAẞE.example, 4",
        "strasse.example, 3"
    })
    void patternsAreThoseOfTheTable(String host, int port) throws Exception {
        HostTable table = read("*.shop.example a:1\nshop.example a:2\n* a:3\nstraße.example a:4\n");

        assertThat(find(table, host)).containsExactly(Target.of("a", port));
    }

    @Test
    void aTargetMayHaveLettersThatAreNotAscii() throws Exception {
        assertThat(find(read("a büro.example:1 東京.example:2"), "a"))
                .containsExactly(Target.of("büro.example", 1), Target.of("東京.example", 2));
    }

    @Test
    void everyMistakeHasItsLine() throws Exception {
        mistake(
                "a.example 10.0.0.1:443\n"
                        + "\n"
                        + "b.example\r\n"
                        + "b:80 10.0.0.1:443\n"
                        + "c.example 10.0.0.1\n"
                        + "A.Example. b:1\n"
                        + "Fixed.example b:1\n"
                        + "ok.example b:1\n"
                        + "a.*.example b:1\n"
                        + "\ufeffd b:1\n"
                        + "\u001b[2J b:1",
                "FILE:3: \"b.example\" has no target after it; write b.example 10.0.0.1:443",
                "FILE:4: \"b:80\" is not a host name: leave out the port",
                "FILE:5: \"c.example\" has a wrong target: \"10.0.0.1\" has no port: write host:port",
                "FILE:6: \"A.Example.\" is a duplicate of a line before, or of the table hosts",
                "FILE:7: \"Fixed.example\" is a duplicate of a line before, or of the table hosts",
                "FILE:9: \"a.*.example\" may have a * only as its first label, as in *.example.com, or stand alone as *",
                "FILE:10: \"\ufeffd\" has U+FEFF, which not all programs accept in a name: write the name's DNS form,"
                        + " with xn--",
                "FILE:11: \"?[2J\" is not a host name");
    }

    @Test
    void atMostTwentyMistakesAreTold() throws Exception {
        String[] messages = new String[21];
        for (int i = 0; i < 20; i++) {
            messages[i] = "FILE:" + (i + 1) + ": \"x\" has no target after it; write x 10.0.0.1:443";
        }
        messages[20] = "FILE: and 4980 more";

        mistake("x\n".repeat(5000), messages);
    }

    @Test
    void bytesThatAreNotUtf8AreAMistake() throws Exception {
        mistake("stra\u00dfe.example a:1\n", ISO_8859_1, "FILE:1: is not UTF-8; save the file as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(ints = {8193, 65_535, 65_536, 65_537, 73_728, 3_000_000})
    void aLongLineIsAMistakeAndDoesNotHideTheNext(int length) throws Exception {
        mistake(
                "a a:1\n" + "x".repeat(length) + "\nb b:1 b:b\n" + "y".repeat(length),
                "FILE:2: is longer than 8192 bytes",
                "FILE:3: \"b\" has a wrong target: \"b:b\" has no port number after the last colon",
                "FILE:4: is longer than 8192 bytes");
    }

    @Test
    void aLineOfTheGreatestLengthIsRead() throws Exception {
        String targets = "host.example:10000 ".repeat(430);
        String line = "a " + targets + " ".repeat(8190 - targets.length());
        assertThat(line).hasSize(8192);

        assertThat(find(read(line + "\n" + line.replace("a ", "b ") + "\r\n"), "a"))
                .hasSize(430);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\r\n", "\ufeff"})
    void aFileWithoutHostsIsAMistake(String text) throws Exception {
        mistake(text, "FILE has no hosts");
    }

    @Test
    void aFileThatCantBeReadIsTold() {
        assertThatExceptionOfType(HostsFileException.class)
                .isThrownBy(() -> new HostsReader(file(), Map.of(), MEMORY).read())
                .withMessage("there is no file " + file());
        assertThatExceptionOfType(HostsFileException.class)
                .isThrownBy(() -> new HostsReader(folder, Map.of(), MEMORY).read())
                .withMessage(folder + " is not a file");
        assertThatExceptionOfType(HostsFileException.class)
                .isThrownBy(() -> new HostsReader(Path.of("/dev/zero"), Map.of(), MEMORY).read())
                .withMessage("/dev/zero is not a file");
    }

    @Test
    void aTableThatNeedsTooMuchMemoryIsRefused() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400_000; i++) {
            text.append("host-").append(i).append(".example 10.0.0.1:443\n");
        }
        HostsReader reader = reader(text.toString(), UTF_8);

        assertThatExceptionOfType(HostsFileException.class)
                .isThrownBy(reader::read)
                .withMessageMatching(".* is too large: line [0-9]+ exceeds 10 MB of memory, .*");
    }
}
