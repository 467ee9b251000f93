package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.rules.Rules.because;
import static roulette.routers.rules.Rules.heard;
import static roulette.routers.rules.Rules.rules;
import static roulette.routers.rules.Rules.say;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Target;
import roulette.testkit.Conversation;
import roulette.testkit.TestOpening;

/** Clients that send nothing, or an incomplete or endless message. */
class UnfinishedTest {
    @Test
    void aSilentClientDoesNotBypassARejection() {
        String keys = """
                default = "d:1"
                silent = "s:1"
                [[rule]]
                http.path = "/admin*"
                reject = true
                """;
        byte[] half = Openings.text("GET /admin HTTP/1.1\r\nHost: a.exa");

        assertThat(say(keys, half).timedOut().lastDecision()).isInstanceOf(Decision.Reject.class);
        assertThat(say(keys, half).clientEnds().lastDecision()).isInstanceOf(Decision.Reject.class);
        RulesRouter router = rules(keys);
        assertThat(router.route(TestOpening.of(half).whenFull())).isInstanceOf(Decision.Reject.class);
    }

    @Test
    void aRuleThatStaysOpenIsNotBypassed() {
        String keys = "default = \"d:1\"\n[[rule]]\nname = \"guard\"\nsni = \"a.example\"\ntarget = \"a:1\"";
        byte[] half = {22, 3, 1, 0};

        assertThat(because(say(keys, half).timedOut())).isEqualTo("guard: can't be evaluated");
        assertThat(say(keys, half).clientEnds().lastDecision()).isInstanceOf(Decision.Reject.class);
        assertThat(rules(keys).route(TestOpening.of(half).whenFull())).isInstanceOf(Decision.Reject.class);
    }

    @Test
    void aTooLongHeadIsRefusedInItsProtocol() {
        String keys = "default = \"d:1\"\n[[rule]]\nhttp.host = \"a.example\"\ntarget = \"a:1\"\n"
                + "[[rule]]\nhttp.path = \"/admin\"\nreject = \"no admin for you\"";

        Decision decision =
                rules(keys).route(TestOpening.of("GET / HTTP/1.1\r\nX: long").whenFull());
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Reject.class,
                        reject -> assertThat(StandardCharsets.US_ASCII
                                        .decode(reject.reply())
                                        .toString())
                                .startsWith("HTTP/1.1 431 "));
    }

    @Test
    void aPauseDoesNotBypassARejectionByBytes() {
        String keys = "default = \"d:1\"\n[[rule]]\nbytes = \"EVIL\"\nreject = true";

        assertThat(rules(keys).timedOut(TestOpening.of("EV"))).isInstanceOf(Decision.Reject.class);
        assertThat(rules(keys).timedOut(TestOpening.of("ER"))).isInstanceOf(Decision.Forward.class);
    }

    @Test
    void aSilentClientGoesToTheRuleThatNeedsNoBytes() {
        String keys = "default = \"d:1\"\nsilent = \"ssh:22\"\n[[rule]]\nsni = \"a.example\"\ntarget = \"a:1\"";

        Conversation silent = Conversation.with(rules(keys)).timedOut();
        assertThat(silent.targets()).containsExactly(Target.of("ssh", 22));
        assertThat(because(silent)).isEqualTo("silent");
    }

    @Test
    void aSilentClientIsRejectedIfAllRulesNeedBytes() {
        String keys = "default = \"d:1\"\n[[rule]]\nsni = \"a.example\"\ntarget = \"a:1\"";

        Conversation silent = Conversation.with(rules(keys)).timedOut();
        assertThat(silent.lastDecision()).isInstanceOf(Decision.Reject.class);
        assertThat(because(silent)).isEqualTo("the client sends nothing");
    }

    @Test
    void rulesThatNeedNoBytesApplyToSilentClients() {
        String keys = """
                silent = "s:1"
                [[rule]]
                sni = "a.example"
                target = "a:1"
                [[rule]]
                client = "10.0.0.0/8"
                target = "c:1"
                [[rule]]
                client = "11.0.0.0/8"
                reject = true
                """;
        RulesRouter router = rules(keys);

        assertThat(router.timedOut(TestOpening.empty().from("11.0.0.1", 1))).isInstanceOf(Decision.Reject.class);
        assertThat(((Decision.Forward) router.timedOut(TestOpening.empty().from("10.0.0.1", 1))).because())
                .isEqualTo("silent");
    }

    @Test
    void aServerMaySpeakFirstIfNoRuleNeedsTheClientsBytes() {
        RulesRouter router = rules("""
                [[rule]]
                listener = "mail"
                target = "mail:25"
                [[rule]]
                sni = "a.example"
                target = "a:1"
                """);

        assertThat(router.needsBytes()).isFalse();
        assertThat(router.route(TestOpening.empty().on("mail"))).isInstanceOf(Decision.Forward.class);
        assertThat(router.route(TestOpening.empty())).isEqualTo(Decision.needMore());
        assertThat(rules("default = \"a:1\"\n[[rule]]\nsni = \"b\"\ntarget = \"b:1\"")
                        .needsBytes())
                .isTrue();
    }

    @Test
    void repeatedEncryptionRequestsAreRejected() {
        byte[] ssl = Openings.postgresSsl();
        Conversation conversation = say(
                "[[rule]]\npostgres.database = \"orders\"\ntarget = \"pg:5432\"", Openings.join(ssl, ssl, ssl, ssl));

        assertThat(conversation.lastDecision()).isInstanceOf(Decision.Reject.class);
        assertThat(conversation.replies()).isEqualTo(3);
    }

    @Test
    void aFailedForwardByAnIncompleteHeadIsReported() {
        Conversation half = say("default = \"d:1\"", Openings.text("GET / HTTP/1.1\r\nX: "));

        assertThat(heard(half.targetsFail(Failure.REFUSED))).startsWith("HTTP/1.1 503 ");
    }
}
