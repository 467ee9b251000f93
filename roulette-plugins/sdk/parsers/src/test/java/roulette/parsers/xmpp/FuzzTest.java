package roulette.parsers.xmpp;

import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.Pieces.utf8;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Fuzzing;

@Tag("fuzz")
class FuzzTest {
    @Test
    void everyInputHasAResult() {
        String namespaces = XmppStreamTest.NAMESPACES;
        Fuzzing.run(
                "XmppStream",
                XmppStream::read,
                List.of(
                        bytes("<?xml version='1.0' encoding='UTF-8'?>\n<stream:stream to='im.example.com'"
                                + " from='juliet@im.example.com' version='1.0' " + namespaces + "><iq/>"),
                        utf8("<stream:stream from=\"a&amp;b&#x41;\" to=\"b\u00fccher.example\" " + namespaces + ">"),
                        bytes("<s:stream xmlns='jabber:server' to='a.example'"
                                + " xmlns:s='http://etherx.jabber.org/streams'>"),
                        bytes("<stream to='a.example' xmlns='http://etherx.jabber.org/streams'>"),
                        bytes("<stream:stream id='" + "i".repeat(5000) + "' " + namespaces + ">")));
    }
}
