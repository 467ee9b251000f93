package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static roulette.config.ConfigurationFile.LISTENER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    private Settings settings(String toml) {
        return file.reads(LISTENER + "[routers.r]\n" + toml)
                .routerTable("r")
                .settings(RouterEnvironment.usual(Path.of("")));
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
}
