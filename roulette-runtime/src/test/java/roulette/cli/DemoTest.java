package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import roulette.testing.ChildJvm;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoTest {
    @TempDir
    Path home;

    private final StringWriter err = new StringWriter();

    private int demo(String port) {
        return Main.run(
                new Home(home),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "demo",
                "--port",
                port);
    }

    @Test
    void connectionsGoToBothBackendsInTurn() throws Exception {
        try (ChildJvm demo = ChildJvm.start(Main.class, List.of("-Droulette.home=" + home), "demo", "--port", "0")) {
            Matcher proxy = Pattern.compile("The proxy listens on (http://localhost:\\d+)\\. .*")
                    .matcher(demo.line());
            assertThat(proxy.matches()).isTrue();
            List<String> backends = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                // A client of its own has a connection of its own.
                try (HttpClient client = HttpClient.newHttpClient()) {
                    HttpRequest request =
                            HttpRequest.newBuilder(URI.create(proxy.group(1))).build();
                    backends.add(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body()
                            .split(" ")[3]);
                }
            }
            assertThat(backends).containsExactly("first", "second", "first", "second");
        }
    }

    @Test
    void aPortInUseIsReportedWithTheOptionThatChangesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            assertThat(demo(String.valueOf(taken.getLocalPort()))).isEqualTo(1);
            assertThat(err.toString())
                    .isEqualTo("roulette: the demo can't listen on localhost:" + taken.getLocalPort()
                            + ": Address already in use; choose another port: roulette demo --port PORT\n");
        }
    }

    @Test
    void aPortOutOfRangeIsAUsageError() {
        assertThat(demo("70000")).isEqualTo(64);
        assertThat(err.toString()).contains("a port is 0 to 65535, not 70000").hasLineCount(1);
    }
}
