package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.match.Network;
import roulette.options.Listener;
import roulette.options.ListenerLimits;
import roulette.options.Timeouts;

class ListenersTest {
    @TempDir
    Path folder;

    private ConfigurationFile file;

    @BeforeEach
    void file() {
        file = new ConfigurationFile(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, localhost, 8080",
        "10.0.0.1:0, 10.0.0.1, 0",
        "[2001:db8::1]:443, 2001:db8::1, 443",
        "[::]:443, ::, 443",
        "[fe80::1%eth0]:443, fe80::1%eth0, 443",
        ":8080, '', 8080",
        "*:65535, '', 65535"
    })
    void bindIsAHostAndAPort(String bind, String host, int port) {
        List<Listener> listeners = file.reads("[[listeners]]\nbind = \"" + bind + "\"\nrouter = \"parity\"\n")
                .listeners();
        assertThat(listeners)
                .containsExactly(new Listener(bind, host, port, "parity", List.of(), Optional.empty(), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "localhost:", "8080", "::1:80", "[::1]", "[host]:80", "a b:80", "*x:80", "h:-1"
            })
    void anyOtherBindIsRefused(String bind) {
        assertThat(file.problems("[[listeners]]\nbind = \"" + bind + "\"\nrouter = \"parity\"\n"))
                .containsExactly("r.toml:2:1: listeners[0].bind: must be \"host:port\", \"[2001:db8::1]:port\", "
                        + "or \"*:port\" for all interfaces, but is \"" + bind + "\"");
    }

    @Test
    void aPortIsAtMost65535() {
        assertThat(file.problems("[[listeners]]\nbind = \"h:65536\"\nrouter = \"parity\"\n"))
                .containsExactly("r.toml:2:1: listeners[0].bind: a port is 0 to 65535, not 65536");
    }

    @Test
    void aListenerMayHaveAName() {
        assertThat(file.reads("[[listeners]]\nname = \"web\"\nrouter = \"parity\"\n")
                        .listeners())
                .extracting(Listener::name)
                .containsExactly("web");
    }

    @Test
    void listenersStayInTheOrderOfTheFile() {
        assertThat(file.reads("listeners = [{ bind = \":2\", router = \"b\" }, { bind = \":1\", router = \"a\" }]\n")
                        .listeners())
                .containsExactly(
                        new Listener(":2", "", 2, "b", List.of(), Optional.empty(), false),
                        new Listener(":1", "", 1, "a", List.of(), Optional.empty(), false));
    }

    @Test
    void aPortIsSharedWithOtherProcessesOnRequest() {
        assertThat(file.reads("[[listeners]]\nrouter = \"parity\"\nshare-port = true\n")
                        .listeners())
                .extracting(Listener::sharePort)
                .containsExactly(true);
    }

    @Test
    void aListenerHasTheTimeoutsOfTheProxyExceptForThoseItSets() {
        Configuration configuration = file.reads("""
                [timeouts]
                routing = "1s"
                idle = "2s"
                [[listeners]]
                bind = ":1"
                router = "a"
                timeouts = { idle = "3s", connect = "0" }
                [[listeners]]
                bind = ":2"
                router = "a"
                [listeners.timeouts]
                routing = "1s"
                """);
        Timeouts all = configuration.timeouts();
        assertThat(configuration.listeners())
                .extracting(Listener::timeouts)
                .containsExactly(
                        Optional.of(new Timeouts(
                                all.proxyHeader(),
                                Duration.ofSeconds(1),
                                all.conversation(),
                                Duration.ZERO,
                                all.forward(),
                                Duration.ofSeconds(3),
                                all.halfClosed(),
                                all.lifetime(),
                                all.drain())),
                        Optional.empty());
    }

    @Test
    void aListenerMayHaveLimits() {
        assertThat(file.reads(
                                "[[listeners]]\nrouter = \"a\"\nlimits = { connections = 3, per-client = 2, rate = 5, per-client-rate = 1 }\n")
                        .listeners())
                .extracting(Listener::limits)
                .containsExactly(new ListenerLimits(3, 2, 5, 1));
    }

    @Test
    void aSingleNetworkOfLoadBalancersNeedsNoBrackets() {
        assertThat(file.reads("[[listeners]]\nrouter = \"a\"\naccept-proxy = \"10.0.0.0/8\"\n")
                        .listeners())
                .extracting(Listener::acceptProxy)
                .containsExactly(List.of(Network.parse("10.0.0.0/8")));
        assertThat(file.problems("[[listeners]]\nrouter = \"a\"\naccept-proxy = true\n"))
                .containsExactly(
                        "r.toml:3:1: listeners[0].accept-proxy: must be a network, or an array of networks such as [\"10.0.0.0/8\"], "
                                + "but is a boolean");
    }

    @Test
    void aListenerMayAllowAndDenyNetworksAlsoFromAFile() {
        Listener listener = file.with("blocked.txt", "# from a list\n192.0.2.0/24  # a network\n\n  2001:db8::1\n")
                .reads(
                        "[[listeners]]\nrouter = \"a\"\nallow = \"0.0.0.0/0\"\ndeny = [\"10.0.0.1\", \"@blocked.txt\"]\n")
                .listeners()
                .getFirst();
        assertThat(List.of("10.0.0.1", "192.0.2.7", "2001:db8::1", "2001:db8::2"))
                .noneMatch(address -> listener.admits(InetAddress.ofLiteral(address)));
        assertThat(listener.admits(InetAddress.ofLiteral("10.0.0.2"))).isTrue();
    }

    @Test
    void networksThatCanNotBeReadAreReportedWithTheirPlace() {
        assertThat(file.with("blocked.txt", "10.0.0.1\n10.0.0.0/33\n\nexample.com # a name\n" + "x\n".repeat(20))
                        .problems("""
                                [[listeners]]
                                router = "a"
                                allow = ["10.0.0.1/8", 5]
                                deny = ["@no-such-file", "@blocked.txt"]
                                """))
                .hasSize(13)
                .startsWith(
                        "blocked.txt:2:1: \"10.0.0.0/33\": the slash must be followed by a number from 0 to 32",
                        "blocked.txt:4:1: \"example.com\" is not an IP address")
                .endsWith(
                        "r.toml:3:10: listeners[0].allow[0]: \"10.0.0.1/8\" has more than 8 bits: write the first "
                                + "address of the network",
                        "r.toml:3:24: listeners[0].allow[1]: must be a string in quotes, but is a number",
                        "r.toml:4:9: listeners[0].deny[0]: there is no file no-such-file");
    }

    @Test
    void timeoutsAndLimitsThatAreForAllListenersAreUnknownInOne() {
        assertThat(file.problems("""
                [[listeners]]
                router = "a"
                timeouts = { drain = "1s", idle = 1 }
                limits = { openings = "1 MiB", per-client = -1 }
                """))
                .containsExactly(
                        "r.toml:3:14: listeners[0].timeouts.drain: unknown setting; known here: proxy-header, routing, "
                                + "conversation, connect, forward, idle, half-closed, lifetime",
                        "r.toml:3:28: listeners[0].timeouts.idle: must be a string such as \"5s\", but is a number",
                        "r.toml:4:12: listeners[0].limits.openings: unknown setting; known here: connections, per-client, "
                                + "rate, per-client-rate",
                        "r.toml:4:32: listeners[0].limits.per-client: must be 0 to 2147483647, but is -1");
    }

    @Test
    void atLeastOneListenerIsRequired() {
        assertThat(file.problems(""))
                .containsExactly("r.toml: listeners: there must be at least one; add a [[listeners]] table");
        assertThat(file.problems("listeners = []\n"))
                .containsExactly("r.toml:1:1: listeners: there must be at least one; add a [[listeners]] table");
    }

    @Test
    void aSingleTableIsReportedAsNoArrayOfTables() {
        assertThat(file.problems("[listeners]\nrouter = \"parity\"\n"))
                .containsExactly(
                        "r.toml:1:1: listeners: must be an array of tables such as [[listeners]], " + "but is a table");
    }

    @Test
    void anElementThatIsNoTableIsReportedWithItsPlace() {
        assertThat(file.problems("listeners = [{ router = \"a\" },\n  5, \"x\"]\n"))
                .containsExactly(
                        "r.toml:2:3: listeners[1]: must be a table, but is a number",
                        "r.toml:2:6: listeners[2]: must be a table, but is a string");
    }

    @Test
    void aRouterIsRequired() {
        assertThat(file.problems("[[listeners]]\nbind = \"localhost:1\"\n"))
                .containsExactly("r.toml:1:1: listeners[0].router: missing; add it under [[listeners]]");
    }

    @Test
    void twoListenersDoNotShareAnAddress() {
        assertThat(file.problems("""
                [[listeners]]
                bind = "*:80"
                router = "a"
                [[listeners]]
                router = "b"
                bind = ":80"
                name = "second"
                """))
                .containsExactly("r.toml:6:1: listeners[1].bind: \":80\" is taken by the listener of r.toml:1:1; "
                        + "write another");
    }

    @Test
    void twoListenersWithoutBindBothHaveTheDefault() {
        assertThat(file.problems("[[listeners]]\nrouter = \"a\"\n[[listeners]]\nrouter = \"a\"\n"))
                .containsExactly("r.toml:3:1: listeners[1].bind: \"localhost:8080\" is taken by the listener of "
                        + "r.toml:1:1; write another");
    }

    @Test
    void twoListenersDoNotShareAName() {
        assertThat(file.problems("""
                [[listeners]]
                bind = ":1"
                name = "web"
                router = "a"
                [[listeners]]
                bind = ":2"
                name = "web"
                router = "b"
                """))
                .containsExactly(
                        "r.toml:7:1: listeners[1].name: \"web\" is taken by the listener of r.toml:1:1; write another");
    }

    @Test
    void portZeroMayBeUsedTwiceUnderTwoNames() {
        String first = "[[listeners]]\nbind = \"localhost:0\"\nrouter = \"a\"\n";
        assertThat(file.reads(first + first + "name = \"second\"\n").listeners())
                .hasSize(2);
        assertThat(file.problems(first + first))
                .containsExactly(
                        "r.toml:4:1: listeners[1].name: \"localhost:0\" is taken by the listener of r.toml:1:1; "
                                + "write another");
    }

    @Test
    void aWrongValueConflictsWithNoOther() {
        assertThat(file.problems("""
                [[listeners]]
                router = "a"
                [[listeners]]
                router = "a"
                bind = 5
                """))
                .containsExactly("r.toml:5:1: listeners[1].bind: must be a string in quotes, but is a number");
    }

    @Test
    void aConflictIsFoundEvenIfTheRouterIsMissing() {
        assertThat(file.problems("[[listeners]]\n[[listeners]]\nrouter = \"a\"\n"))
                .containsExactly(
                        "r.toml:1:1: listeners[0].router: missing; add it under [[listeners]]",
                        "r.toml:2:1: listeners[1].bind: \"localhost:8080\" is taken by the listener of r.toml:1:1; "
                                + "write another");
    }
}
