package roulette.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static roulette.proxyprotocol.Bytes.ipv4;
import static roulette.proxyprotocol.Bytes.ipv6;
import static roulette.proxyprotocol.Bytes.of;
import static roulette.proxyprotocol.Bytes.v2;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roulette.api.ProxyProtocol;
import roulette.proxyprotocol.ProxyHeader.Header;

class HeaderWriterTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.168.0.1", 56324);
    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.168.0.11", 443);
    private static final InetSocketAddress CLIENT6 = new InetSocketAddress("2001:db8::1", 56324);
    private static final InetSocketAddress LOCAL6 = new InetSocketAddress("2001:db8::2", 443);

    private static String line(InetSocketAddress source, InetSocketAddress destination) {
        return StandardCharsets.US_ASCII
                .decode(HeaderWriter.write(ProxyProtocol.V1, source, destination))
                .toString();
    }

    private static byte[] bytes(InetSocketAddress source, InetSocketAddress destination) {
        ByteBuffer header = HeaderWriter.write(ProxyProtocol.V2, source, destination);
        byte[] bytes = new byte[header.remaining()];
        header.get(bytes);
        return bytes;
    }

    @Test
    void aLineForIpv4IsTheDocumentsExample() {
        assertThat(line(CLIENT, LOCAL)).isEqualTo("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n");
    }

    @Test
    void aLineForIpv6HasAllItsGroups() {
        assertThat(line(CLIENT6, LOCAL6))
                .isEqualTo("PROXY TCP6 2001:db8:0:0:0:0:0:1 2001:db8:0:0:0:0:0:2 56324 443\r\n");
    }

    @Test
    void aLineForBothFamiliesIsAnIpv6One() {
        assertThat(line(CLIENT, LOCAL6))
                .isEqualTo("PROXY TCP6 0:0:0:0:0:ffff:c0a8:1 2001:db8:0:0:0:0:0:2 56324 443\r\n");
        assertThat(line(CLIENT6, LOCAL))
                .isEqualTo("PROXY TCP6 2001:db8:0:0:0:0:0:1 0:0:0:0:0:ffff:c0a8:b 56324 443\r\n");
    }

    @Test
    void aBinaryHeaderForIpv4IsAsTheDocumentSays() {
        assertThat(bytes(CLIENT, LOCAL)).isEqualTo(v2(0x21, 0x11, ipv4()));
    }

    @Test
    void aBinaryHeaderForIpv6IsAsTheDocumentSays() {
        assertThat(bytes(CLIENT6, LOCAL6)).isEqualTo(v2(0x21, 0x21, ipv6()));
    }

    @Test
    void aBinaryHeaderForBothFamiliesIsAnIpv6One() {
        byte[] expected = ipv6();
        System.arraycopy(of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 168, 0, 1), 0, expected, 0, 16);
        assertThat(bytes(CLIENT, LOCAL6)).isEqualTo(v2(0x21, 0x21, expected));
    }

    @Test
    void theScopeOfAnAddressIsNotWritten() throws UnknownHostException {
        byte[] linkLocal = InetAddress.ofLiteral("fe80::1").getAddress();
        InetSocketAddress scoped = new InetSocketAddress(Inet6Address.getByAddress("host", linkLocal, 3), 1);
        assertThat(line(scoped, LOCAL6)).startsWith("PROXY TCP6 fe80:0:0:0:0:0:0:1 2001:");
    }

    @ParameterizedTest
    @EnumSource
    void addressesThatAreNotResolvedAreRefused(ProxyProtocol version) {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("example.org", 1);
        assertThatThrownBy(() -> HeaderWriter.write(version, unresolved, LOCAL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderWriter.write(version, CLIENT, unresolved))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void writtenHeadersAreReadBack(ProxyProtocol version) {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            InetSocketAddress source = HeaderMaker.address(random, random.nextBoolean());
            InetSocketAddress destination = HeaderMaker.address(random, random.nextBoolean());
            ByteBuffer header = HeaderWriter.write(version, source, destination);
            assertThat(HeaderReader.read(header))
                    .isEqualTo(Header.of(version, header.limit(), source, destination, List.of()));
        }
    }
}
