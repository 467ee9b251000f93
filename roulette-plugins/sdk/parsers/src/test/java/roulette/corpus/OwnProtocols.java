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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** The protocols that Roulette parses, by their names in a configuration. */
final class OwnProtocols {
    private static final String STREAMS = "xmlns:stream='http://etherx.jabber.org/streams'";

    private OwnProtocols() {}

    static void addTo(List<Sample> samples, Random random) {
        for (int i = 0; i < 100; i++) {
            String word = word(random, 1 + random.nextInt(60));
            tls(samples, random, word);
            postgres(samples, random, word);
            redis(samples, word);
            mqtt(samples, random, word);
            rdp(samples, word);
            minecraft(samples, random, word);
            lines(samples, word);
        }
        for (String header :
                List.of("00 00 09 01", "00 01 00 00", "02 01 00 00", "03 01 00 00", "01 01 00 0a", "01 01 08 00")) {
            samples.add(Sample.binary("amqp", "AMQP 0-9-1, section 4.2.2; AMQP 1.0, section 2.2", "AMQP", hex(header)));
        }
    }

    private static void tls(List<Sample> samples, Random random, String name) {
        byte[] sni = bytes(be16(0), with16(with16(0, with16(name + ".example"))));
        byte[] padding = bytes(be16(21), with16(new byte[random.nextInt(1500)]));
        byte[] body = bytes(
                be16(0x0303),
                random(random, 32),
                32,
                random(random, 32),
                with16(hex("1301 1302 c02f")),
                hex("01 00"),
                with16(sni, padding));
        samples.add(Sample.binary(
                "tls", "RFC 8446, sections 4.1.2 and 5.1", hex("16 0301"), with16(1, 0, be16(body.length), body)));
        samples.add(Sample.binary(
                "tls",
                "RFC 5246, appendix E.2",
                be16(0x8000 | 9 + 6 + 16),
                hex("01 0301 0006 0000 0010 00002f 000035"),
                random(random, 16)));
    }

    private static void postgres(List<Sample> samples, Random random, String word) {
        String source = "PostgreSQL, Frontend/Backend Protocol, Message Formats";
        for (int code : new int[] {80877103, 80877104}) {
            samples.add(Sample.binary("postgres", source, be32(8), be32(code)));
        }
        samples.add(Sample.binary("postgres", source, be32(16), be32(80877102), random(random, 8)));
        byte[] startup = bytes(be32(3 << 16), "user\0", word, "\0database\0", word, "\0\0");
        samples.add(Sample.binary("postgres", source, be32(4 + startup.length), startup));
    }

    private static void redis(List<Sample> samples, String word) {
        String source = "Redis serialization protocol specification";
        String size = "$" + word.length() + "\r\n";
        samples.add(Sample.text("redis", source, "*2\r\n$4\r\nAUTH\r\n" + size + word + "\r\n"));
        samples.add(Sample.text("redis", source, "*2\r\n$3\r\nGET\r\n" + size + word + "\r\n"));
        samples.add(Sample.text("redis", source, "AUTH " + word + "\r\n"));
        samples.add(Sample.text("redis", source, "PING\r\n"));
    }

    private static void mqtt(List<Sample> samples, Random random, String word) {
        String source = "MQTT 3.1.1, section 3.1; MQTT 5, section 3.1";
        byte[] old = bytes(with16("MQTT"), 4, 2, random(random, 2), with16(word));
        byte[] five = bytes(with16("MQTT"), 5, 2, random(random, 2), 0, with16(word));
        samples.add(Sample.binary("mqtt", source, 0x10, old.length, old));
        samples.add(Sample.binary("mqtt", source, 0x10, five.length, five));
    }

    private static void rdp(List<Sample> samples, String word) {
        String source = "MS-RDPBCGR, section 2.2.1.1";
        byte[] request =
                bytes(hex("e0 0000 0000 00"), "Cookie: mstshash=" + word + "\r\n", hex("01 00"), le16(8), le32(11));
        samples.add(Sample.binary("rdp", source, 3, 0, be16(5 + request.length), request.length, request));
        samples.add(Sample.binary("rdp", source, hex("0300 0013 0e e0 0000 0000 00 01 00 0800 03000000")));
        samples.add(Sample.binary("rdp", source, hex("0300 000b 06 e0 0000 0000 00")));
    }

    private static void minecraft(List<Sample> samples, Random random, String word) {
        String source = "minecraft.wiki, Java Edition protocol and Server List Ping";
        byte[] packet = bytes(0, 47, word.length(), word, random(random, 2), 1 + random.nextInt(3));
        samples.add(Sample.binary("minecraft", source, packet.length, packet));
        samples.add(Sample.binary(
                "minecraft",
                source,
                hex("fe01 fa 000b"),
                "MC|PingHost".getBytes(StandardCharsets.UTF_16BE),
                with16(78, be16(word.length()), word.getBytes(StandardCharsets.UTF_16BE), be32(25565))));
        samples.add(Sample.binary("minecraft", source, hex("fe01")));
        samples.add(Sample.binary("minecraft", source, hex("fe")));
    }

    private static void lines(List<Sample> samples, String word) {
        String host = word + ".example:443";
        for (String method : List.of("GET", "POST", "OPTIONS", "CONNECT", "PROPFIND")) {
            String target = method.equals("CONNECT") ? host : "/" + word;
            samples.add(Sample.text(
                    "http", "RFC 9112, section 3", method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
        }
        samples.add(new Sample(
                "http",
                "RFC 9113, sections 3.4 and 6",
                bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", hex("000000 04 00 00000000 000003 01 05 00000001 82 84 86")),
                4));
        String request = "git-upload-pack /" + word + "\0host=" + word + ".example\0";
        // Before the NUL it may be another protocol's request line.
        samples.add(Sample.document(
                "git", "gitprotocol-pack, Git Transport", String.format("%04x", 4 + request.length()) + request, "\0"));
        samples.add(Sample.text("ssh", "RFC 4253, section 4.2", "SSH-2.0-" + word + "\r\n"));
        String stream = "<stream:stream to='" + word + "' xmlns='jabber:client' " + STREAMS + " version='1.0'>";
        String source = "RFC 6120, section 4.7";
        samples.add(Sample.document("xmpp", source, stream, "<stream:stream "));
        samples.add(Sample.document("xmpp", source, "<?xml version='1.0'?>" + stream, "<?xml "));
    }
}
