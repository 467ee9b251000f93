package roulette.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bytes and addresses as text. */
class BytesTest {
    private static ByteBuffer bytes(int... octets) {
        ByteBuffer bytes = ByteBuffer.allocate(octets.length);
        for (int octet : octets) {
            bytes.put((byte) octet);
        }
        return bytes.flip();
    }

    @Test
    void escapesAreThoseOfC() {
        assertThat(EscapedBytes.parse("a\\r\\n\\t\\\"\\'\\\\\\x41\\x4g\\0\\101\\3777"))
                .isEqualTo(bytes('a', '\r', '\n', '\t', '"', '\'', '\\', 0x41, 4, 'g', 0, 'A', 255, '7'));
        assertThat(EscapedBytes.parse("")).isEqualTo(bytes());
        assertThat(EscapedBytes.parse("\u00e9")).isEqualTo(StandardCharsets.UTF_8.encode("\u00e9"));
    }

    @Test
    void anyOtherEscapeIsReported() {
        for (String wrong : new String[] {"ab\\q", "ab\\x", "ab\\xg", "ab\\8", "ab\\400"}) {
            assertThatThrownBy(() -> EscapedBytes.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at character 3 is no escape");
        }
        assertThatThrownBy(() -> EscapedBytes.parse("a\\")).hasMessageContaining("a single backslash at the end");
    }

    @Test
    void anyBytesAreReadBackFromOneEscapedLine() {
        ByteBuffer all = ByteBuffer.allocate(512);
        for (int i = 0; i < 256; i++) {
            all.put((byte) i).put((byte) '1');
        }
        String text = EscapedBytes.of(all.flip());
        assertThat(text).matches("\"[ -~]*\"");
        assertThat(EscapedBytes.parse(text.substring(1, text.length() - 1))).isEqualTo(all);
    }

    @Test
    void manyBytesAreTruncated() {
        assertThat(EscapedBytes.of(ByteBuffer.allocate(5000)))
                .hasSizeLessThan(4100)
                .endsWith("\" ... (5000 bytes)");
    }

    @Test
    void hexadecimalDigitsMayBeSeparated() {
        assertThat(HexBytes.parse("16 03:01\n0aFF")).isEqualTo(bytes(0x16, 3, 1, 10, 255));
        assertThatThrownBy(() -> HexBytes.parse("16 0x")).hasMessage("character 5 is no hexadecimal digit");
        assertThatThrownBy(() -> HexBytes.parse("16 0")).hasMessageContaining("but there are 3 digits");
    }

    @Test
    void aProxyProtocolHeaderIsRecognised() {
        assertThat(ProxyPrefix.begins(StandardCharsets.US_ASCII.encode("PROXY TCP4 1")))
                .isTrue();
        assertThat(ProxyPrefix.begins(HexBytes.parse("0d0a0d0a000d0a515549540a21")))
                .isTrue();
        assertThat(ProxyPrefix.begins(StandardCharsets.US_ASCII.encode("PROXI")))
                .isFalse();
    }
}
