package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.http.Wire.assertMalformed;
import static roulette.parsers.http.Wire.assertNotThis;
import static roulette.parsers.http.Wire.buffer;
import static roulette.parsers.http.Wire.request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Reading;

/** Bytes that are not HTTP/1, or malformed. */
class Http1MalformedTest {
    private static final String LINE = "GET / HTTP/1.1\r\n";

    private static Reading<HttpRequest> read(String text) {
        return Http1.read(buffer(bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016",
                "\0",
                "<",
                "/",
                "@",
                "*1\r",
                "SSH-2.0-OpenSSH_9.2p1 Debian-2\r",
                "GET\r",
                "GE\n",
                "\rG\n",
                "GET ?\0",
                "GET x\r",
                "GET a b\n",
                "PING\r",
                "EHLO mail.example.com\r",
                "USER me 0 * :me\r",
                "INVITE sip:a@b.example SIP/2.0\r",
                "OPTIONS rtsp://a/ RTSP/1.0\r",
                "SOURCE /mount ICE/1.0\r",
                "POST /x\r",
                "get /x\r",
                "0033git-upload-pack /x\0",
                "AMQP\0",
                "put /\u0001",
                "GET /\0",
                "MGET\n",
                "PRI * HTTP/2",
                "\u00ff"
            })
    void otherProtocolsAreRuledOutAtTheFirstWrongByte(String opening) {
        assertNotThis(read(opening));
        assertThat(read(opening.substring(0, opening.length() - 1))).isEqualTo(Reading.partial());
        assertThat(read(opening + " / HTTP/1.1\r\n")).isEqualTo(read(opening));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /\r", "GET /\n", "GET / \r", "GET ?\r", "GET a://b\r", "GET a:/b\r", "GET a:\n", "GET a:?\r"
            })
    void aPossibleHttp09LineIsMalformed(String opening) {
        assertThat(read(opening.substring(0, opening.length() - 1))).isEqualTo(Reading.partial());
        assertThat(read(opening)).matches(Http1MalformedTest::isMalformed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /\r", "GET /\n", "GET /a b\n", "GET / FTP/1.1\n", "GET / HTTP\r", "POST /a b HTTP/"})
    void aRequestLineWithoutVersionIsMalformed(String opening) {
        assertMalformed(read(opening), "the request line does not end with an HTTP version");
    }

    private static boolean isMalformed(Reading<HttpRequest> reading) {
        return reading instanceof Reading.NotThis<HttpRequest> not && not.malformed();
    }

    /** Lines that nginx, Apache httpd or HAProxy accept. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  / HTTP/",
                "GET\t/ HTTP/",
                "GET /  HTTP/",
                "GET / \tHTTP/",
                "get / HTTP/",
                "Get / HTTP/",
                "\rGET / HTTP/",
                "\r\n \r\nGET / HTTP/",
                "\tGET / HTTP/",
                "GET /a#b HTTP/",
                "GET /\u0001 HTTP/",
                "put /\u007f HTTP/",
                "GET / http/",
                "GET HTTP/"
            })
    void anErrorThatServersTolerateIsMalformedOnceItIsCertainlyHttp(String opening) {
        assertThat(read(opening.substring(0, opening.length() - 1))).isEqualTo(Reading.partial());
        assertThat(read(opening)).matches(Http1MalformedTest::isMalformed);
        assertThat(read(opening + "1.1\r\nHost: a\r\n\r\n")).isEqualTo(read(opening));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/2", "GET / HTTP/0", "GET * HTTP/1.2", "GET / HTTP/1.11", "GET / HTTP/1.1 "})
    void otherVersionsAreMalformed(String opening) {
        assertMalformed(read(opening), "the HTTP version is not 1.0 or 1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET *",
                "GET .",
                "GET ?",
                "GET {}",
                "GET a.example:80",
                "GET http:/a",
                "GET http://",
                "GET http:///x",
                "GET 1://a/",
                "GET //\u007f",
                "GET http://me@a/",
                "GET http://a:b/",
                "GET http://a:0/",
                "GET /a#b",
                "GET x:y",
                "CONNECT /",
                "CONNECT a.example",
                "CONNECT a.example:",
                "CONNECT a:443/",
                "CONNECT http://a:443",
                "CONNECT me@a:443"
            })
    void aTargetInNoneOfTheFourFormsIsMalformed(String start) {
        Reading<HttpRequest> reading = read(start + " HTTP/1.0\r\n\r\n");
        assertMalformed(reading, "the target of the request is malformed");
    }

    @Test
    void version11NeedsAHostEvenWhenTheTargetHasOne() {
        assertMalformed(read(LINE + "\r\n"), "HTTP/1.1 without a Host header");
        assertMalformed(read("GET http://a/ HTTP/1.1\r\n\r\n"), "HTTP/1.1 without a Host header");
    }

    @Test
    void aTargetWithAnotherHostThanTheHeaderIsMalformed() {
        String reason = "the Host header and the target are for different servers";
        assertMalformed(read("GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n"), reason);
        assertMalformed(read("GET http://a:80/ HTTP/1.1\r\nHost: a:81\r\n\r\n"), reason);
        assertMalformed(read("GET http://a/ HTTP/1.1\r\nHost:\r\n\r\n"), reason);
        assertMalformed(read("GET http://a/ HTTP/1.0\r\n\r\n"), reason);
        assertMalformed(read("CONNECT a:443 HTTP/1.1\r\nHost: b:443\r\n\r\n"), reason);
    }

    @Test
    void twoHostsAreMalformedInBothVersions() {
        String hosts = "Host: a\r\nHOST: a\r\n\r\n";
        assertMalformed(read(LINE + hosts), "more than one Host header");
        assertMalformed(read("GET / HTTP/1.0\r\n" + hosts), "more than one Host header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "me@a",
                "a b",
                "a,b",
                "a.example,",
                "a/b",
                "a?b",
                "a:b",
                "a:80:80",
                "a:-1",
                "a:0",
                "a:65536",
                "a:000080",
                ":80",
                ".",
                "..",
                "a..b",
                ".a",
                "a..",
                "\u00fc.example",
                "a%",
                "a%4",
                "a%4g",
                "[",
                "[]",
                "[::1",
                "::1",
                "[::1]x",
                "[::1]80",
                "[1]",
                "[1:2:3:4:5:6:7]",
                "[1:2:3:4:5:6:7:8:9]",
                "[1::2::3]",
                "[12345::]",
                "[::1%25eth0]",
                "[:1]",
                "[1:]",
                "[::1.2.3]",
                "[::1.2.3.256]",
                "[::1.2.3.04]",
                "[::1.2.3.4.5]",
                "[v1.x]",
                "[a.example]",
                "[1:2:3:4:5:6:7::8]",
                "[::.1.2.3]",
                "a\\b",
                "<a>",
                "a\"b"
            })
    void anInvalidHostIsMalformed(String host) {
        assertMalformed(read(LINE + "Host: " + host + "\r\n\r\n"), "the Host header is malformed");
        assertMalformed(read("GET http://a/ HTTP/1.0\r\nHost:" + host + "\r\n\r\n"), "the Host header is malformed");
    }

    @Test
    void aHostLongerThanAnyNameIsMalformed() {
        String longest = "a.".repeat(127);
        assertThat(request(read(LINE + "Host: " + longest + "\r\n\r\n")).host()).hasSize(253);
        assertMalformed(read(LINE + "Host: " + longest + "a\r\n\r\n"), "the Host header is malformed");
    }

    @Test
    void foldedLinesAreMalformed() {
        assertMalformed(read(LINE + " "), "a header line begins with a blank");
        assertMalformed(read(LINE + "Host: a\r\n\t"), "a header line begins with a blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host :", "Host\r", "Host\n", ":", "a(", "a\u00fc", "a\0", "a\u007f", "{"})
    void headerNamesThatAreNotTokensAreMalformed(String field) {
        assertMalformed(read(LINE + field), "the name of a header is malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: \0", "Host: a\u0001", "a:\u000b", "a: b\u007f"})
    void controlCharactersInValuesAreMalformed(String field) {
        assertMalformed(read(LINE + field), "the value of a header has a control character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b\rc", "a: b\r\r", "\r\r", "\rx", "a:\r "})
    void aBareCarriageReturnIsMalformed(String field) {
        assertMalformed(read(LINE + field), "a CR is not followed by LF");
    }

    @Test
    void aLineHasAMaximumLength() {
        String line = "GET /" + "x".repeat(Http1.MAX_LINE - "GET / HTTP/".length());
        assertThat(read(line)).isEqualTo(Reading.partial());
        assertThat(read(line + " HTTP/1.0\r\n\r\n")).isInstanceOf(Reading.Facts.class);
        assertThat(read(line + "xxxxxx")).isEqualTo(Reading.partial());
        assertMalformed(read(line + "xxxxxxx"), "a line is longer than 16 KiB");
        assertMalformed(read("x".repeat(Http1.MAX_LINE + 1)), "the method has lower-case letters");
        assertMalformed(
                read("GET " + " ".repeat(Http1.MAX_LINE)),
                "the parts of the request line are not separated by single spaces");
        String field = LINE + "a:" + "x".repeat(Http1.MAX_LINE - 2);
        assertThat(read(field)).isEqualTo(Reading.partial());
        assertMalformed(read(field + "x"), "a line is longer than 16 KiB");
        assertMalformed(read(LINE + "x".repeat(Http1.MAX_LINE + 1)), "a line is longer than 16 KiB");
    }

    @Test
    void emptyLinesBeforeTheRequestAreLimited() {
        String lines = "\r\n".repeat(Http1.MAX_LINE / 2);
        assertThat(read(lines.substring(1) + "GET / HTTP/1.0\r\n\r\n")).isInstanceOf(Reading.Facts.class);
        assertThat(read(lines)).isEqualTo(Reading.partial());
        assertMalformed(read(lines + "G"), "there are more than 16 KiB of empty lines before the request line");
    }

    @Test
    void theHeadHasAMaximumLength() {
        String line = "a: " + "x".repeat(1019) + "\r\n";
        String lines = LINE + line.repeat(63);
        assertThat(read(lines + "a: ")).isEqualTo(Reading.partial());
        assertMalformed(read(lines + line + "a: b"), "the request's head is longer than 64 KiB");
    }

    @Test
    void theNumberOfHeadersIsLimited() {
        String lines = "GET / HTTP/1.0\n" + "a:b\n".repeat(HttpRequest.MAX_HEADERS);
        assertThat(read(lines + "\n")).isInstanceOf(Reading.Facts.class);
        assertMalformed(read(lines + "a"), "there are more than 200 headers");
    }
}
