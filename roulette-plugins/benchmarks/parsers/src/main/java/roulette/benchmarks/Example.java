package roulette.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The first messages of typical clients. */
final class Example {
    /** A hello like OpenSSL's for a.example.test, 517 bytes. */
    static final byte[] TLS =
            hex("1603010200010001fc0303e0adbadbedb2d715ea407de32254c19e772a943111948cbb035660049435997420f3a2973c24c6"
                    + "c2e9eace6ef23554769c1995e93914b6791c336da9c7893e7a330024130213031301c02cc030c02bc02fcca9cca8c024c028"
                    + "c023c027009f009e006b006700ff0100018f00000013001100000e612e6578616d706c652e74657374000b00040300010200"
                    + "0a00160014001d0017001e0019001801000101010201030104002300000016000000170000000d002a002804030503060308"
                    + "0708080809080a080b080408050806040105010601030303010302040205020602002b00050403040303002d000201010033"
                    + "00260024001d0020b69d91a2f093652e302b76f65c4bd9071ac9a711bf72ca031ac1c66ed0a6653a001500df000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000");

    static final byte[] HTTP1 = text(
            "GET /index.html HTTP/1.1\r\nHost: www.example.com\r\n" + "User-Agent: curl/8.5.0\r\nAccept: */*\r\n\r\n");

    /** Preface, settings, and a GET of http://www.example.com/. */
    static final byte[] HTTP2 = hex(
            "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a000000040000000000000014010500000001828684410f7777772e6578616d706c652e636f6d");

    static final byte[] GIT = text("003bgit-upload-pack /team/project.git\0host=git.example.com\0");

    static final byte[] SSH = text("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n");

    /** The user alice, the database orders. */
    static final byte[] POSTGRES = hex(
            "0000004f000300007573657200616c696365006461746162617365006f7264657273006170706c69636174696f6e5f6e616d65007073716c00636c69656e745f656e636f64696e6700555446380000");

    static final byte[] REDIS = text("*3\r\n$4\r\nAUTH\r\n$5\r\nalice\r\n$6\r\nsecret\r\n");

    /** The client sensor-17, the user alice. */
    static final byte[] MQTT = hex("101c00044d5154540482003c000973656e736f722d31370005616c696365");

    static final byte[] AMQP = hex("414d515000000901");

    /** Protocol 767 to mc.example.com:25565, login. */
    static final byte[] MINECRAFT = hex("1500ff050e6d632e6578616d706c652e636f6d63dd02");

    /** The user eltons, who offers TLS and CredSSP. */
    static final byte[] RDP =
            hex("0300002c27e00000000000436f6f6b69653a206d737473686173683d656c746f6e730d0a" + "010008000b000000");

    static final byte[] XMPP = text("<?xml version='1.0'?><stream:stream from='juliet@im.example.com'"
            + " to='im.example.com' version='1.0' xml:lang='en' xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams'>");

    private Example() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
