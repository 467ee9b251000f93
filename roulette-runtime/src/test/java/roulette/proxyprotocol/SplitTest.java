package roulette.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.proxyprotocol.Bytes.ascii;
import static roulette.proxyprotocol.Bytes.checkedIpv4;
import static roulette.proxyprotocol.Bytes.ipv4;
import static roulette.proxyprotocol.Bytes.ipv6;
import static roulette.proxyprotocol.Bytes.join;
import static roulette.proxyprotocol.Bytes.tlv;
import static roulette.proxyprotocol.Bytes.v2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import roulette.proxyprotocol.ProxyHeader.Header;
import roulette.proxyprotocol.ProxyHeader.NeedMore;

/** A header may arrive in parts, and in any kind of buffer. */
class SplitTest {
    static Stream<byte[]> headers() {
        return Stream.of(
                ascii("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n"),
                ascii("PROXY TCP6 2001:db8::1 ::ffff:192.0.2.1 56324 443\r\n"),
                ascii("PROXY UNKNOWN\r\n"),
                ascii("PROXY UNKNOWN any\rthing\r\n"),
                ascii("PROXY UNKNOWN " + "x".repeat(91) + "\r\n"),
                v2(0x20, 0x00),
                v2(0x20, 0x11, ipv4()),
                v2(0x21, 0x00),
                v2(0x21, 0x00, new byte[300]),
                v2(0x21, 0x11, ipv4()),
                v2(0x21, 0x21, ipv6()),
                v2(0x21, 0x31, new byte[216]),
                v2(0x21, 0x21, ipv6(), tlv(1, ascii("h2")), tlv(2, ascii("example.org")), tlv(4, new byte[5])),
                checkedIpv4(tlv(5, ascii("an id"))));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void everyPrefixOfAHeaderNeedsMore(byte[] header) {
        for (int length = 0; length < header.length; length++) {
            assertThat(HeaderReader.read(ByteBuffer.wrap(Arrays.copyOf(header, length))))
                    .as("the first %d of %d bytes", length, header.length)
                    .isInstanceOf(NeedMore.class);
        }
        assertThat(HeaderReader.read(ByteBuffer.wrap(header))).isInstanceOf(Header.class);
    }

    @ParameterizedTest
    @MethodSource("headers")
    void bytesAfterAHeaderAreIgnored(byte[] header) {
        ProxyHeader alone = HeaderReader.read(ByteBuffer.wrap(header));
        for (byte[] more : new byte[][] {ascii("\r\n"), header, new byte[5000]}) {
            assertThat(HeaderReader.read(ByteBuffer.wrap(join(header, more)))).isEqualTo(alone);
        }
        assertThat(alone)
                .isInstanceOfSatisfying(
                        Header.class, whole -> assertThat(whole.length()).isEqualTo(header.length));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void theBufferIsReadFromIndexZeroAndNotChanged(byte[] header) {
        ProxyHeader expected = HeaderReader.read(ByteBuffer.wrap(header));
        ByteBuffer bytes = ByteBuffer.allocateDirect(header.length + 10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, header)
                .limit(header.length)
                .position(7);
        assertThat(HeaderReader.read(bytes)).isEqualTo(expected);
        assertThat(HeaderReader.read(bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN)))
                .isEqualTo(expected);
        assertThat(bytes.position()).isEqualTo(7);
        assertThat(bytes.limit()).isEqualTo(header.length);
        assertThat(bytes.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void bytesBeyondTheLimitAreNotRead() {
        byte[] header = v2(0x21, 0x11, ipv4());
        assertThat(HeaderReader.read(ByteBuffer.wrap(header).limit(header.length - 1)))
                .isInstanceOf(NeedMore.class);
    }
}
