package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.http.Wire.buffer;
import static roulette.parsers.http.Wire.request;

import org.junit.jupiter.api.Test;
import roulette.parsers.Reading;

/** Both versions tried on the same bytes. */
class HttpRequestTest {
    private static Reading<HttpRequest> read(String text) {
        return HttpRequest.read(buffer(bytes(text)));
    }

    @Test
    void bothVersionsAreRead() {
        assertThat(request(HttpRequest.read(buffer(Http2Test.CURL))).version()).isEqualTo("2");
        assertThat(request(read("GET / HTTP/1.0\r\n\r\n")).version()).isEqualTo("1.0");
    }

    @Test
    void everyPrefixIsPartialInBoth() {
        Wire.assertEveryPrefixIsPartial(HttpRequest::read, Http2Test.CURL);
        Wire.assertEveryPrefixIsPartial(HttpRequest::read, bytes("PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n"));
        Wire.assertEveryPrefixIsPartial(HttpRequest::read, bytes("PRI /x HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    @Test
    void theFirstBytesOfThePrefaceAreNotYetHttp1OrHttp2() {
        assertThat(read("PRI ")).isEqualTo(Reading.partial());
        assertThat(request(read("PRIX / HTTP/1.0\r\n\r\n")).method()).isEqualTo("PRIX");
    }

    @Test
    void thePrefaceIsNotMalformedHttp1() {
        assertThat(read("PRI * HTTP/2.0\r\n")).isEqualTo(Reading.partial());
        Wire.assertNotThis(Http1.read(buffer(Http2Test.CURL)));
        Wire.assertMalformed(read("PRI * HTTP/2.0\r\n\r\nXX"), "the preface of HTTP/2 is broken");
        Wire.assertMalformed(read("\r\nPRI * HTTP/2"), "the HTTP version is not 1.0 or 1.1");
    }

    @Test
    void malformedHttp2StaysMalformed() {
        Reading<HttpRequest> reading =
                HttpRequest.read(buffer(Wire.join(Frames.PREFACE, Frames.headers(Frames.BLOCK))));
        Wire.assertMalformed(reading, "the first frame is not SETTINGS");
    }

    @Test
    void somethingElseIsNeither() {
        Wire.assertNotThis(read("\u0016\u0003\u0001"));
        Wire.assertNotThis(read("SSH-2.0-OpenSSH_9.2p1\r\n"));
        assertThat(read("")).isEqualTo(Reading.partial());
    }
}
