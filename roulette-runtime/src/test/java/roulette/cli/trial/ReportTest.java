package roulette.cli.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.ProxyProtocol;
import roulette.api.Target;

class ReportTest {
    private static final ConnectionInfo INFO = new ConnectionInfo(
            "we\nb", new InetSocketAddress("10.1.2.3", 5000), new InetSocketAddress("2001:db8::1", 443), Map.of());

    private static String report(TrialResult result, String sent) {
        StringWriter out = new StringWriter();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(sent);
        new TextReport(new FactLines(new PrintWriter(out, true)), "rules", Optional.of(ProxyProtocol.V2))
                .print(INFO, new ClientBytes(bytes, 600, false, false, false), result);
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static TrialResult result(RoutingResult verdict, List<String> parsed) {
        return new TrialResult(
                verdict, 2, true, List.of(), parsed, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void eachFactIsOnItsOwnLine() {
        Decision forward = Decision.forward("10.0.0.1", 443)
                .orElse(Target.of("2001:db8::2", 444))
                .replacing("a\0")
                .replying("b\n")
                .connectTimeout(Duration.ofSeconds(2))
                .firstByteTimeout(Duration.ofMillis(5))
                .because("rule \"shop\"");
        TrialResult result = new TrialResult(
                new RoutingResult.Decided(forward),
                2,
                true,
                List.of(new TrialResult.Step(1, (Decision.Reply) Decision.reply("S\r\n", 1))),
                List.of("tls.sni=a.example", "tls.alpn=h2"),
                Optional.empty(),
                Optional.of(new RoutingResult.Failed("it threw a\nb")),
                Optional.empty());
        assertThat(report(result, "abc")).isEqualTo("""
                        listener   we\\u000ab
                        client     10.1.2.3:5000
                        local      [2001:db8::1]:443
                        router     rules
                        bytes      3 of 600 (decided after 2)
                        parsed     tls.sni=a.example
                                   tls.alpn=h2
                        reply      "S\\r\\n", 1 consumed, after 1
                        decision   forward 10.0.0.1:443, or else [2001:db8::2]:444
                        because    rule "shop"
                        replacing  "a\\x00"
                        replying   "b\\n"
                        timeouts   connect 2000 ms, first byte 5 ms
                        header     PROXY protocol V2
                        at once    none: the router failed: it threw a\\u000ab (how the bytes arrive matters)
                        """);
    }

    @Test
    void aRejectionHasItsReply() {
        assertThat(report(
                        result(new RoutingResult.Decided(Decision.reject("no\n").because("late")), List.of()), ""))
                .contains("\ndecision   reject \"no\\n\"\nbecause    late\n");
        assertThat(report(result(new RoutingResult.Decided(Decision.reject()), List.of()), ""))
                .endsWith("\ndecision   reject\n");
    }

    @Test
    void noDecisionIsPrintedWithItsReason() {
        TrialResult result = new TrialResult(
                new RoutingResult.Undecided("the router wants more bytes", true),
                3,
                true,
                List.of(),
                List.of(),
                Optional.of(new RoutingResult.Decided(Decision.reply("220 hi\r\n", 0))),
                Optional.empty(),
                Optional.empty());
        assertThat(report(result, "abc"))
                .contains("\nbytes      3 of 600 (not decided)\n")
                .endsWith(
                        "\ndecision   none: the router wants more bytes\nsilent     reply \"220 hi\\r\\n\", 0 consumed\n");
    }

    @Test
    void terminalControlSequencesAreEscaped() {
        String evil = "\u001b]0;evil\u0007\r\u202e\u2028\u0085\ud800";
        Decision forward = Decision.forward("h\u202eost", 1).because(evil);
        String printed = report(result(new RoutingResult.Decided(forward), List.of(evil, "x".repeat(100_000))), evil);
        assertThat(printed.lines().toList()).hasSize(10);
        assertThat(printed.chars().filter(c -> c != '\n')).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(printed).hasSizeLessThan(4000);
    }

    @Test
    void aNoteMentionsAProxyProtocolHeader() {
        assertThat(report(result(new RoutingResult.Decided(Decision.reject()), List.of()), "PROXY UNKNOWN\r\n"))
                .contains("\nnote       the bytes start with a PROXY protocol header");
    }

    private static final Decision SHOP =
            Decision.forward("10.0.0.1", 443).replacing("a\0").because("rule \"shöp\"\u202e");

    private static TrialResult serverFirst() {
        return new TrialResult(
                new RoutingResult.Undecided("it waits", true),
                0,
                true,
                List.of(new TrialResult.Step(0, (Decision.Reply) Decision.reply("S\r\n", 0))),
                List.of("a=\n"),
                Optional.of(new RoutingResult.Decided(Decision.reject("no\n"))),
                Optional.empty(),
                Optional.of(new RoutingResult.Decided(SHOP)));
    }

    private static ClientBytes server() {
        return new ClientBytes(ByteBuffer.allocate(3), 3, true, false, false, List.of(0), true);
    }

    @Test
    void theJsonFormatIsOneObjectPerLine() {
        StringWriter out = new StringWriter();
        Report report = new JsonReport(new PrintWriter(out, true), "rules", Optional.of(ProxyProtocol.V2));
        report.print(INFO, server(), serverFirst());
        assertThat(out.toString()).isEqualToIgnoringNewLines("""
                {"listener":"we\\u000ab","client":"10.1.2.3:5000","local":"[2001:db8::1]:443","router":"rules",\
                "bytes":3,"total":3,"more":true,"server_first":true,"midway":true,"decided":false,"after":0,\
                "exact":true,"decision":"none","reason":"it waits",\
                "replies":[{"after":0,"reply":"S\\\\r\\\\n","consumed":0}],"parsed":["a=\\u000a"],\
                "silent":{"decision":"reject","reply":"no\\\\n"},\
                "unasked":{"decision":"forward","targets":["10.0.0.1:443"],"replacing":"a\\\\x00",\
                "proxy_protocol":"v2","because":"rule \\"sh\\u00f6p\\"\\u202e"}}
                """);
        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void theLineFormatHasClientServerAndDecision() {
        StringWriter out = new StringWriter();
        Report report = new LineReport(new PrintWriter(out, true));
        report.print(INFO, server(), result(new RoutingResult.Decided(SHOP), List.of()));
        report.print(INFO, server(), serverFirst());
        assertThat(out.toString().lines())
                .containsExactly(
                        "10.1.2.3:5000 > [2001:db8::1]:443: forward 10.0.0.1:443 (rule \"shöp\"\\u202e)",
                        "10.1.2.3:5000 > [2001:db8::1]:443: none: it waits; silent: reject \"no\\n\";"
                                + " unasked: forward 10.0.0.1:443");
    }
}
