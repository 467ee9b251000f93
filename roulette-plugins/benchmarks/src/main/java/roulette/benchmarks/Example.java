package roulette.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What usual clients say first. */
final class Example {
    static final byte[] AMQP = hex("414d515000000901");

    /** Protocol 767 to mc.example.com:25565, to play. */
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
