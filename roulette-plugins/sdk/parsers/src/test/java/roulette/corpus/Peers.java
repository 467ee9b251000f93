package roulette.corpus;

import static roulette.corpus.Numbers.be16;
import static roulette.corpus.Numbers.be32;
import static roulette.corpus.Numbers.hex;
import static roulette.corpus.Numbers.le16;
import static roulette.corpus.Numbers.le32;
import static roulette.corpus.Numbers.random;
import static roulette.corpus.Numbers.with16;
import static roulette.corpus.Numbers.word;
import static roulette.parsers.Pieces.bytes;

import java.util.List;
import java.util.Random;

/** Remote desktops, tunnels, peer-to-peer clients and games. */
final class Peers {
    private static final String X11 = "X Window System Protocol, X11R6.8, section 8 (Connection Setup)";
    private static final String OPENVPN = "openvpn-rfc, section 2.1; OpenVPN, ssl_pkt.h";
    private static final String BITTORRENT = "BEP 3, peer protocol";

    private Peers() {}

    static void addTo(List<Sample> samples, Random random) {
        for (int i = 0; i < 200; i++) {
            x11(samples, random, i);
            openVpn(samples, random);
            samples.add(Sample.binary("BitTorrent", BITTORRENT, 19, "BitTorrent protocol", random(random, 48)));
            samples.add(Sample.binary(
                    "RTMP",
                    "Adobe's Real Time Messaging Protocol, sections 5.2.2 and 5.2.3",
                    3,
                    be32(i < 100 ? i * 10 : random.nextInt()),
                    be32(0),
                    random(random, 1528)));
            samples.add(Sample.binary(
                    "Source RCON",
                    "Valve Developer Community, Source RCON Protocol",
                    le32(10 + i),
                    le32(i % 2 == 0 ? i : random.nextInt()),
                    le32(3),
                    word(random, i),
                    be16(0)));
            socks(samples, random);
        }
        samples.add(Sample.binary("Terraria", "Terraria, packet 1 (Connect Request)", le16(15), 1, 11, "Terraria194"));
        samples.add(Sample.binary("Telnet", "RFC 854; RFC 1073; RFC 1091", hex("fffd03 fffb18 fffb1f fffb20")));
        samples.add(Sample.binary("PPTP", "RFC 2637, section 2.1", hex("009c 0001 1a2b3c4d 0001 0000"), new byte[144]));
        samples.add(Sample.binary("Java RMI", "Java RMI Wire Protocol, section 10.2", hex("4a524d49 0002 4b")));
        samples.add(Sample.binary("GIOP", "CORBA 3.3, part 2, section 9.4.1", "GIOP", hex("0102 01 00 24000000")));
        proxyProtocol(samples);
    }

    private static void x11(List<Sample> samples, Random random, int i) {
        String name = i % 3 == 0 ? "" : "MIT-MAGIC-COOKIE-1";
        byte[] data = name.isEmpty() ? new byte[0] : random(random, i % 3 == 1 ? 16 : random.nextInt(256));
        byte[] padded = bytes(name, new byte[-name.length() & 3], data, new byte[-data.length & 3]);
        samples.add(Sample.binary(
                "X11",
                X11,
                'B' + 0,
                i & 0xff,
                be16(11),
                be16(0),
                be16(name.length()),
                be16(data.length),
                be16(0),
                padded));
        samples.add(Sample.binary(
                "X11", X11, 'l' + 0, 0, le16(11), le16(0), le16(name.length()), le16(data.length), le16(0), padded));
        samples.add(Sample.binary(
                "X11", X11, 'B' + 0, 0, be16(11), be16(0), be16(name.length()), be16(data.length), be16(0), padded));
    }

    private static void openVpn(List<Sample> samples, Random random) {
        byte[] session = random(random, 8);
        samples.add(Sample.binary("OpenVPN TCP", OPENVPN, with16(7 << 3, session, 0, be32(0))));
        samples.add(Sample.binary("OpenVPN TCP", OPENVPN, with16(1 << 3, session, 0, be32(0))));
        for (int hmac : new int[] {16, 20, 32, 64}) {
            byte[] tag = random(random, hmac);
            byte[] time = random(random, 4);
            samples.add(Sample.binary("OpenVPN TCP", OPENVPN, with16(7 << 3, session, tag, be32(1), time, 0, be32(0))));
        }
        byte[] wrapped = random(random, 290 + random.nextInt(700));
        samples.add(Sample.binary("OpenVPN TCP", OPENVPN, with16(10 << 3, session, wrapped)));
    }

    private static void socks(List<Sample> samples, Random random) {
        String name = word(random, 1 + random.nextInt(60));
        samples.add(Sample.binary("SOCKS 5", "RFC 1928, section 3", 5, 1, 0));
        samples.add(Sample.binary("SOCKS 5", "RFC 1928, section 3", 5, 3, 0, 1, 2));
        samples.add(Sample.binary("SOCKS 4", "SOCKS4.protocol, CONNECT", 4, 1, random(random, 6), name, 0));
        samples.add(Sample.binary(
                "SOCKS 4a", "SOCKS4A.protocol", 4, 1, random(random, 2), hex("000000 01"), name, 0, name, 0));
    }

    private static void proxyProtocol(List<Sample> samples) {
        String source = "HAProxy, proxy-protocol.txt, sections 2.1 and 2.2";
        samples.add(Sample.text(
                "PROXY protocol", source, "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\nGET / HTTP/1.1\r\n\r\n"));
        samples.add(Sample.text("PROXY protocol", source, "PROXY UNKNOWN\r\n"));
        samples.add(Sample.binary(
                "PROXY protocol", source, hex("0d0a0d0a 000d0a51 5549540a 21 11 000c c0000201 c0000202 dc04 01bb")));
    }
}
