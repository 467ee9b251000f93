package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Settings;
import roulette.api.Target;

/** The shipped file is valid and complete, and has the defaults. */
class ShippedFileTest {
    private static final Path SHIPPED = Path.of("../dist/src/conf/roulette.toml");
    private static final Pattern OFF = Pattern.compile("(?m)^#(?=[a-z\\[])");

    @TempDir
    Path folder;

    @Test
    void theShippedFileIsValid() {
        Configuration shipped = Configuration.read(SHIPPED, folder);
        assertSameAsDefaults(shipped);
        assertThat(shipped.routerTable("parity")
                        .settings(RouterEnvironment.usual(Path.of("")))
                        .keys())
                .isEmpty();
        assertThat(shipped.routers().keySet()).containsExactly("parity");
    }

    @Test
    void withEveryKeyUncommentedItHasTheDefaults() throws IOException {
        Configuration everything = new ConfigurationFile(folder).reads(everyKeySwitchedOn());
        assertSameAsDefaults(everything);
        assertThat(everything.routers().values())
                .allSatisfy(table -> assertThat(table.use()).isEqualTo(table.name()));
    }

    @Test
    void thePluginDirectoryItNamesIsTheDefault() throws IOException {
        Path conf = Files.createDirectory(folder.resolve("conf")).resolve("roulette.toml");
        Files.writeString(conf, everyKeySwitchedOn());
        assertThat(Configuration.read(conf, folder).pluginDirectories())
                .isEqualTo(Configuration.read(SHIPPED, folder).pluginDirectories());
    }

    @Test
    void theRoutersKeysAreOfTheRightType() throws IOException {
        Configuration everything = new ConfigurationFile(folder).reads(everyKeySwitchedOn());
        Settings parity = everything.routerTable("parity").settings(RouterEnvironment.usual(Path.of("")));
        assertThat(parity.target("even")).isEqualTo(Target.of("localhost", 9999));
        assertThat(parity.target("odd")).isEqualTo(Target.of("localhost", 9998));
        Settings fixed = everything.routerTable("fixed").settings(RouterEnvironment.usual(Path.of("")));
        assertThat(fixed.target("target")).isEqualTo(Target.of("localhost", 9000));
        assertThat(fixed.targets("or-else")).hasSize(2);
        assertThat(everything.routers().values())
                .allSatisfy(table -> assertThat(table.unread()).isEmpty());
    }

    /** The reader lists its known keys in the problem of an unknown one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "[[listeners]]", "[routers.parity]", "[timeouts]", "[limits]", "[access-log]", "[plugins]"})
    void itHasEveryKnownKey(String header) throws IOException {
        String stranger = header + "\nzzzzzzzz = 1\n";
        String listener = header.equals("[[listeners]]") ? "" : ConfigurationFile.LISTENER;
        List<String> known = knownBesides(stranger + listener, header);
        assertThat(known).isNotEmpty();
        String section = section(everyKeySwitchedOn(), header);
        assertThat(known)
                .allSatisfy(key -> assertThat(section)
                        .containsPattern("(?m)^" + Pattern.quote(key) + " *= "
                                + (header.isEmpty() ? "|^\\[+" + key + "\\b" : "")));
    }

    private List<String> knownBesides(String toml, String header) {
        ConfigurationFile file = new ConfigurationFile(folder);
        List<String> problems = header.startsWith("[routers")
                ? file.reads(toml).routerTable("parity").unread()
                : file.problems(toml);
        String marker = "zzzzzzzz: unknown setting; known here: ";
        return problems.stream()
                .filter(problem -> problem.contains(marker))
                .flatMap(problem -> Arrays.stream(problem.substring(problem.indexOf(marker) + marker.length())
                        .split(", ", -1)))
                .toList();
    }

    /** From the header to the next one; everything if there is no header. */
    private static String section(String toml, String header) {
        if (header.isEmpty()) {
            return toml;
        }
        int begin = toml.indexOf("\n" + header + "\n");
        assertThat(begin).isNotNegative();
        int end = toml.indexOf("\n[", begin + 1);
        return toml.substring(begin, end < 0 ? toml.length() : end);
    }

    private static String everyKeySwitchedOn() throws IOException {
        return OFF.matcher(Files.readString(SHIPPED)).replaceAll("");
    }

    private void assertSameAsDefaults(Configuration configuration) {
        Configuration defaults = new ConfigurationFile(folder).reads(ConfigurationFile.LISTENER);
        assertThat(configuration.listeners())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("where")
                .isEqualTo(defaults.listeners());
        assertThat(configuration.timeouts()).isEqualTo(defaults.timeouts());
        assertThat(configuration.limits()).isEqualTo(defaults.limits());
        assertThat(configuration.accessLog()).isEqualTo(defaults.accessLog());
    }
}
