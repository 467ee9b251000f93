package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static roulette.config.ConfigurationFile.LISTENER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;

/** The table is {@code [routers.r]} in line 3; its keys begin in line 4. */
class TomlSettingsTest {
    @TempDir
    Path folder;

    private ConfigurationFile file;

    @BeforeEach
    void file() {
        file = new ConfigurationFile(folder);
    }

    private RouterTable table(String toml) {
        return file.reads(LISTENER + "[routers.r]\n" + toml).routerTable("r");
    }

    private Settings settings(String toml) {
        return table(toml).settings(RouterEnvironment.usual(folder));
    }

    private void fails(String toml, Consumer<Settings> reading, String problem) {
        Settings settings = settings(toml);
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> reading.accept(settings))
                .satisfies(e -> assertThat(file.shortened(String.valueOf(e.getMessage())))
                        .isEqualTo(problem));
    }

    @Test
    void everyTypeIsRead() {
        Settings settings = settings("""
                s = "text"
                i = -42
                b = true
                d = "1h 30m"
                z = "16 KiB"
                n = 512
                t = "[::1]:443"
                ss = ["a", "b"]
                ts = ["a:1", "b:2"]
                """);
        assertThat(settings.string("s")).isEqualTo("text");
        assertThat(settings.integer("i")).isEqualTo(-42);
        assertThat(settings.bool("b")).isTrue();
        assertThat(settings.duration("d")).isEqualTo(Duration.ofMinutes(90));
        assertThat(settings.size("z")).isEqualTo(16_384);
        assertThat(settings.size("n")).isEqualTo(512);
        assertThat(settings.target("t")).isEqualTo(Target.of("::1", 443));
        assertThat(settings.strings("ss")).containsExactly("a", "b");
        assertThat(settings.targets("ts")).containsExactly(Target.of("a", 1), Target.of("b", 2));
    }

    @Test
    void whatIsThereIsTakenBeforeTheFallback() {
        Settings settings = settings("s = \"\"\ni = 0\nb = false\nd = \"0\"\nz = 0\nt = \"a:1\"\n");
        assertThat(settings.string("s", "other")).isEmpty();
        assertThat(settings.integer("i", 5)).isZero();
        assertThat(settings.bool("b", true)).isFalse();
        assertThat(settings.duration("d", Duration.ofSeconds(1))).isZero();
        assertThat(settings.size("z", 5)).isZero();
        assertThat(settings.target("t", Target.of("b", 2))).isEqualTo(Target.of("a", 1));
    }

    @Test
    void theFallbackStandsForWhatIsMissing() {
        Settings settings = settings("");
        assertThat(settings.string("k", "x")).isEqualTo("x");
        assertThat(settings.integer("k", 5)).isEqualTo(5);
        assertThat(settings.bool("k", true)).isTrue();
        assertThat(settings.duration("k", Duration.ofSeconds(-1))).isEqualTo(Duration.ofSeconds(-1));
        assertThat(settings.size("k", 5)).isEqualTo(5);
        assertThat(settings.target("k", Target.of("b", 2))).isEqualTo(Target.of("b", 2));
        assertThat(settings.strings("k")).isEmpty();
        assertThat(settings.targets("k")).isEmpty();
        assertThat(settings.table("k").keys()).isEmpty();
        assertThat(settings.tables("k")).isEmpty();
    }

    @Test
    void aMissingKeyPointsAtItsTable() {
        fails("", s -> s.string("k"), "r.toml:3:1: routers.r.k: missing; add it under [routers.r]");
        fails("", s -> s.integer("k"), "r.toml:3:1: routers.r.k: missing; add it under [routers.r]");
        fails("", s -> s.bool("k"), "r.toml:3:1: routers.r.k: missing; add it under [routers.r]");
        fails("", s -> s.duration("k"), "r.toml:3:1: routers.r.k: missing; add it under [routers.r]");
        fails("", s -> s.size("k"), "r.toml:3:1: routers.r.k: missing; add it under [routers.r]");
        fails("", s -> s.target("k"), "r.toml:3:1: routers.r.k: missing; add it under [routers.r]");
    }

    @Test
    void aMissingKeyOfAnInnerTableNamesThatTable() {
        fails(
                "[routers.r.t]\n",
                s -> s.table("t").string("k"),
                "r.toml:4:1: routers.r.t.k: missing; add it under [routers.r.t]");
        fails(
                "[[routers.r.t]]\n[[routers.r.t]]\n",
                s -> s.tables("t").get(1).string("k"),
                "r.toml:5:1: routers.r.t[1].k: missing; add it under [[routers.r.t]]");
        fails(
                "[[routers.r.t]]\n  [routers.r.t.u]\n",
                s -> s.tables("t").getFirst().table("u").string("k"),
                "r.toml:5:3: routers.r.t[0].u.k: missing; add it under [routers.r.t.u]");
        fails("", s -> s.table("t").string("k"), "r.toml:3:1: routers.r.t.k: missing; add it under [routers.r.t]");
    }

    @Test
    void theUserOfATargetIsNotRepeated() {
        fails(
                "k = \"mysql://root:hunter2@db:3306\"\n",
                s -> s.target("k"),
                "r.toml:4:1: routers.r.k: must be a target such as \"localhost:9999\", without a user and \"@\"");
    }

    @Test
    void theWrongTypeSaysWhatWasExpectedAndWhatIsThere() {
        fails("k = 5\n", s -> s.string("k"), "r.toml:4:1: routers.r.k: must be a string in quotes, but is a number");
        fails(
                "k = \"5\"\n",
                s -> s.integer("k"),
                "r.toml:4:1: routers.r.k: must be a whole number such as 42, but is a string");
        fails("k = \"yes\"\n", s -> s.bool("k"), "r.toml:4:1: routers.r.k: must be true or false, but is a string");
        fails(
                "k = 5\n",
                s -> s.duration("k"),
                "r.toml:4:1: routers.r.k: must be a string such as \"5s\", but is a number");
        fails(
                "k = 1.5\n",
                s -> s.size("k"),
                "r.toml:4:1: routers.r.k: must be a string such as \"16 KiB\" or a whole number of bytes, "
                        + "but is a number");
        fails(
                "k = 9999\n",
                s -> s.target("k"),
                "r.toml:4:1: routers.r.k: must be a string such as \"localhost:9999\", but is a number");
        fails("k = []\n", s -> s.table("k"), "r.toml:4:1: routers.r.k: must be a table, but is an array");
        fails(
                "[routers.r.k]\n",
                s -> s.tables("k"),
                "r.toml:4:1: routers.r.k: must be an array of tables such as [[routers.r.k]], but is a table");
    }

    @Test
    void theWrongTypeIsAnErrorWithAFallbackToo() {
        fails(
                "k = 5\n",
                s -> s.string("k", "x"),
                "r.toml:4:1: routers.r.k: must be a string in quotes, but is a number");
    }

    @Test
    void oneStringAloneIsAnArrayOfOne() {
        assertThat(settings("k = \"a\"\n").strings("k")).containsExactly("a");
        assertThat(settings("k = \"a:1\"\n").targets("k")).containsExactly(Target.of("a", 1));
    }

    @Test
    void aNumberIsNoArray() {
        fails(
                "k = 5\n",
                s -> s.strings("k"),
                "r.toml:4:1: routers.r.k: must be a string, or an array of strings such as [\"a\", \"b\"], "
                        + "but is a number");
    }

    @Test
    void aWrongElementIsPointedAt() {
        fails(
                "k = [\"a\",\n  5]\n",
                s -> s.strings("k"),
                "r.toml:5:3: routers.r.k[1]: must be a string in quotes, but is a number");
        fails(
                "k = [\"a:1\", \"b\"]\n",
                s -> s.targets("k"),
                "r.toml:4:13: routers.r.k[1]: \"b\" has no port: write host:port");
        fails("k = [{}, 1]\n", s -> s.tables("k"), "r.toml:4:10: routers.r.k[1]: must be a table, but is a number");
    }

    @Test
    void aTargetSaysWhatIsWrongWithIt() {
        fails(
                "k = \"localhost\"\n",
                s -> s.target("k"),
                "r.toml:4:1: routers.r.k: \"localhost\" has no port: write host:port");
        fails("k = \"h:0\"\n", s -> s.target("k"), "r.toml:4:1: routers.r.k: a port is 1 to 65535, not 0");
    }

    @Test
    void durationsAndSizesAreReadAsEverywhere() {
        fails(
                "k = \"5\"\n",
                s -> s.duration("k"),
                "r.toml:4:1: routers.r.k: must be a duration such as \"250ms\", \"5s\", \"2m\", \"1h\", \"7d\" or "
                        + "\"0\", but is \"5\"");
        fails("k = -5\n", s -> s.size("k"), "r.toml:4:1: routers.r.k: must not be negative, but is -5");
    }

    @Test
    void aMistakePointsAtTheKeyOrItsTable() {
        Settings settings = settings("k = 5\n");
        assertThat(file.shortened(
                        String.valueOf(settings.mistake("k", "must be odd").getMessage())))
                .isEqualTo("r.toml:4:1: routers.r.k: must be odd");
        assertThat(file.shortened(
                        String.valueOf(settings.mistake("l", "goes with k").getMessage())))
                .isEqualTo("r.toml:3:1: routers.r.l: goes with k");
    }

    @Test
    void aKeyIsNeverSplitAtItsDots() {
        Settings settings = settings("\"*.shop.example\" = \"a:1\"\n\"\" = \"b:1\"\na.b = \"c:1\"\n\"x\\\"y\" = 1\n");
        assertThat(settings.keys()).containsExactly("*.shop.example", "", "a", "x\"y");
        assertThat(settings.target("*.shop.example")).isEqualTo(Target.of("a", 1));
        assertThat(settings.target("")).isEqualTo(Target.of("b", 1));
        assertThat(settings.has("a.b")).isFalse();
        assertThat(settings.table("a").target("b")).isEqualTo(Target.of("c", 1));
        fails(
                "\"*.shop.example\" = 1\n",
                s -> s.target("*.shop.example"),
                "r.toml:4:1: routers.r.\"*.shop.example\": must be a string such as \"localhost:9999\", "
                        + "but is a number");
    }

    @Test
    void aQuotedKeyIsNamedAsItIsWritten() {
        fails(
                "\"x\\\"\\\\ \\n\" = 1\n",
                s -> s.string("x\"\\ \n"),
                "r.toml:4:1: routers.r.\"x\\\"\\\\ \\u000a\": must be a string in quotes, but is a number");
    }

    @Test
    void theKeysCanNotBeChanged() {
        assertThat(settings("k = 5\n").keys()).isUnmodifiable();
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE})
    void anIntegerHas32Bits(long number) {
        assertThat((long) settings("k = " + number + "\n").integer("k")).isEqualTo(number);
        assertThat(settings("k = " + number + "\n").longInteger("k")).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MIN_VALUE - 1L, Integer.MAX_VALUE + 1L, Long.MIN_VALUE, Long.MAX_VALUE})
    void aLargerNumberNeedsALongInteger(long number) {
        assertThat(settings("k = " + number + "\n").longInteger("k")).isEqualTo(number);
        assertThat(settings("k = " + number + "\n").longInteger("k", 5)).isEqualTo(number);
        String problem = "r.toml:4:1: routers.r.k: must be -2147483648 to 2147483647, but is " + number;
        fails("k = " + number + "\n", s -> s.integer("k"), problem);
        fails("k = " + number + "\n", s -> s.integer("k", 5), problem);
    }

    @Test
    void aLongIntegerMayBeMissingOnlyWithAFallback() {
        assertThat(settings("").longInteger("k", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        fails("", s -> s.longInteger("k"), "r.toml:3:1: routers.r.k: missing; add it under [routers.r]");
        fails(
                "k = 1.0\n",
                s -> s.longInteger("k", 5),
                "r.toml:4:1: routers.r.k: must be a whole number such as 42, but is a number");
    }

    @Test
    void aPathIsResolvedAgainstTheFolderOfTheFile() {
        Settings settings = settings("a = \"x/../certs/a.pem\"\nb = \"/etc/./b\"\n");
        assertThat(settings.path("a")).isEqualTo(folder.resolve("certs/a.pem")).isAbsolute();
        assertThat(settings.path("b")).isEqualTo(Path.of("/etc/b"));
        assertThat(settings.path("a", Path.of("other"))).isEqualTo(folder.resolve("certs/a.pem"));
        assertThat(settings.path("c", Path.of("other/../x"))).isEqualTo(Path.of("other/../x"));
    }

    @Test
    void whatIsNoPathIsAnError() {
        fails("", s -> s.path("k"), "r.toml:3:1: routers.r.k: missing; add it under [routers.r]");
        fails("k = \"\"\n", s -> s.path("k"), "r.toml:4:1: routers.r.k: must not be empty");
        fails("k = 5\n", s -> s.path("k"), "r.toml:4:1: routers.r.k: must be a string in quotes, but is a number");
        fails(
                "k = [\"a\"]\n",
                s -> s.path("k", Path.of("x")),
                "r.toml:4:1: routers.r.k: must be a string in quotes, but is an array");
        fails(
                "k = \"a\\u0000b\"\n",
                s -> s.path("k"),
                "r.toml:4:1: routers.r.k: must be a path: Nul character not allowed");
    }

    @Test
    void targetsByNameAreInTheOrderOfTheFile() {
        RouterTable table = table("""
                [routers.r.backends]
                green = ["a:1", "b:2"]
                "*.shop.example" = "c:3"
                """);
        Map<String, List<Target>> backends =
                table.settings(RouterEnvironment.usual(folder)).targetsByName("backends");
        assertThat(backends)
                .containsExactly(
                        Map.entry("green", List.of(Target.of("a", 1), Target.of("b", 2))),
                        Map.entry("*.shop.example", List.of(Target.of("c", 3))))
                .isUnmodifiable();
        assertThat(table.unread()).isEmpty();
        assertThat(settings("").targetsByName("backends")).isEmpty();
    }

    @Test
    void aNameWithoutATargetIsAnError() {
        fails(
                "[routers.r.k]\na = \"a:1\"\nb = []\n",
                s -> s.targetsByName("k"),
                "r.toml:6:1: routers.r.k.b: must have a target, such as \"localhost:9999\"");
        fails(
                "[routers.r.k]\n\"a.b\" = [\"a:1\", \"b\"]\n",
                s -> s.targetsByName("k"),
                "r.toml:5:17: routers.r.k.\"a.b\"[1]: \"b\" has no port: write host:port");
        fails(
                "k.a = 5\n",
                s -> s.targetsByName("k"),
                "r.toml:4:1: routers.r.k.a: must be a target, or an array of targets such as [\"localhost:9999\"], "
                        + "but is a number");
        fails("k = \"a:1\"\n", s -> s.targetsByName("k"), "r.toml:4:1: routers.r.k: must be a table, but is a string");
    }

    @Test
    void theEnvironmentIsThatOfTheRouterAndMarksNothingAsRead() {
        RouterTable table = table("k = 5\n");
        RouterEnvironment environment = RouterEnvironment.usual(folder);
        assertThat(table.settings(environment).environment()).isSameAs(environment);
        assertThat(environment.configurationFolder()).isEqualTo(folder);
        assertThat(environment.dataFolder()).isEqualTo(folder.resolve("data"));
        assertThat(environment.openingLimit()).isEqualTo(16 * 1024);
        assertThat(environment.callLimit()).isEqualTo(256);
        assertThat(table.unread()).hasSize(1);
        assertThat(settings("[routers.r.t]\n").table("t").environment()).isNotNull();
    }

    @Test
    void aMistakeKeepsItsCauseAndDoesNotShowIt() {
        Settings settings = settings("k = 5\nt = [{}, { l = 1 }]\n");
        IllegalStateException cause = new IllegalStateException("a secret");
        SettingsException mistake = settings.mistake("k", "must be odd", cause);
        assertThat(mistake).hasCause(cause);
        assertThat(file.shortened(String.valueOf(mistake.getMessage())))
                .isEqualTo("r.toml:4:1: routers.r.k: must be odd");
        assertThat(file.shortened(String.valueOf(
                        settings.tables("t").get(1).mistake("l", "x", cause).getMessage())))
                .isEqualTo("r.toml:5:12: routers.r.t[1].l: x");
        assertThat(settings.mistake("k", "must be odd")).hasNoCause();
    }

    @Test
    void theNameOfARouterIsNotedWithItsFirstPosition() {
        RouterTable table = table("a = \"socks\"\nb = \"web\"\nc = \"socks\"\n[routers.r.t]\nd = \"late\"\n");
        Settings settings = table.settings(RouterEnvironment.usual(folder));
        assertThat(settings.router("a")).isEqualTo("socks");
        assertThat(settings.router("b")).isEqualTo("web");
        assertThat(settings.router("c")).isEqualTo("socks");
        assertThat(settings.table("t").router("d")).isEqualTo("late");
        Map<String, Position> noted = new HashMap<>();
        table.delegates().forEach((name, place) -> noted.put(name, Objects.requireNonNull(place.where())));
        assertThat(noted)
                .containsOnly(
                        Map.entry("socks", new Position(4, 1)),
                        Map.entry("web", new Position(5, 1)),
                        Map.entry("late", new Position(8, 1)));
    }

    @Test
    void whatIsNoNameOfARouterIsAnError() {
        fails("", s -> s.router("k"), "r.toml:3:1: routers.r.k: missing; add it under [routers.r]");
        fails("k = \" \"\n", s -> s.router("k"), "r.toml:4:1: routers.r.k: must not be empty");
        fails("k = \"a\\u001b\"\n", s -> s.router("k"), "r.toml:4:1: routers.r.k: must have no control characters");
        fails(
                "k = [\"a\"]\n",
                s -> s.router("k"),
                "r.toml:4:1: routers.r.k: must be a string in quotes, but is an array");
    }
}
