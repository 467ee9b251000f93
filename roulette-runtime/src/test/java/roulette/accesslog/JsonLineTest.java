package roulette.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import roulette.net.AccessRecord;

class JsonLineTest {
    private static Map<String, Object> object(AccessRecord connection) {
        return JsonParser.object(Line.of(connection, Format.JSON));
    }

    @Test
    void fieldsAreInOrder() {
        assertThat(Line.of(Records.full(), Format.JSON))
                .isEqualTo(
                        "{\"time\":\"2026-11-01T12:30:05.007Z\",\"id\":\"g5p2x0c1mq-2t9-0-1c\",\"listener\":\"web\",\"client\":\"203.0.113.9:50123\","
                                + "\"peer\":\"10.0.0.1:4711\",\"router\":\"tenants\",\"via\":[\"rules\",\"front, door\"],"
                                + "\"decision\":\"forward\",\"because\":\"rule 3\","
                                + "\"labels\":{\"sni\":\"a.example\",\"tenant\":\"acme, inc.\"},"
                                + "\"target\":\"b.example:82\",\"address\":\"[2001:db8::2]:82\","
                                + "\"tried\":[\"a.example:80/refused\",\"[2001:db8::1]:81/unresolved\"],\"route_ms\":1.234,\"connect_ms\":0.050,"
                                + "\"up\":1234,\"down\":5000000000,\"ms\":61002.000,\"end\":\"complete\","
                                + "\"reason\":\"all went well\"}");
    }

    @Test
    void numbersAreNumbersAndTextIsText() {
        Map<String, Object> object = object(Records.full());
        assertThat(object)
                .containsEntry("down", new BigDecimal("5000000000"))
                .containsEntry("route_ms", new BigDecimal("1.234"))
                .containsEntry("tried", List.of("a.example:80/refused", "[2001:db8::1]:81/unresolved"))
                .containsEntry("end", "complete");
    }

    @Test
    void absentValuesAreOmitted() {
        assertThat(object(Records.bare()).keySet())
                .containsExactly("time", "id", "listener", "client", "router", "decision", "up", "down", "ms", "end");
    }

    @Test
    void keysAndTheirOrderAreThoseOfTheTextFormat() {
        assertThat(object(Records.full()).keySet())
                .containsExactlyElementsOf(TextParser.values(Line.of(Records.full(), Format.TEXT)).keySet().stream()
                        .map(key -> key.startsWith("labels.") ? "labels" : key)
                        .distinct()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("roulette.accesslog.Hostile#texts")
    void anyValueIsReadBackFromOneLineOfPrintableAscii(String hostile) {
        String line = Line.of(
                Records.with(
                        hostile, hostile, List.of("b:1", hostile), Optional.of(hostile), Optional.empty(), hostile),
                Format.JSON);
        assertThat(line).matches("[ -~]+");
        Map<String, Object> object = JsonParser.object(line);
        assertThat(object).containsEntry("listener", hostile);
        assertThat(object).containsEntry("router", hostile);
        if (!hostile.isEmpty()) {
            assertThat(object).containsEntry("labels", Map.of("host", hostile));
        }
        assertThat(object).containsEntry("target", hostile);
        assertThat(object).containsEntry("tried", List.of("b:1", hostile));
        assertThat(object.getOrDefault("reason", "")).isEqualTo(hostile);
    }

    @Test
    void theNumberOfDroppedLinesIsAnObject() {
        assertThat(Line.of(Format.JSON, fields -> fields.dropped(123)))
                .matches("\\{\"time\":\"[-0-9T:.]+Z\",\"dropped\":123}");
    }
}
