package roulette.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.proxyprotocol.Bytes.NONE;
import static roulette.proxyprotocol.Bytes.SIGNATURE;
import static roulette.proxyprotocol.Bytes.ascii;
import static roulette.proxyprotocol.Bytes.ipv4;
import static roulette.proxyprotocol.Bytes.ipv6;
import static roulette.proxyprotocol.Bytes.join;
import static roulette.proxyprotocol.Bytes.of;
import static roulette.proxyprotocol.Bytes.tlv;
import static roulette.proxyprotocol.Bytes.v2;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.ProxyProtocol;
import roulette.proxyprotocol.ProxyHeader.Header;
import roulette.proxyprotocol.ProxyHeader.Invalid;
import roulette.proxyprotocol.ProxyHeader.NeedMore;

/** Section 2.2, except TLVs. */
class BinaryReaderTest {
    private static ProxyHeader read(byte[] bytes) {
        return HeaderReader.read(ByteBuffer.wrap(bytes));
    }

    private static Header header(byte[] bytes) {
        assertThat(read(bytes)).isInstanceOf(Header.class);
        return (Header) read(bytes);
    }

    @Test
    void anIpv4HeaderIsRead() {
        Header header = header(join(v2(0x21, 0x11, ipv4()), ascii("GET / HTTP/1.1\r\n")));
        assertThat(header.version()).isEqualTo(ProxyProtocol.V2);
        assertThat(header.length()).isEqualTo(28);
        assertThat(header.source()).hasValue(new InetSocketAddress("192.168.0.1", 56324));
        assertThat(header.destination()).hasValue(new InetSocketAddress("192.168.0.11", 443));
        assertThat(header.tlvs()).isEmpty();
    }

    @Test
    void anIpv6HeaderIsRead() {
        Header header = header(v2(0x21, 0x21, ipv6()));
        assertThat(header.length()).isEqualTo(52);
        assertThat(header.source()).hasValue(new InetSocketAddress("2001:db8::1", 56324));
        assertThat(header.destination()).hasValue(new InetSocketAddress("2001:db8::2", 443));
    }

    @Test
    void anIpv6AddressThatStandsForAnIpv4OneIsThatOne() {
        byte[] addresses = ipv6();
        System.arraycopy(of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1), 0, addresses, 0, 16);
        assertThat(header(v2(0x21, 0x21, addresses)).source()).hasValue(new InetSocketAddress("192.0.2.1", 56324));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x11, 0x12, 0x21, 0x31, 0x45, 0xff})
    void aLocalConnectionKeepsItsAddresses(int familyAndProtocol) {
        for (byte[] rest : new byte[][] {NONE, ipv4(), of(0xff, 0xff, 0xff)}) {
            Header header = header(v2(0x20, familyAndProtocol, rest));
            assertThat(header.length()).isEqualTo(16 + rest.length);
            assertThat(header.source()).isEmpty();
            assertThat(header.destination()).isEmpty();
            assertThat(header.tlvs()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x10, 0x20, 0x30})
    void anUnspecifiedFamilyOrProtocolKeepsTheAddresses(int familyAndProtocol) {
        for (byte[] rest : new byte[][] {NONE, ipv4(), of(0xff, 0xff, 0xff)}) {
            Header header = header(v2(0x21, familyAndProtocol, rest));
            assertThat(header.length()).isEqualTo(16 + rest.length);
            assertThat(header.source()).isEmpty();
            assertThat(header.tlvs()).isEmpty();
        }
    }

    @Test
    void aUnixSocketKeepsTheAddressesAndHasTlvs() {
        Header header = header(v2(0x21, 0x31, new byte[216], tlv(1, ascii("h2"))));
        assertThat(header.length()).isEqualTo(16 + 216 + 5);
        assertThat(header.source()).isEmpty();
        assertThat(header.tlvs()).containsExactly(new Tlv(1, ByteBuffer.wrap(ascii("h2"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x02, 0x12, 0x22, 0x32, 0x13, 0x1f, 0x40, 0x41, 0xf1, 0xff})
    void datagramsAndUnassignedFamiliesAreInvalid(int familyAndProtocol) {
        assertThat(read(v2(0x21, familyAndProtocol, new byte[216]))).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x10, 0x11, 0x22, 0x2f, 0x30, 0x31, 0xf1, 0xff})
    void otherVersionsAndCommandsAreInvalid(int versionAndCommand) {
        assertThat(read(v2(versionAndCommand, 0x11, ipv4()))).isInstanceOf(Invalid.class);
    }

    @Test
    void aHeaderTooShortForItsAddressesIsInvalid() {
        assertThat(read(v2(0x21, 0x11, new byte[11]))).isInstanceOf(Invalid.class);
        assertThat(read(v2(0x21, 0x21, new byte[35]))).isInstanceOf(Invalid.class);
        assertThat(read(v2(0x21, 0x31, new byte[215]))).isInstanceOf(Invalid.class);
    }

    @Test
    void aByteOutsideTheSignatureIsRefusedAtOnce() {
        for (int i = 0; i < SIGNATURE.length; i++) {
            byte[] wrong = Arrays.copyOf(SIGNATURE, i + 1);
            assertThat(read(Arrays.copyOf(wrong, i))).isInstanceOf(NeedMore.class);
            wrong[i] ^= 1;
            assertThat(read(wrong)).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void versionCommandAndFamilyAreCheckedAsTheyArrive() {
        assertThat(read(join(SIGNATURE, of(0x11)))).isInstanceOf(Invalid.class);
        assertThat(read(join(SIGNATURE, of(0x22)))).isInstanceOf(Invalid.class);
        assertThat(read(join(SIGNATURE, of(0x21)))).isInstanceOf(NeedMore.class);
        assertThat(read(join(SIGNATURE, of(0x21, 0x41)))).isInstanceOf(Invalid.class);
        assertThat(read(join(SIGNATURE, of(0x21, 0x11, 0)))).isInstanceOf(NeedMore.class);
        assertThat(read(join(SIGNATURE, of(0x21, 0x11, 0, 11)))).isInstanceOf(Invalid.class);
        assertThat(read(join(SIGNATURE, of(0x21, 0x11, 0, 12)))).isInstanceOf(NeedMore.class);
    }

    @Test
    void aTooLongHeaderIsInvalidBeforeItHasArrived() {
        byte[] longest = join(SIGNATURE, of(0x21, 0x11, 0x0f, 0xf0));
        byte[] tooLong = join(SIGNATURE, of(0x21, 0x11, 0x0f, 0xf1));
        assertThat(read(longest)).isInstanceOf(NeedMore.class);
        assertThat(read(tooLong)).isEqualTo(new Invalid("the header says it has 4097 bytes, more than 4096"));
        assertThat(HeaderReader.read(ByteBuffer.wrap(tooLong), 4097)).isInstanceOf(NeedMore.class);
        assertThat(HeaderReader.read(ByteBuffer.wrap(longest), 4095)).isInstanceOf(Invalid.class);
    }

    @Test
    void theMaximumAppliesToLocalConnectionsToo() {
        assertThat(read(join(SIGNATURE, of(0x20, 0x00, 0xff, 0xff)))).isInstanceOf(Invalid.class);
    }
}
