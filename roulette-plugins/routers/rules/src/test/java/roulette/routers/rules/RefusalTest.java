package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.rules.Rules.because;
import static roulette.routers.rules.Rules.check;
import static roulette.routers.rules.Rules.rules;
import static roulette.routers.rules.Rules.say;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Target;
import roulette.testkit.Conversation;
import roulette.testkit.TestOpening;

/** Refused clients, and the replies they receive. */
class RefusalTest {
    @Test
    void aRuleMayRefuse() {
        String keys = """
                default = "d:1"
                [[rule]]
                name = "closed"
                http.path = "/admin*"
                reject = true
                [[rule]]
                git.path = "*"
                reject = "closed for today"
                [[rule]]
                bytes = "who"
                reject = "nobody\\n"
                """;

        assertThat(Rules.heard(say(keys, Openings.http("a.example", "/admin/x"))))
                .startsWith("HTTP/1.1 403 ");
        assertThat(because(say(keys, Openings.http("a.example", "/admin/x")))).isEqualTo("closed");
        assertThat(Rules.heard(say(keys, Openings.git("/x", "h")))).endsWith("ERR closed for today");
        assertThat(Rules.heard(say(keys, Openings.text("who?")))).isEqualTo("nobody\n");
        assertThat(say(keys, Openings.http("a.example", "/x")).targets()).containsExactly(Target.of("d", 1));
    }

    @Test
    void aMalformedRequestIsRefusedIfARuleNeedsIt() {
        String keys = "default = \"d:1\"\n[[rule]]\nnot = { http.host = \"closed.example\" }\ntarget = \"a:1\"";
        byte[] twoHosts = Openings.text("GET / HTTP/1.1\r\nHost: a.example\r\nHost: closed.example\r\n\r\n");

        check(keys.replace("default = \"d:1\"\n", ""), twoHosts).rejects();
        assertThat(Rules.heard(say(keys, twoHosts))).startsWith("HTTP/1.1 400 ");
        assertThat(because(say(keys, twoHosts))).isEqualTo("http: more than one Host header");
    }

    @Test
    void anHttp2ClientIsRefusedInHttp2() {
        String keys = "default = \"d:1\"\n[[rule]]\nhttp.host = \"a.example\"\ntarget = \"a:1\"";
        String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        String settings = "\0\0\0\4\0\0\0\0\0";

        assertThat(Rules.heard(say(keys, Openings.text(preface + "\0\0\1\4\0\0\0\0\0"))))
                .startsWith(settings + "\0\0");
        assertThat(Rules.heard(say(keys, Openings.text(preface + settings)).timedOut()))
                .startsWith(settings + "\0\0");
    }

    @Test
    void aMalformedRequestGoesToTheDefaultIfNoRuleNeedsIt() {
        byte[] twoHosts = Openings.text("GET / HTTP/1.1\r\nHost: a.example\r\nHost: closed.example\r\n\r\n");

        assertThat(say("default = \"d:1\"\n[[rule]]\nsni = \"a\"\ntarget = \"a:1\"", twoHosts)
                        .targets())
                .containsExactly(Target.of("d", 1));
    }

    @Test
    void aRequestBeyondTheLimitForOpeningsIsTooLarge() {
        RulesRouter router = rules("default = \"d:1\"\n[[rule]]\nhttp.host = \"a.example\"\ntarget = \"a:1\"");
        TestOpening begun = TestOpening.of("GET / HTTP/1.1\r\nX: long");

        assertThat(heard(router.route(begun.whenFull()))).startsWith("HTTP/1.1 431 ");
        assertThat(heard(router.route(begun.whenEnded()))).startsWith("HTTP/1.1 400 ");
        byte[] twoHosts = Openings.http("a.example", "/", "Host: b.example");
        assertThat(heard(router.route(TestOpening.of(twoHosts).whenFull()))).startsWith("HTTP/1.1 400 ");
        byte[] hello = Arrays.copyOf(Openings.tls("a.example"), 50);
        assertThat(rules("[[rule]]\nsni = \"a\"\ntarget = \"a:1\"")
                        .route(TestOpening.of(hello).whenFull()))
                .isEqualTo(Decision.reject(new byte[] {21, 3, 3, 0, 2, 2, 50}).because("rule 1: can't be evaluated"));
    }

    private static String heard(Decision decision) {
        return decision instanceof Decision.Reject reject
                ? StandardCharsets.ISO_8859_1.decode(reject.reply()).toString()
                : decision.toString();
    }

    @Test
    void anExpressionBeyondItsStepLimitRefuses() {
        String keys =
                "default = \"d:1\"\n[[rule]]\nname = \"slow\"\nhttp.path = \"~(.*)(.*)(.*)(.*)(.*)b\"\nreject = true";
        Conversation long100 = say(keys, Openings.http("a.example", "/" + "a".repeat(100)));

        assertThat(say(keys, Openings.http("a.example", "/a")).targets()).containsExactly(Target.of("d", 1));
        assertThat(long100.lastDecision()).isInstanceOf(Decision.Reject.class);
        assertThat(because(long100)).isEqualTo("slow: can't be evaluated");
    }

    @Test
    void anUnreachableTargetIsReportedInTheProtocol() {
        String keys = "default = \"d:1\"";

        assertThat(Rules.heard(say(keys, Openings.http("a.example", "/")).targetsFail(Failure.REFUSED)))
                .startsWith("HTTP/1.1 503 ");
        assertThat(say(keys, Openings.tls("a")).targetsFail(Failure.REFUSED).sentToClient())
                .containsExactly(21, 3, 3, 0, 2, 2, 80);
        assertThat(say(keys, Openings.text("?")).targetsFail(Failure.REFUSED).sentToClient())
                .isEmpty();
    }
}
