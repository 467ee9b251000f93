package roulette.parsers.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.Pieces.utf8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Pieces;

class XmppStreamTest {
    static final String NAMESPACES = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";

    private static final String NOT_THIS = "not an XMPP stream";
    private static final String TAG = "the stream header is not a well-formed tag";
    private static final String TOO_LONG = "no end of the stream header within 10000 bytes";
    private static final String TO = "'to' is not a host";
    private static final String FROM = "'from' is not an address";
    private static final String TWICE = "the stream header has a repeated attribute";

    private static final Pieces<XmppStream> PIECES = new Pieces<>(XmppStream::read);

    private XmppStream facts(String header) {
        return PIECES.facts(utf8(header));
    }

    private static String header(String attributes) {
        return "<stream:stream " + attributes + " version='1.0' " + NAMESPACES + ">";
    }

    @Test
    void aClientsHeaderIsRead() {
        assertThat(facts("<?xml version='1.0'?><stream:stream from='juliet@im.example.com' to='im.example.com'"
                        + " version='1.0' xml:lang='en' xmlns='jabber:client'"
                        + " xmlns:stream='http://etherx.jabber.org/streams'>"))
                .isEqualTo(new XmppStream("im.example.com", "juliet@im.example.com", false));
    }

    @Test
    void aServersHeaderIsRead() {
        assertThat(facts("<stream:stream xmlns:db='jabber:server:dialback' xmlns=\"jabber:server\" to=\"b.example\""
                        + " xmlns:stream=\"http://etherx.jabber.org/streams\" from='a.example' >"))
                .isEqualTo(new XmppStream("b.example", "a.example", true));
    }

    @Test
    void missingAttributesAreEmpty() {
        assertThat(facts("<stream:stream " + NAMESPACES + ">")).isEqualTo(new XmppStream("", "", false));
    }

    @Test
    void anyPrefixIsAllowed() {
        assertThat(facts(
                                "<s.1:stream to='a.example' xmlns:s.1='http://etherx.jabber.org/streams' xmlns='jabber:client'>")
                        .to())
                .isEqualTo("a.example");
    }

    @Test
    void thePrefixIsOptional() {
        assertThat(facts("<stream to='a.example' xmlns='http://etherx.jabber.org/streams'>"))
                .isEqualTo(new XmppStream("a.example", "", false));
        assertThat(facts("<stream xmlns='http://etherx.jabber.org/streams' xmlns:s='jabber:server'>")
                        .server())
                .isTrue();
        assertThat(facts("<stream xmlns='http://etherx.jabber.org/streams' xmlns:s='jabber:client'>")
                        .server())
                .isFalse();
    }

    @Test
    void whiteSpaceIsAllowedAsInXml() {
        assertThat(facts(" \r\n\t<stream:stream\n\tto = 'a.example'\r\n" + NAMESPACES + "\n>")
                        .to())
                .isEqualTo("a.example");
        assertThat(facts("<?xml\tversion = \"1.0\" encoding='utf-8' standalone='yes' ?>\n" + header("to='a.example'"))
                        .to())
                .isEqualTo("a.example");
    }

    @Test
    void theHostIsInLowerCaseWithoutATrailingDot() {
        assertThat(facts(header("to='IM.Example.COM.'")).to()).isEqualTo("im.example.com");
        assertThat(facts(header("to='B\u00dcCHER.example'")).to()).isEqualTo("b\u00fccher.example");
        assertThat(facts(header("to='[2001:DB8::7]'")).to()).isEqualTo("[2001:db8::7]");
    }

    @Test
    void referencesAreResolved() {
        assertThat(facts(header("from='a&amp;b&lt;&gt;&quot;&apos;&#65;&#x1F600;@a.example'"))
                        .from())
                .isEqualTo("a&b<>\"'A\ud83d\ude00@a.example");
        assertThat(facts(header("to='&#97;.example'")).to()).isEqualTo("a.example");
    }

    @Test
    void aGreaterThanSignInQuotesDoesNotEndTheHeader() {
        assertThat(facts(header("id='>' from='a>b' to='a.example'")).from()).isEqualTo("a>b");
    }

    @Test
    void theOtherQuoteIsAPlainCharacter() {
        assertThat(facts(header("from=\"o'neill@a.example\"")).from()).isEqualTo("o'neill@a.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&nbsp;",
                "&;",
                "&#;",
                "&#x;",
                "&#0;",
                "&#8;",
                "&#xd800;",
                "&#xfffe;",
                "&#x110000;",
                "&#99999999999;",
                "&#-1;",
                "&amp",
                "&#x00000041;",
                "&AMP;"
            })
    void otherReferencesAreMalformed(String reference) {
        PIECES.malformed(utf8(header("from='" + reference + "'")), FROM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..",
                "a b",
                "ann@a.example",
                "a.example/home",
                "a&#10;b",
                "a\nb",
                "a&#x202e;b",
                "a\u00adb",
                "a\u00a0b",
                "a\ue000b"
            })
    void anInvalidHostIsMalformed(String host) {
        PIECES.malformed(utf8(header("to='" + host + "'")), TO);
    }

    @Test
    void aHostHas1023CharactersAtMost() {
        assertThat(facts(header("to='" + "a".repeat(1023) + "'")).to()).hasSize(1023);
        PIECES.malformed(utf8(header("to='" + "a".repeat(1024) + "'")), TO);
    }

    @Test
    void anAddressWithControlCharactersIsMalformed() {
        PIECES.malformed(utf8(header("from='a&#10;b'")), FROM);
        PIECES.malformed(utf8(header("from='a\tb'")), FROM);
        PIECES.malformed(utf8(header("from='a\u0085b'")), FROM);
    }

    @Test
    void malformedUtf8IsMalformed() {
        PIECES.malformed(bytes("<stream:stream to='a", 0xff, "' ", NAMESPACES, ">"), TO);
        PIECES.malformed(bytes("<stream:stream from='", 0xc0, 0x80, "' ", NAMESPACES, ">"), FROM);
        PIECES.notThis(bytes(0xef), NOT_THIS);
    }

    @Test
    void aRepeatedAttributeIsMalformed() {
        PIECES.malformed(utf8(header("to='a.example' to='b.example'")), TWICE);
        PIECES.malformed(utf8(header("from='a' from='a'")), TWICE);
        PIECES.malformed(utf8(header("xmlns='jabber:server'")), TWICE);
        PIECES.malformed(utf8("<stream:stream " + NAMESPACES + " xmlns:stream='urn:other'>"), TWICE);
    }

    @Test
    void anotherNamespaceIsAnotherProtocol() {
        PIECES.notThis(bytes("<stream:stream xmlns='jabber:client'>"), NOT_THIS);
        PIECES.notThis(bytes("<stream:stream xmlns='jabber:client' xmlns:stream='urn:other'"), NOT_THIS);
        PIECES.notThis(bytes("<stream xmlns='jabber:client'"), NOT_THIS);
        PIECES.notThis(bytes("<stream>"), NOT_THIS);
        PIECES.notThis(bytes("<stream:stream xmlns:stream='urn:other'"), NOT_THIS);
    }

    @Test
    void anotherContentNamespaceIsMalformed() {
        PIECES.malformed(
                bytes(
                        "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams'>"),
                "the stream header has neither the client nor the server namespace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "to",
                "to=",
                "to=a",
                "to='a'from='b'",
                "='a'",
                "to 'a'",
                "to=='a'",
                "'a'",
                "\u00e4='a'",
                "to='a'/"
            })
    void aTagThatIsNotWellFormedIsMalformed(String attributes) {
        PIECES.malformed(utf8("<stream:stream " + NAMESPACES + " " + attributes + ">"), TAG);
    }

    @Test
    void anInvalidCharacterIsMalformedAtOnce() {
        PIECES.malformed(bytes("<stream:stream ", NAMESPACES, " to='a<"), TAG);
        PIECES.malformed(bytes("<stream:stream ", NAMESPACES, " <"), TAG);
        PIECES.malformed(bytes("<stream:stream ", NAMESPACES, " to='a\0"), TAG);
        PIECES.notThis(bytes("<stream:stream to='a<"), NOT_THIS);
        PIECES.notThis("<stream:stream to='a<' " + NAMESPACES + " to='b' ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'>",
                "<?xml encoding='UTF-8'?>",
                "<?xml ?>",
                "<?xml version=1.0?>",
                "<?xml <",
                "<?xml version='1.0'encoding='UTF-8'?>"
            })
    void anInvalidDeclarationIsAnotherProtocol(String declaration) {
        PIECES.notThis(utf8(declaration), NOT_THIS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "utf-88", ""})
    void anotherEncodingIsMalformed(String encoding) {
        String declaration = "<?xml version='1.0' encoding='" + encoding + "'?>";
        PIECES.malformed(
                utf8(declaration + header("to='a.example'")), "the XML declaration has another encoding than UTF-8");
        PIECES.notThis(utf8(declaration + "<message>"), NOT_THIS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!", "<?", "x", "<html>", "</", "<a:b", "<:", "<upstream>", "<stream:streams", "<soap:E"})
    void anotherDocumentAfterADeclarationIsAnotherProtocol(String document) {
        PIECES.notThis(bytes("<?xml version='1.0'?>\n" + document), NOT_THIS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "\0",
                "<!",
                "</",
                " x",
                "<?xml-",
                "<?p",
                "<html>",
                "<policy-file-request/",
                "<stream!",
                "<a:b",
                "<xstream ",
                "<:"
            })
    void anotherDocumentIsAnotherProtocol(String document) {
        PIECES.notThis(utf8(document), NOT_THIS);
    }

    @Test
    void aHeaderEndsWithin10000Bytes() {
        String shortest = header("id=''");
        String longest = header("id='" + "i".repeat(10_000 - shortest.length()) + "'");
        assertThat(longest).hasSize(10_000);
        facts(longest);
        String longer = header("id='" + "i".repeat(10_001 - shortest.length()) + "'");
        PIECES.malformed(utf8(longer.substring(0, 10_000)), TOO_LONG);
        PIECES.notThis(bytes("<?xml " + " ".repeat(10_000 - 6)), NOT_THIS);
        PIECES.notThis(bytes("<?xml version='1.0'?>" + " ".repeat(10_000 - 21)), NOT_THIS);
        PIECES.notThis(bytes("<stream:stream to='" + "a".repeat(10_000 - 19)), NOT_THIS);
        PIECES.notThis(bytes(" ".repeat(10_000)), NOT_THIS);
        PIECES.notThis(bytes("<" + "n".repeat(257)), NOT_THIS);
    }
}
