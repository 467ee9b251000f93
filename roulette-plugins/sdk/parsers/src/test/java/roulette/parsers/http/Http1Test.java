package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.http.Wire.buffer;
import static roulette.parsers.http.Wire.length;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import roulette.parsers.Reading;

/** Valid requests of HTTP/1. */
class Http1Test {
    private static final String CURL =
            "GET /a/b?c=d?e HTTP/1.1\r\nHost: WWW.Example.com:8080\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n";

    private static HttpRequest request(String text) {
        return Wire.request(Http1.read(buffer(bytes(text))));
    }

    private static HttpRequest hosted(String host) {
        return request("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    @Test
    void allFactsOfARequestAreRead() {
        HttpRequest request = request(CURL);
        assertThat(request.version()).isEqualTo("1.1");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.scheme()).isEmpty();
        assertThat(request.host()).isEqualTo("www.example.com");
        assertThat(request.port()).isEqualTo(8080);
        assertThat(request.path()).isEqualTo("/a/b");
        assertThat(request.query()).isEqualTo("c=d?e");
        assertThat(request.header("User-Agent")).containsExactly("curl/7.88.1");
    }

    @Test
    void everyPrefixIsPartial() {
        Wire.assertEveryPrefixIsPartial(Http1::read, bytes(CURL));
        Wire.assertEveryPrefixIsPartial(
                Http1::read, bytes("\r\n\nM-SEARCH * HTTP/1.0\n\n".replace("M-SEARCH", "OPTIONS")));
        Wire.assertEveryPrefixIsPartial(Http1::read, bytes("CONNECT [::1]:443 HTTP/1.1\r\nhost:[::1]\r\n\r\n"));
        Wire.assertEveryPrefixIsPartial(Http1::read, bytes("PROPFIND http://a HTTP/1.1\r\nhost:a\r\n\r\n"));
    }

    @Test
    void theBodyIsNotCounted() {
        Reading<HttpRequest> reading = Http1.read(buffer(bytes(CURL + "body")));
        assertThat(length(reading)).isEqualTo(CURL.length());
    }

    @Test
    void theBufferIsUnchanged() {
        ByteBuffer buffer = buffer(bytes(CURL));
        int position = buffer.position();
        Http1.read(buffer);
        assertThat(buffer.position()).isEqualTo(position);
        assertThat(buffer.remaining()).isEqualTo(CURL.length());
    }

    @Test
    void aDirectBufferIsReadAsWell() {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(CURL.length()).put(bytes(CURL)).flip();
        assertThat(Wire.request(Http1.read(direct)).host()).isEqualTo("www.example.com");
    }

    @Test
    void linesMayEndWithLineFeedOnly() {
        assertThat(request(CURL.replace("\r", "")).header("accept")).containsExactly("*/*");
    }

    @Test
    void emptyLinesMayComeFirst() {
        assertThat(length(Http1.read(buffer(bytes("\r\n\n\r\n\r\n" + CURL))))).isEqualTo(7 + CURL.length());
        assertThat(length(Http1.read(buffer(bytes("\n".repeat(300) + CURL))))).isEqualTo(300 + CURL.length());
    }

    @Test
    void version10NeedsNoHost() {
        HttpRequest request = request("GET / HTTP/1.0\r\n\r\n");
        assertThat(request.version()).isEqualTo("1.0");
        assertThat(request.host()).isEmpty();
        assertThat(request.port()).isZero();
    }

    @Test
    void theHostMayBeEmpty() {
        assertThat(hosted("").host()).isEmpty();
    }

    @Test
    void theTargetMayRepeatTheHost() {
        HttpRequest request = request("GET HTTP://Proxied.example:81/x?y HTTP/1.1\r\nHost: proxied.Example.\r\n\r\n");
        assertThat(request.scheme()).isEqualTo("http");
        assertThat(request.host()).isEqualTo("proxied.example");
        assertThat(request.port()).isEqualTo(81);
        assertThat(request.path()).isEqualTo("/x");
        assertThat(request.query()).isEqualTo("y");
    }

    @Test
    void aTargetWithoutPathIsForTheRoot() {
        HttpRequest request = request("GET http://proxied.example?y HTTP/1.0\r\nHost: proxied.example\r\n\r\n");
        assertThat(request.path()).isEqualTo("/");
        assertThat(request.query()).isEqualTo("y");
        assertThat(request("OPTIONS http://proxied.example HTTP/1.0\r\nHost: proxied.example\r\n\r\n")
                        .path())
                .isEqualTo("*");
    }

    @Test
    void connectIsForAHostAndPort() {
        HttpRequest request = request("CONNECT secure.example:443 HTTP/1.1\r\nHost: secure.example\r\n\r\n");
        assertThat(request.host()).isEqualTo("secure.example");
        assertThat(request.port()).isEqualTo(443);
        assertThat(request.path()).isEmpty();
        assertThat(request("CONNECT secure.example:443 HTTP/1.0\r\n\r\n").host())
                .isEqualTo("secure.example");
    }

    @Test
    void optionsMayBeForTheWholeServer() {
        assertThat(request("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").path()).isEqualTo("*");
    }

    @Test
    void ipv6AddressesLoseTheirBrackets() {
        assertThat(hosted("[2001:DB8::7]:8080").host()).isEqualTo("2001:db8::7");
        assertThat(hosted("[2001:DB8::7]:8080").port()).isEqualTo(8080);
        assertThat(hosted("[::1]").host()).isEqualTo("::1");
        assertThat(hosted("[::ffff:192.0.2.1]").host()).isEqualTo("::ffff:192.0.2.1");
        assertThat(hosted("[1:2:3:4:5:6:7:8]").port()).isZero();
    }

    @Test
    void aDotAtTheEndOfTheHostIsDropped() {
        assertThat(hosted("example.com.").host()).isEqualTo("example.com");
        assertThat(hosted("example.com.:80").host()).isEqualTo("example.com");
    }

    @Test
    void aPortMayBeEmpty() {
        assertThat(hosted("example.com:").host()).isEqualTo("example.com");
        assertThat(hosted("example.com:").port()).isZero();
        assertThat(hosted("example.com:65535").port()).isEqualTo(65535);
    }

    @Test
    void blanksAroundTheHostAreTrimmed() {
        assertThat(hosted(" \t example.com \t").host()).isEqualTo("example.com");
        assertThat(request("GET / HTTP/1.1\nHOST:example.com\n\n").host()).isEqualTo("example.com");
    }

    @Test
    void headerNamesAreCaseInsensitive() {
        HttpRequest request = request("GET / HTTP/1.0\r\nX-Tenant: \t blue  green \t\r\nx-tenanT:red\r\nX: \r\n\r\n");
        assertThat(request.header("x-TENANT")).containsExactly("blue  green", "red");
        assertThat(request.header("x")).containsExactly("");
        assertThat(request.header("X-Tenan")).isEmpty();
        assertThat(request.header("")).isEmpty();
        assertThat(request.header(":")).isEmpty();
    }

    @Test
    void allValuesOfRepeatedHeadersAreFound() {
        List<String> all = request("GET / HTTP/1.0\na: 1\nb: x\na: 2\na: 3\n\n").header("A");
        assertThat(all).containsExactly("1", "2", "3").isUnmodifiable();
    }

    @Test
    void cookiesAreFoundByName() {
        HttpRequest request = request("GET / HTTP/1.0\r\nCookie: a=1; bb=2=3;c = 4 \r\ncookie: d=5; a=6\r\n\r\n");
        assertThat(request.cookies("a")).containsExactly("1", "6").isUnmodifiable();
        assertThat(request.cookies("bb")).containsExactly("2=3");
        assertThat(request.cookies("c")).containsExactly("4");
        assertThat(request.cookies("d")).containsExactly("5");
        assertThat(request.cookies("b")).isEmpty();
        assertThat(request.cookies("A")).isEmpty();
    }

    @Test
    void aPairOfQuotesAroundACookieIsDropped() {
        HttpRequest request =
                request("GET / HTTP/1.0\r\nCookie: a=\"1\"; b=\"\"; c=\"; d=\"\"2\"\"; e=3\"; f=; g; =h\r\n\r\n");
        assertThat(request.cookies("a")).containsExactly("1");
        assertThat(request.cookies("b")).containsExactly("");
        assertThat(request.cookies("c")).containsExactly("\"");
        assertThat(request.cookies("d")).containsExactly("\"2\"");
        assertThat(request.cookies("e")).containsExactly("3\"");
        assertThat(request.cookies("f")).containsExactly("");
        assertThat(request.cookies("g")).isEmpty();
    }

    @Test
    void otherMethodsAreRead() {
        for (String method : List.of("_", "-GET", "A".repeat(300), "1", "!#$%&'*+.^`|~9")) {
            assertThat(request(method + " /x HTTP/1.0\r\n\r\n").method()).isEqualTo(method);
        }
        assertThat(request("M-SEARCH /x HTTP/1.0\r\n\r\n").method()).isEqualTo("M-SEARCH");
        assertThat(request("PRIVATE /x HTTP/1.0\r\n\r\n").method()).isEqualTo("PRIVATE");
    }

    @Test
    void bytesFrom128OnAreKeptInPathAndHeaders() {
        HttpRequest request = request("GET /\u00fc HTTP/1.0\r\nName: J\u00fcrgen\r\n\r\n");
        assertThat(request.path()).isEqualTo("/\u00fc");
        assertThat(request.header("name")).containsExactly("J\u00fcrgen");
    }

    @Test
    void toStringHasNoSecrets() {
        HttpRequest request = request("GET /p?token=x HTTP/1.1\r\nHost: [::1]:80\r\nAuthorization: y\r\n\r\n");
        assertThat(request).hasToString("HTTP/1.1 GET [::1]:80/p");
    }
}
