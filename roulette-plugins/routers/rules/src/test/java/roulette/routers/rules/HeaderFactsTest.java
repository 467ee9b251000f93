package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.rules.Rules.because;
import static roulette.routers.rules.Rules.check;
import static roulette.routers.rules.Rules.heard;
import static roulette.routers.rules.Rules.rules;
import static roulette.routers.rules.Rules.say;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.api.Decision;
import roulette.api.Target;
import roulette.testkit.Conversation;
import roulette.testkit.RouterCheck;
import roulette.testkit.TestOpening;

/** Conditions and targets with the headers and cookies of HTTP, and with the TLVs of the PROXY protocol. */
class HeaderFactsTest {
    private static final byte[] HTTP = Openings.http("a.example", "/");

    private static final String PROXY = """
            default = "d:1"
            [[rule]]
            proxy.ssl.verified = true
            proxy.ssl.cn = ["alice", "bob"]
            proxy.authority = "*.shop.example"
            target = "{proxy.authority.1}.shop.internal:{proxy.tlv.0xEA.port}"
            all = [{ proxy.tlv.0xEA = '~\\x01(?<port>[0-9]+)' }]
            [[rule]]
            proxy.unique-id = "trace-*"
            target = "traced:1"
            [[rule]]
            not = { proxy.authority = "*" }
            proxy.alpn = "h2"
            peer = "10.0.0.0/8"
            target = "{peer.address}:2"
            """;

    private static TestOpening verified(int client, String name) {
        byte[] cn = Openings.text(name);
        byte[] value = Openings.join(new byte[] {(byte) client, 0, 0, 0, 0, 0x22, 0, (byte) cn.length}, cn);
        return TestOpening.empty()
                .tlv(2, Openings.text("A.Shop.example"))
                .tlv(0xea, Openings.text("\u00018080"))
                .tlv(0x20, value);
    }

    private static RouterCheck on(TestOpening opening) {
        return RouterCheck.of(rules(PROXY)).on(opening).clientSends(HTTP);
    }

    @Test
    void aRuleReadsTheHeaderOfTheProxyInFront() {
        on(verified(3, "alice")).forwardsTo("a.shop.internal:8080");
        on(TestOpening.empty().tlv(5, Openings.text("trace-7"))).forwardsTo("traced:1");
        on(TestOpening.empty()).forwardsTo("d:1");
    }

    @Test
    void aNameWithoutAValidCertificateIsNotVerified() {
        on(verified(1, "alice")).forwardsTo("d:1");
        on(verified(3, "mallory")).forwardsTo("d:1");
    }

    @Test
    void aMalformedTlvIsNotPassedToTheNextRule() {
        Conversation conversation =
                Conversation.with(rules(PROXY), verified(3, "alice\n")).clientSends(HTTP);

        assertThat(conversation.targets()).isEmpty();
        assertThat(heard(conversation)).startsWith("HTTP/1.1 400 ");
        assertThat(because(conversation)).isEqualTo("rule 1: can't be evaluated");
    }

    @Test
    void aRuleOnTheHeaderAloneNeedsNoBytes() {
        RulesRouter router = rules("[[rule]]\nproxy.authority = \"a.example\"\ntarget = \"a:1\"");

        assertThat(router.needsBytes()).isFalse();
        assertThat(router.route(TestOpening.empty().tlv(2, Openings.text("a.example"))))
                .isInstanceOfSatisfying(
                        Decision.Forward.class,
                        forward -> assertThat(forward.targets()).containsExactly(Target.of("a", 1)));
    }

    @Test
    void clientsCannotChooseHostsByATlv() {
        String keys = "[[rule]]\nname = \"t\"\nproxy.tlv.9 = \"*\"\ntarget = \"{proxy.tlv.9}:1\"";
        TestOpening opening = TestOpening.empty().tlv(9, Openings.text("a:22\n"));

        assertThat(because(Conversation.with(rules(keys), opening).clientSends(HTTP)))
                .isEqualTo("t: no valid target");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            canary=1                  | t1
            canary="1"                | t1
            a=b; canary=2; c=d        | t2
            canary=0; canary=1        | t1
            canary=0; canary=2; canary=1 | t2
            Canary=1                  | none
            canary=                   | none
            xcanary=1                 | none
            canary="1                 | none
            """)
    void aCookieDecides(String sent, String target) {
        String keys = """
                default = "none:80"
                [[rule]]
                http.cookie.canary = ["1", "2"]
                target = "t{http.cookie.canary}:80"
                """;
        check(keys, Openings.http("a.example", "/", "Cookie: " + sent)).forwardsTo(target + ":80");
    }

    @Test
    void theCookiesOfAllLinesCount() {
        String keys = """
                default = "d:1"
                [[rule]]
                http.cookie."a.b" = "~x(.*)"
                target = "c{http.cookie.a.b.1}:1"
                """;
        check(keys, Openings.http("a.example", "/", "Cookie: z=1", "Cookie: a.b=x7"))
                .forwardsTo("c7:1");
    }

    @Test
    void anyOfSeveralCookiesIsRefused() {
        String keys = """
                default = "d:1"
                [[rule]]
                http.cookie.banned = "yes"
                reject = true
                """;
        assertThat(heard(say(keys, Openings.http("a.example", "/", "Cookie: banned=no; banned=\"yes\""))))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void explainHasWhatTheRulesRead() throws Exception {
        RulesRouter router = rules(PROXY + """
                [[rule]]
                any = [{ http.header.X-Tenant = "a*" }, { not = { http.cookie.canary = "1" } }]
                target = "a:1"
                """);
        TestOpening opening = verified(3, "eve")
                .holding(Openings.http("a.example", "/", "X-Tenant: acme", "Cookie: canary=0; canary=1", "Secret: x"));

        assertThat(router.explain(opening))
                .containsEntry("proxy.authority", "a.shop.example")
                .containsEntry("proxy.ssl.verified", "true")
                .containsEntry("proxy.tlv.234", "\u00018080")
                .containsEntry("peer.address", "127.0.0.1")
                .containsEntry("http.header.x-tenant", "acme")
                .containsEntry("http.cookie.canary", "0,1")
                .doesNotContainValue("x");
    }
}
