package roulette.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.capture.Packet.ACK;
import static roulette.capture.Packet.CLIENT;
import static roulette.capture.Packet.CLIENT_6;
import static roulette.capture.Packet.SERVER;
import static roulette.capture.Packet.SERVER_6;
import static roulette.capture.Packet.SYN;
import static roulette.capture.Packet.ethernet;
import static roulette.capture.Packet.ip;
import static roulette.capture.Packet.ipv6;
import static roulette.capture.Packet.join;
import static roulette.capture.Packet.tcp;
import static roulette.capture.Packet.type;
import static roulette.capture.Packet.up;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP segments in captured frames. */
class PacketTest {
    private static final byte[] OPEN = ip(CLIENT, SERVER, SYN, 0, 0, "");
    private static final byte[] HELLO = ip(CLIENT, SERVER, ACK, 1, 0, "hello");
    private static final byte[] OPEN_6 = ip(CLIENT_6, SERVER_6, SYN, 0, 0, "");
    private static final byte[] HELLO_6 = ip(CLIENT_6, SERVER_6, ACK, 1, 0, "hello");

    private static void isReadBehind(int linkType, UnaryOperator<byte[]> network) {
        assertThat(Seen.inFile(Pcap.of(ByteOrder.LITTLE_ENDIAN, PcapFile.MICROSECONDS, linkType)
                                .with(network.apply(OPEN), network.apply(HELLO))
                                .with(network.apply(OPEN_6), network.apply(HELLO_6))
                                .bytes())
                        .texts())
                .containsExactly("hello", "hello");
    }

    @Test
    void ethernetIsRead() {
        isReadBehind(1, Packet::ethernet);
    }

    @Test
    void ethernetWithVlanTagsIsRead() {
        isReadBehind(1, ip -> join(new byte[12], 0x81, 0, 0, 7, type(ip), ip));
        isReadBehind(1, ip -> join(new byte[12], 0x88, 0xa8, 0, 7, 0x81, 0, 0, 8, type(ip), ip));
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 14, 101, 228, 229})
    void rawIpIsRead(int linkType) {
        isReadBehind(linkType, ip -> ip);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 108})
    void loopback(int linkType) {
        isReadBehind(linkType, ip -> join(2, 0, 0, 0, ip));
    }

    @Test
    void linuxCookedCapturesAreRead() {
        isReadBehind(113, ip -> join(new byte[14], type(ip), ip));
        isReadBehind(276, ip -> join(type(ip), new byte[18], ip));
        isReadBehind(276, ip -> join(0x81, 0, new byte[18], 0, 7, type(ip), ip));
    }

    /** The PPP protocol of the IP version. */
    private static byte[] ppp(byte[] ip) {
        return (ip[0] & 0xf0) == 0x40 ? new byte[] {0, 0x21} : new byte[] {0, 0x57};
    }

    @Test
    void pppIsReadWithAndWithoutAddressAndProtocolCompression() {
        for (int linkType : new int[] {9, 50}) {
            isReadBehind(linkType, ip -> join(0xff, 3, ppp(ip), ip));
            isReadBehind(linkType, ip -> join(0xff, 3, (int) ppp(ip)[1], ip));
        }
        isReadBehind(9, ip -> join(ppp(ip), ip));
        isReadBehind(9, ip -> join((int) ppp(ip)[1], ip));
        isReadBehind(50, ip -> join(0x0f, 0, type(ip), ip));
        isReadBehind(166, ip -> join(1, 3, ppp(ip), ip));
        isReadBehind(204, ip -> join(0, 0xff, 3, ppp(ip), ip));
    }

    @Test
    void pppoeIsRead() {
        isReadBehind(51, ip -> join(0x11, 0, 0, 7, 0, 99, ppp(ip), ip));
        isReadBehind(1, ip -> join(new byte[12], 0x88, 0x64, 0x11, 0, 0, 7, 0, 99, ppp(ip), ip));
        isReadBehind(1, ip -> join(new byte[12], 0x81, 0, 0, 9, 0x88, 0x64, 0x11, 0, 0, 7, 0, 99, ppp(ip), ip));
    }

    @Test
    void ciscoHdlcIsRead() {
        isReadBehind(104, ip -> join(0x0f, 0, type(ip), ip));
        isReadBehind(112, ip -> join(0x8f, 0, type(ip), ip));
        isReadBehind(205, ip -> join(1, 0x0f, 0, type(ip), ip));
    }

    private static byte[] ipv4(int protocol, byte[] content) {
        return join(
                0x45,
                0,
                (20 + content.length) >> 8,
                (20 + content.length) & 0xff,
                0,
                1,
                0x40,
                0,
                64,
                protocol,
                0,
                0,
                new byte[] {(byte) 192, 0, 2, 1, (byte) 192, 0, 2, 2},
                content);
    }

    private static byte[] udp(int port, byte[] content) {
        return join(
                0x30,
                0x39,
                port >> 8,
                port & 0xff,
                (8 + content.length) >> 8,
                (8 + content.length) & 0xff,
                0,
                0,
                content);
    }

    @Test
    void ipInIpIsReadInBothVersions() {
        isReadBehind(101, ip -> ipv4(version(ip), ip));
        isReadBehind(1, ip -> ethernet(of(version(ip), ip)));
        isReadBehind(101, ip -> ipv4(41, of(4, ipv4(version(ip), ip))));
    }

    /** The protocol number of IP in IP. */
    private static int version(byte[] ip) {
        return (ip[0] & 0xf0) == 0x40 ? 4 : 41;
    }

    @Test
    void gtpUserPacketsAreRead() {
        isReadBehind(1, ip -> ethernet(ipv4(17, udp(2152, join(0x30, 0xff, 0, 99, 0, 0, 0, 1, ip)))));
        isReadBehind(1, ip -> ethernet(of(17, udp(2152, join(0x32, 0xff, 0, 99, 0, 0, 0, 1, 0, 7, 0, 0, ip)))));
        byte[] extensions = join(0, 0, 0, 0x85, 1, 0x10, 9, 0xc0, 2, 1, 2, 3, 4, 5, 6, 0);
        isReadBehind(1, ip -> ethernet(ipv4(17, udp(2152, join(0x34, 0xff, 0, 99, 0, 0, 0, 1, extensions, ip)))));
    }

    @Test
    void otherGtpMessagesCountAsUdp() {
        byte[] echo = ipv4(17, udp(2152, join(0x32, 1, 0, 4, 0, 0, 0, 0, 0, 7, 0, 0)));
        byte[] endless = ipv4(17, udp(2152, join(0x34, 0xff, 0, 4, 0, 0, 0, 0, 0, 7, 0, 0x85, 0, 0, 0, 0, OPEN)));
        assertThat(Seen.in(ethernet(echo), ethernet(endless)).good().others()).containsExactly(Map.entry("UDP", 2L));
    }

    @Test
    void theDepthOfTunnelsIsLimited() {
        byte[] packet = OPEN;
        for (int i = 0; i < 20; i++) {
            packet = ipv4(4, packet);
        }
        assertThat(Seen.in(ethernet(packet)).good().others())
                .containsExactly(Map.entry("tunnels nested more than 8 deep", 1L));
    }

    @Test
    void otherProtocolsAreCountedByName() {
        byte[] udp = OPEN.clone();
        udp[9] = 17;
        byte[] arp = join(new byte[12], 8, 6, new byte[46]);
        byte[] unknown = join(new byte[12], 0x88, 0xcc, new byte[46]);
        CaptureSummary seen =
                Seen.in(ethernet(udp), ethernet(udp), arp, unknown).good();
        assertThat(seen.others())
                .containsOnly(Map.entry("UDP", 2L), Map.entry("ARP", 1L), Map.entry("Ethernet type 0x88cc", 1L));
        assertThat(seen.packets()).isEqualTo(4);
        assertThat(seen.connections()).isZero();
        assertThat(seen.damaged()).isZero();
    }

    @Test
    void extensionsOfIpv6ArePassedOver() {
        byte[] tcp = tcp(CLIENT_6, SERVER_6, SYN, 0, 0, "hello");
        byte[] extended = join(60, 1, new byte[14], 44, 0, new byte[6], 51, 0, new byte[6], 6, 1, new byte[10], tcp);
        assertThat(Seen.in(ethernet(of(0, extended))).texts()).containsExactly("hello");
    }

    private static byte[] of(int next, byte[] content) {
        return ipv6(CLIENT_6.getAddress().getAddress(), SERVER_6.getAddress().getAddress(), next, content);
    }

    @Test
    void fragmentsAreCountedAndSkipped() {
        byte[] first = HELLO.clone();
        first[6] = 0x20;
        byte[] last = HELLO.clone();
        last[7] = 9;
        byte[] tcp = tcp(CLIENT_6, SERVER_6, ACK, 1, 0, "hello");
        Seen seen = Seen.in(
                ethernet(OPEN), ethernet(first), ethernet(last), ethernet(of(44, join(6, 0, 0, 1, 0, 0, 0, 0, tcp))));
        assertThat(seen.good().fragments()).isEqualTo(3);
        assertThat(seen.connections()).isEmpty();
    }

    @Test
    void aTruncatedPacketLeavesAGap() {
        byte[] whole = up(ACK, 1, "0123456789");
        Seen seen = Seen.inFile(Pcap.ethernet()
                .with(up(SYN, 0, ""))
                .with(whole, whole.length - 4)
                .with(up(ACK, 11, "ab"))
                .bytes());
        assertThat(Seen.text(seen.only())).isEqualTo("012345");
        assertThat(seen.only().gap()).isTrue();
        assertThat(seen.good().truncated()).isEqualTo(1);
    }

    @Test
    void aPacketWithoutALengthHasTheCapturedLength() {
        byte[] large = HELLO.clone();
        large[2] = 0;
        large[3] = 0;
        assertThat(Seen.inFile(Pcap.of(ByteOrder.LITTLE_ENDIAN, PcapFile.MICROSECONDS, 101)
                                .with(OPEN, large)
                                .bytes())
                        .texts())
                .containsExactly("hello");
    }

    @Test
    void damagedHeadersAreCounted() {
        byte[] shortHeader = OPEN.clone();
        shortHeader[0] = 0x44;
        byte[] longHeader = OPEN.clone();
        longHeader[32] = (byte) 0xf0;
        byte[] noVersion = OPEN.clone();
        noVersion[0] = 0x75;
        assertThat(Seen.in(ethernet(shortHeader), ethernet(longHeader), join(new byte[12], 8, 0, noVersion))
                        .good()
                        .damaged())
                .isEqualTo(3);
    }

    @Test
    void aPacketTruncatedAnywhereIsHandled() {
        for (byte[] packet : new byte[][] {
            up(SYN, 0, "hello"), ethernet(of(0, join(60, 0, new byte[6], 6, 0, new byte[6], new byte[30])))
        }) {
            for (int length = 0; length < packet.length; length++) {
                assertThat(Seen.inFile(Pcap.ethernet().with(packet, length).bytes())
                                .good()
                                .packets())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void anyDamagedByteIsHandled() {
        byte[] good = ethernet(of(0, join(6, 0, new byte[6], tcp(CLIENT_6, SERVER_6, SYN, 0, 0, "hello"))));
        for (int at = 0; at < good.length; at++) {
            Pcap pcap = Pcap.ethernet();
            for (int value = 0; value < 256; value++) {
                byte[] wrong =
                        ByteBuffer.wrap(good.clone()).put(at, (byte) value).array();
                pcap.with(wrong);
            }
            assertThat(Seen.inFile(pcap.bytes()).good().packets()).isEqualTo(256);
        }
    }
}
