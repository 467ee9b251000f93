package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static roulette.config.ConfigurationFile.LISTENER;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.Settings;
import roulette.api.SettingsException;

class RouterTableTest {
    @TempDir
    Path folder;

    private ConfigurationFile file;

    @BeforeEach
    void file() {
        file = new ConfigurationFile(folder);
    }

    private RouterTable table(String name, String toml) {
        return file.reads(LISTENER + toml).routerTable(name);
    }

    private List<String> unread(RouterTable table) {
        return table.unread().stream().map(file::shortened).toList();
    }

    @Test
    void tablesStayInTheOrderOfTheFile() {
        Configuration configuration = file.reads(LISTENER + "[routers.b]\n[routers.a]\n[routers.\"c.d\"]\n");
        assertThat(configuration.routers().keySet()).containsExactly("b", "a", "c.d");
        assertThat(configuration.routers().values())
                .extracting(table -> file.shortened(table.place().toString()))
                .containsExactly("r.toml:3:1", "r.toml:4:1", "r.toml:5:1");
    }

    @Test
    void aTableConfiguresTheRouterOfItsNameUnlessUseNamesAnother() {
        assertThat(table("parity", "[routers.parity]\n").use()).isEqualTo("parity");
        RouterTable byTenant = table("by-tenant", "[routers.by-tenant]\nuse = \"table\"\n");
        assertThat(byTenant.name()).isEqualTo("by-tenant");
        assertThat(byTenant.use()).isEqualTo("table");
    }

    @Test
    void useMustBeAName() {
        assertThat(file.problems(LISTENER + "[routers.a]\nuse = 5\n[routers.b]\nuse = \"\"\n"))
                .containsExactly(
                        "r.toml:4:1: routers.a.use: must be a string in quotes, but is a number",
                        "r.toml:6:1: routers.b.use: must not be empty");
    }

    @Test
    void useIsNotPassedToTheRouter() {
        Settings settings = table("a", "[routers.a]\neven = \"x\"\nuse = \"parity\"\nodd = \"y\"\n")
                .settings(RouterEnvironment.usual(Path.of("")));
        assertThat(settings.keys()).containsExactly("even", "odd");
        assertThat(settings.has("use")).isFalse();
        assertThat(settings.string("use", "none")).isEqualTo("none");
    }

    @Test
    void theHostsOfAllLiteralTargetsAreCollected() {
        Configuration configuration = file.reads(LISTENER + """
                [routers.a]
                target = "a.internal:80"
                or-else = ["b.internal:80", "10.0.0.1:80"]
                user = "me"
                [routers.a.hosts]
                "www.example" = "c.internal:80"
                [routers.b]
                use = "rules"
                [[routers.b.rule]]
                target = "{host.1}.shop.internal:80"
                [[routers.b.rule]]
                target = ["[2001:db8::1]:80", "d.internal:{rdp.port}"]
                """);
        assertThat(configuration.targetHosts())
                .containsExactlyInAnyOrder("a.internal", "b.internal", "10.0.0.1", "c.internal", "2001:db8::1");
        assertThat(configuration.routerTable("a").unread()).hasSize(4);
    }

    @Test
    void anUnreadKeyIsReportedWithASuggestion() {
        RouterTable table = table("parity", "[routers.parity]\n  evn = \"a:1\"\nodd = \"b:1\"\nodds = 1\nfoo = 1\n");
        table.settings(RouterEnvironment.usual(Path.of(""))).string("odd");
        table.settings(RouterEnvironment.usual(Path.of(""))).string("even", "");
        assertThat(unread(table))
                .containsExactly(
                        "r.toml:4:3: routers.parity.evn: unknown setting; did you mean \"even\"?",
                        "r.toml:6:1: routers.parity.odds: unknown setting; did you mean \"odd\"?",
                        "r.toml:7:1: routers.parity.foo: unknown setting; known here: use, odd, even");
    }

    @Test
    void useIsSuggestedAsWell() {
        assertThat(unread(table("a", "[routers.a]\nusee = \"parity\"\n")))
                .containsExactly("r.toml:4:1: routers.a.usee: unknown setting; did you mean \"use\"?");
    }

    @Test
    void askingForAKeyMakesItKnownButNotRead() {
        RouterTable table = table("a", "[routers.a]\neven = 1\nevn = 2\n");
        assertThat(table.settings(RouterEnvironment.usual(Path.of(""))).keys()).containsExactly("even", "evn");
        assertThat(table.settings(RouterEnvironment.usual(Path.of(""))).has("even"))
                .isTrue();
        assertThat(table.settings(RouterEnvironment.usual(Path.of(""))).has("odd"))
                .isFalse();
        assertThat(unread(table))
                .containsExactly(
                        "r.toml:4:1: routers.a.even: unknown setting; did you mean \"even\"?",
                        "r.toml:5:1: routers.a.evn: unknown setting; did you mean \"even\"?");
    }

    @Test
    void unreadKeysOfInnerTablesAreReported() {
        RouterTable table = table("a", """
                [routers.a.tls]
                cert = "x"
                kye = "y"
                [[routers.a.rules]]
                host = "h"
                [[routers.a.rules]]
                hots = "h"
                [routers.a.rules.more]
                deep = 1
                [routers.a.other]
                never = "read"
                """);
        Settings tls = table.settings(RouterEnvironment.usual(Path.of(""))).table("tls");
        tls.string("cert");
        tls.string("key", "");
        for (Settings rule :
                table.settings(RouterEnvironment.usual(Path.of(""))).tables("rules")) {
            rule.string("host", "");
            rule.table("more");
        }
        assertThat(unread(table))
                .containsExactly(
                        "r.toml:5:1: routers.a.tls.kye: unknown setting; did you mean \"key\"?",
                        "r.toml:9:1: routers.a.rules[1].hots: unknown setting; did you mean \"host\"?",
                        "r.toml:11:1: routers.a.rules[1].more.deep: unknown setting; none is known here",
                        "r.toml:12:1: routers.a.other: unknown setting; known here: use, tls, rules");
    }

    @Test
    void nothingIsReportedIfEverythingWasRead() {
        RouterTable table = table("a", "[routers.a]\nuse = \"b\"\nx = 1\nt = { y = [\"z\"] }\n");
        table.settings(RouterEnvironment.usual(Path.of(""))).integer("x");
        table.settings(RouterEnvironment.usual(Path.of(""))).table("t").strings("y");
        assertThat(table.unread()).isEmpty();
    }

    @Test
    void errorsOfAMissingTableSayWhatToAdd() {
        RouterTable table = table("fixed", "");
        assertThat(table.name()).isEqualTo("fixed");
        assertThat(table.use()).isEqualTo("fixed");
        assertThat(table.place()).hasToString(file.path().toString());
        assertThat(table.settings(RouterEnvironment.usual(Path.of(""))).keys()).isEmpty();
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() ->
                        table.settings(RouterEnvironment.usual(Path.of(""))).target("target"))
                .withMessage(file.path() + ": routers.fixed.target: missing; add it under [routers.fixed]");
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> table.settings(RouterEnvironment.usual(Path.of("")))
                        .table("tls")
                        .string("cert"))
                .withMessage(file.path() + ": routers.fixed.tls.cert: missing; add it under [routers.fixed.tls]");
        assertThat(table.unread()).isEmpty();
    }

    @Test
    void anOddNameIsQuotedInErrors() {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> table("*.shop", "")
                        .settings(RouterEnvironment.usual(Path.of("")))
                        .string("a b"))
                .withMessage(file.path() + ": routers.\"*.shop\".\"a b\": missing; add it under [routers.\"*.shop\"]");
    }
}
