package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.tls.Readings.assertDecidedByTheLast;
import static roulette.parsers.tls.Readings.facts;
import static roulette.parsers.tls.Wire.extension;
import static roulette.parsers.tls.Wire.hello;
import static roulette.parsers.tls.Wire.hostName;
import static roulette.parsers.tls.Wire.serverName;
import static roulette.parsers.tls.Wire.serverNames;
import static roulette.parsers.tls.Wire.with16;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNameTest {
    private static final String LABEL = "a".repeat(63);
    private static final String LONGEST = LABEL + "." + LABEL + "." + LABEL + "." + "a".repeat(61);

    @ParameterizedTest
    @CsvSource({
        "example, example",
        "WWW.Example.COM, www.example.com",
        "AZaz.09-_.example, azaz.09-_.example",
        "trailing.example., trailing.example",
        "xn--mnchen-3ya.de, xn--mnchen-3ya.de",
        "192.0.2.7, 192.0.2.7",
        "2001:DB8::7, 2001:db8::7",
        "::1, ::1",
        "::ffff:192.0.2.7, ::ffff:192.0.2.7"
    })
    void aHostNameIsNormalised(String sent, String read) {
        assertThat(facts(hello(serverName(sent))).serverName()).isEqualTo(read);
    }

    static String[] badNames() {
        return new String[] {
            ".",
            "..",
            "a..",
            ".a",
            "a..b",
            "a b",
            " a",
            "a\0b",
            "a\nb",
            "a\u007f",
            "*.example",
            "a/b",
            "a:80",
            "[::1]",
            "fe80::1%eth0",
            "::1.",
            ":",
            "1:2:3",
            "m\u00fcnchen.de",
            "\u00ff",
            "a@b",
            "a%00",
            "b".repeat(64),
            "b".repeat(64) + ".a",
        };
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void anInvalidHostNameIsNoName(String name) {
        TlsHello hello = facts(hello(serverName(name), Wire.protocols("h2")));
        assertThat(hello.serverName()).isEmpty();
        assertThat(hello.protocols()).containsExactly("h2");
    }

    @Test
    void everyCharacterIsAllowedOrInvalidatesTheName() {
        for (char c = 0; c < 256; c++) {
            String name = "a" + c + "b";
            boolean clean = String.valueOf(c).matches("[A-Za-z0-9._-]");
            if (clean) {
                assertThat(facts(hello(serverName(name))).serverName())
                        .isEqualTo(name.toLowerCase(java.util.Locale.ROOT));
            } else {
                assertThat(facts(hello(serverName(name))).serverName()).isEmpty();
            }
        }
    }

    @Test
    void aHostNameHasAtMost253Characters() {
        assertThat(LONGEST).hasSize(253);
        assertThat(facts(hello(serverName(LONGEST))).serverName()).isEqualTo(LONGEST);
        assertThat(facts(hello(serverName(LONGEST + "."))).serverName()).isEqualTo(LONGEST);
        assertThat(facts(hello(serverName(LONGEST + "a"))).serverName()).isEmpty();
        assertThat(facts(hello(serverName(LONGEST + "a."))).serverName()).isEmpty();
        assertThat(facts(hello(serverName("a.".repeat(5000) + "a"))).serverName())
                .isEmpty();
    }

    @Test
    void namesOfOtherTypesAreSkipped() {
        byte[] other = bytes(7, with16("other"));
        assertThat(facts(hello(serverNames(other, hostName("a.example"), other)))
                        .serverName())
                .isEqualTo("a.example");
        assertThat(facts(hello(serverNames(other))).serverName()).isEmpty();
    }

    @Test
    void twoHostNamesAreMalformed() {
        assertDecidedByTheLast(hello(serverNames(hostName("a.example"), hostName("b.example"))), Flaw.SECOND_HOST_NAME);
        assertDecidedByTheLast(hello(serverNames(hostName("a.example"), hostName("a.example"))), Flaw.SECOND_HOST_NAME);
        assertDecidedByTheLast(hello(serverNames(hostName("a:443"), hostName("a.example"))), Flaw.SECOND_HOST_NAME);
    }

    @Test
    void anEmptyNameIsMalformed() {
        assertDecidedByTheLast(hello(serverName("")), Flaw.SERVER_NAMES);
        assertDecidedByTheLast(hello(serverNames(bytes(7, 0, 0))), Flaw.SERVER_NAMES);
    }

    @Test
    void anEmptyListIsMalformed() {
        assertDecidedByTheLast(hello(extension(Wire.SERVER_NAME)), Flaw.SERVER_NAMES);
        assertDecidedByTheLast(hello(serverNames()), Flaw.SERVER_NAMES);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 256})
    void contradictoryLengthsAreMalformed(int wrong) {
        byte[] name = hostName("a.example");
        assertDecidedByTheLast(
                hello(extension(Wire.SERVER_NAME, Wire.u16(name.length + wrong), name), new byte[400]),
                Flaw.SERVER_NAMES);
        assertDecidedByTheLast(
                hello(serverNames(0, Wire.u16(9 + wrong), "a.example"), new byte[400]), Flaw.SERVER_NAMES);
        assertDecidedByTheLast(hello(serverNames(name, 0, 0)), Flaw.SERVER_NAMES);
    }
}
