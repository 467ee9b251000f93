package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests of real clients, and how these handle refusals. */
@Timeout(60)
class ClientsTest {
    private static String curl(Answering server, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--noproxy", "*", "http://localhost:" + server.port() + "/a/b?c=d"));
        all.addAll(List.of(options));
        return curl(all);
    }

    private static String curl(List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-q", "-sS", "--max-time", "20"));
        command.addAll(options);
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        curl.getOutputStream().close();
        String output = new String(curl.getInputStream().readAllBytes(), UTF_8);
        assertThat(curl.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(curl.exitValue()).as(output).isZero();
        return output;
    }

    private static void assertAsked(Answering server, HttpRequest request, String version, String method) {
        assertThat(request.version()).isEqualTo(version);
        assertThat(request.method()).isEqualTo(method);
        assertThat(request.host()).isEqualTo("localhost");
        assertThat(request.port()).isEqualTo(server.port());
        assertThat(request.path()).isEqualTo("/a/b");
        assertThat(request.query()).isEqualTo("c=d");
    }

    @ParameterizedTest
    @EnumSource
    void curlIsRefusedInHttp1(HttpRefusal refusal) throws Exception {
        try (Answering server = new Answering(refusal)) {
            assertThat(curl(server, "-w", "%{http_code} %{http_version}")).endsWith(".\n" + refusal.status() + " 1.1");
            assertAsked(server, server.asked(), "1.1", "GET");
        }
    }

    @ParameterizedTest
    @EnumSource
    void curlIsRefusedInHttp2(HttpRefusal refusal) throws Exception {
        try (Answering server = new Answering(refusal)) {
            assertThat(curl(server, "--http2-prior-knowledge", "-w", "%{http_code} %{http_version}"))
                    .endsWith(".\n" + refusal.status() + " 2");
            HttpRequest request = server.asked();
            assertAsked(server, request, "2", "GET");
            assertThat(request.scheme()).isEqualTo("http");
            assertThat(request.header("user-agent")).singleElement().asString().startsWith("curl/");
        }
    }

    @Test
    void curlSpeaksVersion10() throws Exception {
        try (Answering server = new Answering(HttpRefusal.NOT_FOUND)) {
            assertThat(curl(server, "--http1.0")).isEqualTo("There is nothing here under this name.\n");
            assertAsked(server, server.asked(), "1.0", "GET");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlGetsNoBodyForHead(String version) throws Exception {
        try (Answering server = new Answering(HttpRefusal.NOT_FOUND)) {
            assertThat(curl(server, version, "--head"))
                    .contains(" 404")
                    .containsIgnoringCase("content-length: 39")
                    .endsWith("\r\n\r\n");
            assertThat(server.asked().method()).isEqualTo("HEAD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlReceives400ForAMalformedRequest(String version) throws Exception {
        try (Answering server = new Answering(HttpRefusal.NOT_FOUND)) {
            assertThat(curl(server, version, "--request-target", "*", "-w", "%{http_code}"))
                    .isEqualTo("This request is malformed.\n400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlReceives431ForTooLargeHeaders(String version) throws Exception {
        try (Answering server = new Answering(HttpRefusal.NOT_FOUND)) {
            List<String> options = new ArrayList<>(List.of(version, "-w", "%{http_code}"));
            for (int i = 0; i < HttpRequest.MAX_HEADERS; i++) {
                options.addAll(List.of("-H", "x-" + i + ": y"));
            }
            assertThat(curl(server, options.toArray(String[]::new))).endsWith("431");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlReceivesARefusalBeforeItsRequestIsComplete(String version) throws Exception {
        try (Answering server = new Answering(HttpRefusal.HEADER_TOO_LARGE, 4096)) {
            assertThat(curl(server, version, "-H", "x-big: " + "y".repeat(20_000), "-w", "%{http_code}"))
                    .endsWith("431");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlWithABodyIsRefused(String version) throws Exception {
        try (Answering server = new Answering(HttpRefusal.UNAVAILABLE)) {
            assertThat(curl(server, version, "-d", "x".repeat(1000), "-w", "%{http_code}"))
                    .endsWith("503");
            HttpRequest request = server.asked();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header("Content-Length")).containsExactly("1000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void curlSendsHostAndHeadersOfItsOwn(String version) throws Exception {
        try (Answering server = new Answering(HttpRefusal.NOT_FOUND)) {
            String big = "y".repeat(9000);
            curl(
                    server,
                    version,
                    "-H",
                    "Host: Other.Example.",
                    "-H",
                    "X-Tenant: blue",
                    "-H",
                    "X-Big: " + big,
                    "-b",
                    "a=1");
            HttpRequest request = server.asked();
            assertThat(request.host()).isEqualTo("other.example");
            assertThat(request.header("x-tenant")).containsExactly("blue");
            assertThat(request.header("x-big")).containsExactly(big);
            assertThat(request.cookies("a")).containsExactly("1");
        }
    }

    @Test
    void curlSendsABlockInSeveralFrames() throws Exception {
        try (Answering server = new Answering(HttpRefusal.NOT_FOUND)) {
            List<String> options = new ArrayList<>(List.of("--http2-prior-knowledge"));
            for (int i = 0; i < 6; i++) {
                options.addAll(List.of("-H", "x-big: " + "\\".repeat(7000)));
            }
            curl(server, options.toArray(String[]::new));
            assertThat(server.asked().header("x-big")).hasSize(6).containsOnly("\\".repeat(7000));
        }
    }

    @Test
    void curlRequestsAnotherHostFromAProxy() throws Exception {
        try (Answering server = new Answering(HttpRefusal.MISDIRECTED)) {
            String proxy = "http://localhost:" + server.port();
            curl(List.of("--noproxy", "", "--proxy", proxy, "http://Far.example:81/x"));
            HttpRequest request = server.asked();
            assertThat(request.scheme()).isEqualTo("http");
            assertThat(request.host()).isEqualTo("far.example");
            assertThat(request.port()).isEqualTo(81);
            assertThat(request.path()).isEqualTo("/x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClientOfTheJdkIsRefused(HttpClient.Version version) throws Exception {
        try (Answering server = new Answering(HttpRefusal.NOT_FOUND);
                HttpClient client = HttpClient.newBuilder().version(version).build()) {
            URI uri = URI.create("http://localhost:" + server.port() + "/a/b?c=d");
            HttpResponse<String> response = client.send(
                    java.net.http.HttpRequest.newBuilder(uri)
                            .header("x-tenant", "blue")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).isEqualTo("There is nothing here under this name.\n");
            HttpRequest request = server.asked();
            assertAsked(server, request, "1.1", "GET");
            assertThat(request.header("X-Tenant")).containsExactly("blue");
        }
    }
}
