package roulette.parsers.facts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.proxy.Tlvs.part;
import static roulette.parsers.proxy.Tlvs.ssl;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.testkit.TestOpening;

class ProxyFactsTest {
    private static final Value MALFORMED_SSL = new Value.Malformed("the PROXY header has a malformed SSL TLV");

    private static Value value(String name, TestOpening opening) {
        Vocabulary standard = Vocabulary.standard();
        return OpeningFacts.of(standard, opening).value(standard.fact(name).orElseThrow());
    }

    private static TestOpening with(int type, String value) {
        return TestOpening.empty().tlv(type, value.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.alpn, 1, h2, h2",
        "proxy.authority, 2, a.example, a.example",
        "proxy.authority, 2, A.Example., a.example",
        "proxy.authority, 2, 2001:db8::1, 2001:db8::1",
        "proxy.unique-id, 5, 7F00-1, 7F00-1",
        "proxy.unique-id, 5, '\u0000\u00ff', '\u0000\u00ff'",
        "proxy.netns, 48, blue, blue",
        "proxy.tlv.2, 2, A.Example, A.Example",
        "proxy.tlv.0xEA, 234, '\u0001vpce-1', '\u0001vpce-1'",
    })
    void aTlvIsAValue(String name, int type, String sent, String value) {
        assertThat(value(name, with(type, sent))).isEqualTo(Value.of(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example:443", "a b", "..", "a/b", "a\n", "\u00e4.example", "a..b"})
    void anInvalidHostNameIsAbsent(String authority) {
        assertThat(value("proxy.authority", with(2, authority))).isEqualTo(Value.absent());
    }

    @Test
    void anOverlongHostNameIsAbsent() {
        assertThat(value("proxy.authority", with(2, "a.".repeat(127)))).isEqualTo(Value.of("a.".repeat(126) + "a"));
        assertThat(value("proxy.authority", with(2, "a.".repeat(128)))).isEqualTo(Value.absent());
        assertThat(value("proxy.authority", with(2, "a".repeat(4000)))).isEqualTo(Value.absent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy.alpn", "proxy.authority", "proxy.unique-id", "proxy.netns", "proxy.ssl.cn", "proxy.tlv.9"
            })
    void withoutItsTlvAFactIsAbsent(String name) {
        assertThat(value(name, TestOpening.empty())).isEqualTo(Value.absent());
        assertThat(value(name, with(3, "x"))).isEqualTo(Value.absent());
    }

    @Test
    void theCertificateIsKnown() {
        TestOpening opening =
                TestOpening.empty().tlv(0x20, ssl(7, 0, part(0x21, "TLSv1.3"), part(0x22, "alice"), part(0x23, "AES")));

        assertThat(value("proxy.ssl.verified", opening)).isEqualTo(Value.flag(true));
        assertThat(value("proxy.ssl.cn", opening)).isEqualTo(Value.of("alice"));
        assertThat(value("proxy.ssl.version", opening)).isEqualTo(Value.of("TLSv1.3"));
        assertThat(value("proxy.ssl.cipher", opening)).isEqualTo(Value.of("AES"));
    }

    @Test
    void withoutACertificateNothingIsVerified() {
        assertThat(value("proxy.ssl.verified", TestOpening.empty().tlv(0x20, ssl(1, 0))))
                .isEqualTo(Value.absent());
    }

    @Test
    void noFactOfAMalformedTlvIsTrusted() {
        TestOpening opening = TestOpening.empty().tlv(0x20, ssl(7, 0, part(0x22, "alice\n")));

        assertThat(value("proxy.ssl.cn", opening)).isEqualTo(MALFORMED_SSL);
        assertThat(value("proxy.ssl.verified", opening)).isEqualTo(MALFORMED_SSL);
        assertThat(value("proxy.netns", with(48, "\u00ff"))).isInstanceOf(Value.Malformed.class);
    }

    @Test
    void explainListsThem() {
        TestOpening opening = with(2, "a.example").tlv(0x20, new byte[] {1}).tlv(234, "\u0001x".getBytes(ISO_8859_1));
        Vocabulary standard = Vocabulary.standard();
        OpeningFacts facts = OpeningFacts.of(standard, opening);

        assertThat(facts.explain())
                .containsEntry("proxy.authority", "a.example")
                .containsEntry("proxy.ssl.cn", "malformed: the PROXY header has a malformed SSL TLV")
                .doesNotContainKeys("proxy.alpn", "proxy.tlv.234");
        assertThat(facts.explain(List.of(standard.fact("proxy.tlv.0xEA").orElseThrow())))
                .containsEntry("proxy.tlv.234", "\u0001x");
    }
}
