package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.tls.Readings.assertDecidedByTheLast;
import static roulette.parsers.tls.Readings.facts;
import static roulette.parsers.tls.Wire.extension;
import static roulette.parsers.tls.Wire.hello;
import static roulette.parsers.tls.Wire.protocols;
import static roulette.parsers.tls.Wire.with16;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "h2",
                "http/1.1",
                "h2 http/1.1",
                "h2 http/1.1 http/1.0",
                "postgresql",
                "a bb ccc dddd eeeee ffffff ggggggg hhhhhhhh iiiiiiiii",
                "acme-tls/1 xmpp-client xmpp-server mqtt dot imap pop3 tds/8.0",
                "postgresqL http/1.1x http/1.1\0 h2\0 123456789abcdef 123456789abcdef0 123456789abcdef01",
                "h3 h2c http/1.2 \0h2 \0\0\0\0\0\0h2 \u00ff\u00fe"
            })
    void protocolsAreInOrder(String names) {
        String[] protocols = names.split(" ");
        assertThat(facts(hello(protocols(protocols))).protocols()).containsExactly(protocols);
    }

    @Test
    void aNameHasUpTo255Bytes() {
        String longest = "p".repeat(255);
        assertThat(facts(hello(protocols("h2", longest))).protocols()).containsExactly("h2", longest);
    }

    @Test
    void greaseIsSkipped() {
        assertThat(facts(hello(protocols("\n\n", "h2", "\u00fa\u00fa", "http/1.1", "\u003a\u003a")))
                        .protocols())
                .containsExactly("h2", "http/1.1");
        assertThat(facts(hello(protocols("\u003a\u003a"))).protocols()).isEmpty();
        assertThat(facts(hello(protocols("\u003a\u004a", "\u003b\u003b"))).protocols())
                .hasSize(2);
    }

    @Test
    void atMost128AreAllowed() {
        List<String> names = Collections.nCopies(128, "p");
        assertThat(facts(hello(protocols(names.toArray(String[]::new)))).protocols())
                .isEqualTo(names);
        assertDecidedByTheLast(
                hello(protocols(Collections.nCopies(129, "p").toArray(String[]::new))), Flaw.MANY_PROTOCOLS);
    }

    @Test
    void anEmptyListIsMalformed() {
        assertDecidedByTheLast(hello(extension(Wire.PROTOCOLS)), Flaw.PROTOCOLS);
        assertDecidedByTheLast(hello(protocols()), Flaw.PROTOCOLS);
    }

    @Test
    void anEmptyNameIsMalformed() {
        assertDecidedByTheLast(hello(protocols("h2", "", "http/1.1")), Flaw.PROTOCOLS);
        assertDecidedByTheLast(hello(protocols("h2", "")), Flaw.PROTOCOLS);
        assertDecidedByTheLast(hello(protocols("", "h2")), Flaw.PROTOCOLS);
    }

    @Test
    void contradictoryLengthsAreMalformed() {
        byte[] next = extension(21, new byte[300]);
        assertDecidedByTheLast(hello(extension(Wire.PROTOCOLS, with16(3, "h2")), next), Flaw.PROTOCOLS);
        assertDecidedByTheLast(hello(extension(Wire.PROTOCOLS, with16(1, "h2")), next), Flaw.PROTOCOLS);
        assertDecidedByTheLast(hello(extension(Wire.PROTOCOLS, 0, 4, 2, "h2"), next), Flaw.PROTOCOLS);
        assertDecidedByTheLast(hello(extension(Wire.PROTOCOLS, 0, 2, 2, "h2"), next), Flaw.PROTOCOLS);
    }
}
