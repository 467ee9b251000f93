package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.rules.Rules.because;
import static roulette.routers.rules.Rules.check;
import static roulette.routers.rules.Rules.heard;
import static roulette.routers.rules.Rules.rules;
import static roulette.routers.rules.Rules.say;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.ProxyProtocol;
import roulette.api.Router;
import roulette.api.Target;
import roulette.testkit.Conversation;
import roulette.testkit.RouterCheck;
import roulette.testkit.TestOpening;

class RulesRouterTest {
    private static final String MANY = """
            [[rule]]
            sni = "*.shop.example"
            target = "shop:443"
            [[rule]]
            sni = "mail.example"
            alpn = ["imap", "h2"]
            target = "mail:993"
            [[rule]]
            http.host = "www.example"
            http.path = "/api/*"
            target = "api:80"
            [[rule]]
            http = { host = "www.example" }
            target = ["web1:80", "web2:80"]
            [[rule]]
            git.path = "/team/*"
            target = "git:9418"
            [[rule]]
            protocol = "ssh"
            target = "ssh:22"
            [[rule]]
            postgres.database = "orders"
            target = "pg:5432"
            [[rule]]
            mqtt.client-id = "~sensor-[0-9]+"
            target = "mqtt:1883"
            [[rule]]
            redis.user = "app"
            target = "redis:6379"
            [[rule]]
            minecraft.host = "*.play.example"
            target = "mc:25565"
            [[rule]]
            bytes = "GREET [a-z]+\\n"
            target = "hello:1"
            """;

    @Test
    void aRuleMayDelegateToAnotherRouter() {
        String keys = """
                [[rule]]
                protocol = "ssh"
                router = "bastion"
                """;
        check(keys, "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII))
                .delegatesTo("bastion");
        assertThat(say(keys, "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII))
                        .lastDecision()
                        .because())
                .isEqualTo("rule 1");
    }

    @Test
    void onePortServesManyProtocols() {
        check(MANY, Openings.tls("a.shop.example")).forwardsTo("shop:443");
        check(MANY, Openings.tls("mail.example", "http/1.1", "h2")).forwardsTo("mail:993");
        check(MANY, Openings.http("www.example", "/api/x")).forwardsTo("api:80");
        check(MANY, Openings.http("WWW.example:80", "/")).forwardsTo("web1:80", "web2:80");
        check(MANY, Openings.git("/team/x.git", "git.example")).forwardsTo("git:9418");
        check(MANY, Openings.ssh()).forwardsTo("ssh:22");
        check(MANY, Openings.postgres("me", "orders")).forwardsTo("pg:5432");
        check(MANY, Openings.mqtt("sensor-17")).forwardsTo("mqtt:1883");
        check(MANY, Openings.redis("app")).forwardsTo("redis:6379");
        check(MANY, Openings.minecraft("a.play.example")).forwardsTo("mc:25565");
        check(MANY, Openings.text("GREET world\n")).forwardsTo("hello:1");
    }

    @Test
    void aRecognisedClientWithoutARuleIsRefusedInItsProtocol() {
        check(MANY, Openings.tls("other.example")).rejects(new byte[] {21, 3, 3, 0, 2, 2, 112});
        assertThat(heard(say(MANY, Openings.http("other.example", "/")))).startsWith("HTTP/1.1 404 ");
        assertThat(heard(say(MANY, Openings.git("/x", "git.example")))).contains("ERR unknown destination");
        assertThat(heard(say(MANY, Openings.redis("other")))).startsWith("-ERR ");
        assertThat(heard(say(MANY, Openings.postgres("me", "other"))))
                .startsWith("E")
                .contains("3D000");
        check(MANY, Openings.mqtt("other")).rejects(new byte[] {0x20, 2, 0, 5});
        check(MANY, Openings.text("nonsense\n")).rejects(new byte[0]);
        assertThat(because(say(MANY, Openings.tls("other.example")))).isEqualTo("no rule matches");
    }

    @Test
    void aClientWithoutARuleGoesToTheDefault() {
        String keys = "default = [\"first:1\", \"second:2\"]\n" + MANY;

        for (byte[] sent : new byte[][] {Openings.tls("other.example"), Openings.text("nonsense\n"), {1}}) {
            Conversation conversation = say(keys, sent);
            assertThat(conversation.targets()).containsExactly(Target.of("first", 1), Target.of("second", 2));
            assertThat(because(conversation)).isEqualTo("default");
        }
    }

    @Test
    void theFirstRuleThatHoldsWins() {
        String keys = """
                [[rule]]
                name = "first"
                http.host = "a.example"
                target = "one:1"
                [[rule]]
                http.path = "/x"
                target = "two:2"
                [[rule]]
                target = "three:3"
                """;

        assertThat(say(keys, Openings.http("a.example", "/x")).targets()).containsExactly(Target.of("one", 1));
        assertThat(say(keys, Openings.http("b.example", "/x")).targets()).containsExactly(Target.of("two", 2));
        assertThat(say(keys, Openings.http("b.example", "/y")).targets()).containsExactly(Target.of("three", 3));
        assertThat(because(say(keys, Openings.http("a.example", "/x")))).isEqualTo("first");
        assertThat(because(say(keys, Openings.http("b.example", "/x")))).isEqualTo("rule 2");
    }

    @Test
    void onlyAPossibleMatchNeedsMoreBytes() {
        RulesRouter router = rules("""
                [[rule]]
                sni = "a.example"
                target = "tls:1"
                [[rule]]
                bytes = "S"
                target = "s:1"
                """);

        RouterCheck.of(router).clientSends(new byte[] {22, 3, 1}).needsMore();
        assertThat(RouterCheck.of(router).clientSends(Openings.ssh()).bytesNeeded())
                .isEqualTo(1);
    }

    @Test
    void allConditionsMustHoldWithOneOfTheirValues() {
        String keys = """
                default = "no:1"
                [[rule]]
                client = ["10.0.0.0/8", "::1"]
                listener = ["web", "web2"]
                local.port = 8080
                sni = ["a.example", "*.b.example"]
                target = "yes:1"
                """;
        RulesRouter router = rules(keys);
        TestOpening good = TestOpening.empty().from("10.1.2.3", 1).on("web2");

        assertThat(Conversation.with(router, good)
                        .clientSends(Openings.tls("x.b.example"))
                        .targets())
                .containsExactly(Target.of("yes", 1));
        assertThat(Conversation.with(router, good)
                        .clientSends(Openings.tls("b.example"))
                        .targets())
                .containsExactly(Target.of("no", 1));
        assertThat(Conversation.with(router, good.on("other"))
                        .clientSends(Openings.tls("a.example"))
                        .targets())
                .containsExactly(Target.of("no", 1));
        assertThat(Conversation.with(router, good.from("11.0.0.1", 1))
                        .clientSends(Openings.tls("a.example"))
                        .targets())
                .containsExactly(Target.of("no", 1));
    }

    @Test
    void conditionsAreCombined() {
        String keys = """
                [[rule]]
                not = { client = "10.9.0.0/16" }
                any = [ { http.host = "a.example" }, { git.path = "/x/*" }, { tls.sni = "a.example" } ]
                all = [ { listener = "test" }, { not = { http.header.X-Secret = "*" } } ]
                target = "yes:1"
                """;
        RulesRouter router = rules(keys);

        RouterCheck.of(router).clientSends(Openings.http("a.example", "/")).forwardsTo("yes:1");
        RouterCheck.of(router).clientSends(Openings.git("/x/y", "h")).forwardsTo("yes:1");
        RouterCheck.of(router).clientSends(Openings.tls("a.example")).forwardsTo("yes:1");
        RouterCheck.of(router)
                .clientSends(Openings.http("a.example", "/", "x-secret: 1"))
                .rejects();
        RouterCheck.of(router).clientSends(Openings.http("b.example", "/")).rejects();
        RouterCheck.of(router)
                .on(TestOpening.empty().from("10.9.1.1", 1))
                .clientSends(Openings.tls("a.example"))
                .rejects();
    }

    @Test
    void theHostMatchesEitherProtocol() {
        String keys = "[[rule]]\nhost = \"*.example\"\ntarget = \"{host.1}.internal:1\"";

        check(keys, Openings.tls("a.example")).forwardsTo("a.internal:1");
        check(keys, Openings.http("b.example", "/")).forwardsTo("b.internal:1");
        check(keys, Openings.ssh()).rejects();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sni = "*.shop.example"                            | {sni.1}.internal:443       | a.b.internal:443
            sni = ["*.shop.example", "*.b.shop.example"]      | {tls.sni.1}:443            | a:443
            tls.sni = "*"                                     | {sni}:443                  | a.b.shop.example:443
            sni = '~(?<tenant>[a-z]+)\\.([a-z]+)\\..*'        | {sni.2}-{sni.tenant}:443   | b-a:443
            all = [{ sni = "*.example" }]                     | {sni.1}:443                | a.b.shop:443
            listener = "*"                                    | {listener}:443             | test:443
            client = "127.0.0.0/8"                            | {client.address}:{local.port} | 127.0.0.1:8080
            """)
    void targetsMayUseCaptures(String condition, String target, String result) {
        check("[[rule]]\n" + condition + "\ntarget = \"" + target + "\"", Openings.tls("a.b.shop.example"))
                .forwardsTo(result);
    }

    @Test
    void targetsMayUseAnyFact() {
        check("""
                [[rule]]
                http.path = "/t/*/*"
                http.header.X-Tenant = "*"
                target = "{http.path.1}.{http.header.x-tenant}:80"
                """, Openings.http("a.example", "/t/one/x", "X-Tenant: blue")).forwardsTo("one.blue:80");
        check("""
                [[rule]]
                bytes = '(?i)go to (?<where>[a-z]+)\\n'
                target = "{bytes.where}.internal:7"
                """, Openings.text("GO TO here\n")).forwardsTo("here.internal:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:22", "127.1", "a/../b", "x y", "..", ""})
    void anInvalidHostMakesNoTarget(String value) {
        Conversation conversation = say(
                "[[rule]]\nname = \"t\"\nhttp.header.to = \"~.*\"\nnot = { http.path = \"/no\" }\ntarget = \"{http.header.to}:80\"",
                Openings.http("a.example", "/", "To: " + (value.isEmpty() ? "\u00e4" : value)));

        assertThat(because(conversation)).isEqualTo("t: no valid target");
        assertThat(heard(conversation)).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void aRepeatedHeaderIsOneValue() {
        String keys = """
                default = "d:1"
                [[rule]]
                http.header.x-tenant = "~good.*"
                all = [{ http.header.x-tenant = "*" }]
                target = "{http.header.x-tenant}.internal:80"
                """;

        assertThat(say(keys, Openings.http("a.example", "/", "X-Tenant: good1")).targets())
                .containsExactly(Target.of("good1.internal", 80));
        assertThat(say(keys, Openings.http("a.example", "/", "X-Tenant: evil", "X-Tenant: good1"))
                        .targets())
                .containsExactly(Target.of("d", 1));
    }

    @Test
    void aPostgresEncryptionRequestIsDeclinedToGetTheStartupMessage() {
        String keys = "[[rule]]\npostgres.database = \"orders\"\ntarget = \"pg:5432\"";
        byte[] sent = Openings.join(Openings.postgresSsl(), Openings.postgres("me", "orders"));

        check(keys, sent).decides("forwards to pg", conversation -> {
            assertThat(conversation.targets()).containsExactly(Target.of("pg", 5432));
            assertThat(conversation.sentToClient()).containsExactly('N');
            assertThat(conversation.sentToTarget()).startsWith(Openings.postgres("me", "orders"));
        });
    }

    @Test
    void aPostgresEncryptionRequestIsForwardedIfNoRuleNeedsMore() {
        check("[[rule]]\npostgres.ssl = true\ntarget = \"pg:5432\"", Openings.postgresSsl())
                .forwardsTo("pg:5432");
        check("[[rule]]\nprotocol = [\"ssh\", \"postgres\"]\ntarget = \"pg:5432\"", Openings.postgresSsl())
                .forwardsTo("pg:5432");
        check(
                        "[[rule]]\nclient = \"10.0.0.0/8\"\npostgres.database = \"orders\"\ntarget = \"a:1\"\n"
                                + "[[rule]]\ntarget = \"pg:5432\"",
                        Openings.postgresSsl())
                .forwardsTo("pg:5432");
    }

    @Test
    void flagsAreTrueOrFalse() {
        String keys =
                "default = \"d:1\"\n[[rule]]\ntls = true\ntls-not = 1\ntarget = \"a:1\"".replace("tls-not = 1\n", "");

        assertThat(say(keys, Openings.tls("a")).targets()).containsExactly(Target.of("a", 1));
        assertThat(say(keys.replace("tls = true", "tls = false"), Openings.tls("a"))
                        .targets())
                .containsExactly(Target.of("d", 1));
        assertThat(say(keys.replace("tls = true", "tls.ech = false"), Openings.tls("a"))
                        .targets())
                .containsExactly(Target.of("a", 1));
    }

    @Test
    void aRuleMaySetTimeoutsAndProxyProtocol() {
        Decision.Forward forward = (Decision.Forward) say("""
                [[rule]]
                protocol = "ssh"
                target = "a:1"
                connect-timeout = "1s"
                first-byte-timeout = "5s"
                proxy-protocol = "v2"
                """, Openings.ssh()).lastDecision();

        assertThat(forward.connectTimeout()).contains(Duration.ofSeconds(1));
        assertThat(forward.firstByteTimeout()).contains(Duration.ofSeconds(5));
        assertThat(forward.proxyProtocol()).contains(ProxyProtocol.V2);
    }

    @Test
    void explainListsFactsAndTheRule() throws Exception {
        RulesRouter router = rules(MANY.replaceFirst("\\[\\[rule]]", "[[rule]]\nname = \"shop\""));

        assertThat(router.explain(TestOpening.of(Openings.tls("a.shop.example", "h2")))
                        .entrySet())
                .extracting(Object::toString)
                .contains(
                        "listener=test",
                        "client.address=127.0.0.1",
                        "tls.sni=a.shop.example",
                        "tls.alpn=h2",
                        "rule=shop");
        assertThat(router.explain(TestOpening.of(Openings.text("GET"))).entrySet())
                .extracting(Object::toString)
                .contains("http=not known yet");
        assertThat(router.explain(TestOpening.of(Openings.text("nonsense\n"))).entrySet())
                .extracting(Object::toString)
                .contains("rule=none");
    }

    @Test
    void isFoundByNameAndDoesNotBlock() {
        assertThat(ServiceLoader.load(Router.class))
                .anySatisfy(router -> assertThat(router).isInstanceOf(RulesRouter.class));
        assertThat(rules("default = \"a:1\"").blocks()).isFalse();
        assertThat(new RulesRouter().name()).isEqualTo("rules");
    }
}
