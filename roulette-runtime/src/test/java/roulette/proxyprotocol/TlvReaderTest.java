package roulette.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static roulette.proxyprotocol.Bytes.NONE;
import static roulette.proxyprotocol.Bytes.ascii;
import static roulette.proxyprotocol.Bytes.checked;
import static roulette.proxyprotocol.Bytes.checkedIpv4;
import static roulette.proxyprotocol.Bytes.ipv4;
import static roulette.proxyprotocol.Bytes.join;
import static roulette.proxyprotocol.Bytes.of;
import static roulette.proxyprotocol.Bytes.tlv;
import static roulette.proxyprotocol.Bytes.v2;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.proxyprotocol.ProxyHeader.Header;
import roulette.proxyprotocol.ProxyHeader.Invalid;

/** Section 2.2, TLVs. */
class TlvReaderTest {
    private static ProxyHeader read(byte[] header) {
        return HeaderReader.read(ByteBuffer.wrap(header));
    }

    private static ProxyHeader withTlvs(byte[]... tlvs) {
        return read(v2(0x21, 0x11, ipv4(), join(tlvs)));
    }

    private static List<Tlv> tlvs(ProxyHeader header) {
        assertThat(header).isInstanceOf(Header.class);
        return ((Header) header).tlvs();
    }

    private static Tlv expected(int type, byte[] value) {
        return new Tlv(type, ByteBuffer.wrap(value));
    }

    @Test
    void tlvsAreReadInOrder() {
        assertThat(tlvs(withTlvs(tlv(2, ascii("example.org")), tlv(0xe0, NONE), tlv(2, ascii("again")))))
                .containsExactly(expected(2, ascii("example.org")), expected(0xe0, NONE), expected(2, ascii("again")));
    }

    @Test
    void paddingIsIgnored() {
        assertThat(tlvs(withTlvs(tlv(4, NONE), tlv(1, ascii("h2")), tlv(4, new byte[9]))))
                .containsExactly(expected(1, ascii("h2")));
    }

    @Test
    void aTlvBeyondTheHeaderIsInvalid() {
        for (byte[] wrong : new byte[][] {of(1), of(1, 0), of(1, 0, 1), of(1, 0, 3, 1, 2), of(1, 0xff, 0xff)}) {
            assertThat(withTlvs(wrong)).isInstanceOf(Invalid.class);
            assertThat(withTlvs(tlv(1, ascii("h2")), wrong)).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void aTlvThatExtendsIntoThePayloadIsInvalid() {
        assertThat(read(join(v2(0x21, 0x11, ipv4(), of(1, 0, 2)), ascii("h2")))).isInstanceOf(Invalid.class);
    }

    @Test
    void theRightChecksumIsAccepted() {
        assertThat(tlvs(read(checkedIpv4(tlv(1, ascii("h2")))))).contains(expected(1, ascii("h2")));
    }

    /** The check value of CRC-32C is E3069283 for "123456789"; this one was computed bit by bit from its polynomial. */
    @Test
    void theChecksumIsCrc32c() {
        assertThat(bitwise(ascii("123456789"))).isEqualTo(0xE3069283);
        byte[] header = v2(0x21, 0x11, ipv4(), tlv(3, new byte[4]));
        ByteBuffer.wrap(header).putInt(31, bitwise(header));
        assertThat(read(header)).isInstanceOf(Header.class);
    }

    @Test
    void everyFlippedBitIsDetected() {
        byte[] header = checkedIpv4();
        for (int bit = 16 * 8; bit < header.length * 8; bit++) {
            byte[] flipped = header.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            // A flipped bit in the type makes it another TLV: then there is no checksum.
            if (bit / 8 != 28) {
                assertThat(read(flipped)).as("bit %d", bit).isInstanceOf(Invalid.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 8})
    void aChecksumOfAnotherSizeIsInvalid(int size) {
        assertThat(withTlvs(tlv(3, new byte[size]))).isInstanceOf(Invalid.class);
    }

    @Test
    void twoChecksumsAreInvalid() {
        // The first is correct for the zeros of the second.
        assertThat(read(checked(v2(0x21, 0x11, ipv4(), tlv(3, new byte[4]), tlv(3, new byte[4])), 31)))
                .isEqualTo(new Invalid("the header has more than one checksum"));
    }

    @Test
    void aUniqueIdHasAtMost128Bytes() {
        assertThat(tlvs(withTlvs(tlv(5, new byte[128])))).containsExactly(expected(5, new byte[128]));
        assertThat(withTlvs(tlv(5, new byte[129]))).isInstanceOf(Invalid.class);
    }

    @Test
    void tlvsAreCopiesOfTheBuffer() {
        byte[] bytes = v2(0x21, 0x11, ipv4(), tlv(1, ascii("h2")));
        List<Tlv> tlvs = tlvs(read(bytes));
        bytes[bytes.length - 1] = 0;
        assertThat(tlvs).containsExactly(expected(1, ascii("h2")));
    }

    @Test
    void eachViewOfAValueIsNewAndReadOnly() {
        Tlv tlv = expected(1, ascii("h2"));
        tlv.value().position(2);
        assertThat(tlv.value().remaining()).isEqualTo(2);
        assertThatThrownBy(() -> tlv.value().put(0, (byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
    }

    private static int bitwise(byte[] bytes) {
        int remainder = -1;
        for (byte b : bytes) {
            remainder ^= Byte.toUnsignedInt(b);
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder & 1) == 0 ? remainder >>> 1 : remainder >>> 1 ^ 0x82F63B78;
            }
        }
        return ~remainder;
    }
}
