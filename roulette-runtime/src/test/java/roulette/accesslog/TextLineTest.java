package roulette.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import roulette.net.AccessRecord;

class TextLineTest {
    private static String line(AccessRecord connection) {
        return Line.of(connection, Format.TEXT);
    }

    @Test
    void fieldsAreInOrder() {
        assertThat(line(Records.full()))
                .isEqualTo(
                        "time=2026-11-01T12:30:05.007Z id=g5p2x0c1mq-2t9-0-1c listener=web client=203.0.113.9:50123 peer=10.0.0.1:4711"
                                + " router=tenants via=\"rules,front\\u002c door\" decision=forward because=\"rule 3\""
                                + " labels.sni=a.example labels.tenant=\"acme, inc.\" target=b.example:82 address=[2001:db8::2]:82"
                                + " tried=a.example:80/refused,[2001:db8::1]:81/unresolved route_ms=1.234 connect_ms=0.050"
                                + " up=1234 down=5000000000 ms=61002.000 end=complete reason=\"all went well\"");
    }

    @Test
    void anUnknownValueIsADashAndAnEmptyOneIsOmitted() {
        assertThat(line(Records.bare()))
                .isEqualTo("time=1970-01-01T00:00:00.000Z id=g5p2x0c1mq-2t9-0-1c listener=web client=10.0.0.1:4711"
                        + " router=tenants decision=none target=- route_ms=- connect_ms=-"
                        + " up=0 down=0 ms=0.000 end=client-left");
    }

    @Test
    void theAddressOfAnUnreachedNameIsADash() {
        AccessRecord unreached = Records.with("web", "r", List.of(), Optional.of("b.example:82"), Optional.empty(), "");
        assertThat(line(unreached)).contains(" target=b.example:82 address=- ");
    }

    @Test
    void theAddressIsOmittedIfTheTargetIsAnAddress() {
        for (String literal : List.of("10.0.0.2", "2001:db8:0:0::1")) {
            String target = literal.contains(":") ? "[" + literal + "]:82" : literal + ":82";
            AccessRecord connection = Records.with(
                    "web", "r", List.of(), Optional.of(target), Optional.of(Records.address(literal, 82)), "");
            assertThat(TextParser.values(line(connection)))
                    .containsEntry("target", target)
                    .doesNotContainKey("address");
        }
    }

    @ParameterizedTest
    @MethodSource("roulette.accesslog.Hostile#texts")
    void anyValueIsReadBackFromOneEscapedLine(String hostile) {
        String line = line(Records.with(hostile, hostile, List.of(), Optional.of(hostile), Optional.empty(), hostile));
        assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");
        Map<String, String> values = TextParser.values(line);
        assertThat(values).containsEntry("listener", hostile);
        assertThat(values).containsEntry("router", hostile);
        assertThat(values).containsEntry("target", hostile);
        assertThat(values.getOrDefault("reason", "")).isEqualTo(hostile);
        if (!hostile.isEmpty()) {
            assertThat(values).containsEntry("labels.host", hostile);
        }
        assertThat(values).containsEntry("end", "client-left");
    }

    @ParameterizedTest
    @MethodSource("roulette.accesslog.Hostile#texts")
    void anyListOfTriedTargetsIsReadBack(String hostile) {
        for (List<String> tried :
                List.of(List.of(hostile), List.of(hostile, "b:1"), List.of("b:1", hostile, hostile))) {
            String line = line(Records.with("web", "r", tried, Optional.empty(), Optional.empty(), ""));
            assertThat(TextParser.list(line, "tried")).isEqualTo(tried);
        }
    }

    @Test
    void aDashAsValueDiffersFromNoValue() {
        assertThat(line(Records.with("-", "", List.of(), Optional.of("-"), Optional.empty(), "-")))
                .contains("listener=\"-\" ", "router=\"\" ", "target=\"-\" ", "reason=\"-\"");
    }

    @Test
    void theNumberOfDroppedLinesIsALine() {
        assertThat(Line.of(Format.TEXT, fields -> fields.dropped(123))).matches("time=[-0-9T:.]+Z dropped=123");
    }
}
