package roulette.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roulette.net.ProxyStatus;
import roulette.options.Listener;

/** The state of a proxy as text and as JSON. */
class StatusTest {
    private static final ProxyStatus PROXY = new ProxyStatus(
            3,
            40,
            List.of(new ProxyStatus.ListenerStatus(
                    new Listener("web", "", 80, "rules", List.of(), Optional.empty(), true),
                    new InetSocketAddress("127.0.0.1", 80),
                    3,
                    41)),
            List.of(
                    new ProxyStatus.LimitStatus("limits.connections", Optional.empty(), Optional.empty(), 3, 100, 0),
                    new ProxyStatus.LimitStatus("limits.calls", Optional.of("db"), Optional.empty(), 256, 256, 7)),
            Map.of("complete", 37L, "reset", 0L),
            List.of(new ProxyStatus.TargetStatus("a\u001b[2J:80", 3, 40, Map.of("refused", 2L))));

    private static final Status STATUS = new Status(
            "1.2",
            "25",
            "none; roulette cache records one",
            77,
            Path.of("/etc/a\nb.toml"),
            Instant.parse("2026-11-26T10:00:00Z"),
            Duration.ofSeconds(3 * 3600 + 12 * 60 + 5),
            false,
            PROXY,
            Optional.of(4L),
            Map.of(Path.of("plugins/a.jar"), List.of("rules", "db")),
            1,
            List.of("2026-11-26T11:00:00Z WARN the target is down"));

    @Test
    void textHasATableForEachPart() {
        assertThat(StatusText.of(STATUS).lines())
                .contains(
                        "roulette 1.2, process 77, running for 3 h 12 min (since 2026-11-26T10:00:00Z), Java 25",
                        "start-up cache: none; roulette cache records one",
                        "connections: 3 open, 40 forwarded since the start",
                        "LISTENER  ADDRESS       ROUTER  OPEN  ACCEPTED",
                        "web       127.0.0.1:80  rules      3        41  shares its port",
                        "limits.connections           3    100              0",
                        "limits.calls (router db)   256    256              7",
                        "complete           37",
                        "plugins/a.jar  rules, db",
                        "access log: 4 lines were dropped",
                        "warnings since the start: 1; the latest:",
                        "  2026-11-26T11:00:00Z WARN the target is down");
    }

    @Test
    void textCanNotControlATerminal() {
        assertThat(StatusText.of(STATUS).chars()).noneMatch(c -> c < ' ' && c != '\n');
        assertThat(StatusText.of(STATUS)).contains("refused 2", "configuration: /etc/a");
    }

    @Test
    void jsonIsOneLineOfAscii() {
        String json = StatusJson.of(STATUS);
        assertThat(json).endsWith("}\n");
        assertThat(json.strip().chars()).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(json)
                .contains(
                        "\"version\":\"1.2\"",
                        "\"process\":77",
                        "\"uptime_s\":11525",
                        "\"state\":\"running\"",
                        "\"connections\":{\"open\":3,\"forwarded\":40}",
                        "{\"name\":\"web\",\"address\":\"127.0.0.1:80\",\"router\":\"rules\",\"share_port\":true,"
                                + "\"open\":3,\"accepted\":41}",
                        "{\"name\":\"limits.calls\",\"router\":\"db\",\"used\":256,\"limit\":256,\"reached\":7}",
                        "\"failures\":{\"refused\":2}",
                        "\"access_log\":{\"dropped\":4}",
                        "\"warnings\":{\"count\":1,");
    }
}
