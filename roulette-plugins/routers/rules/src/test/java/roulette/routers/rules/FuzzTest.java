package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import roulette.api.Decision;
import roulette.api.Target;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;
import roulette.testkit.Mutations;
import roulette.testkit.TestOpening;

/**
 * Millions of random and mutated inputs to rules over all protocols: each gets a decision, the same in two pieces as in
 * one, at the end of input and at the timeout, only with targets from the rules, and quickly.
 */
@Tag("fuzz")
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1912);
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(2);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final String RULES = """
            [[rule]]
            proxy.ssl.cn = "a*"
            proxy.authority = "*"
            not = { proxy.tlv.0x20 = "~.*xx.*" }
            target = "{proxy.authority}.http.internal:2"
            [[rule]]
            all = [ { client = "10.0.0.0/8" }, { not = { sni = "*" } }, { http.header.x = "*a*b*" } ]
            reject = true
            [[rule]]
            sni = ["*.shop.example", "mail.example"]
            alpn = "h*"
            target = "tls:1"
            [[rule]]
            sni = "*.example"
            target = "{sni.1}.tls.internal:{local.port}"
            [[rule]]
            any = [ { http.path = "/admin*" }, { git.path = "~.*secret.*" } ]
            reject = "no"
            [[rule]]
            http.cookie.a = "*"
            target = "{http.cookie.a}.http.internal:2"
            [[rule]]
            http.host = '~(?<first>[a-z0-9]+)\\..*'
            http.path = "/*/*"
            target = "{http.host.first}.http.internal:2"
            [[rule]]
            not = { any = [ { protocol = ["ssh", "rdp", "amqp", "git"] }, { http = true }, { mqtt.version = "5" } ] }
            bytes = '(?i)[a-f]{3,8}(\\r?\\n|\\x00)'
            target = "bytes:3"
            [[rule]]
            protocol = ["ssh", "amqp", "rdp", "xmpp"]
            target = "known:4"
            [[rule]]
            postgres.database = "orders"
            target = "pg:5"
            [[rule]]
            mqtt.client-id = "s*"
            target = "mqtt:6"
            [[rule]]
            redis.user = "app"
            target = "redis:7"
            [[rule]]
            minecraft.host = "*"
            target = "{minecraft.host}:8"
            """;

    private static final Set<String> FIXED =
            Set.of("tls:1", "bytes:3", "known:4", "pg:5", "mqtt:6", "redis:7", "default:9");

    private static final List<byte[]> EXAMPLES = List.of(
            Openings.tls("a.shop.example", "h2", "http/1.1"),
            Openings.tls("b.example"),
            Openings.http("www.example", "/a/b", "X: aXb"),
            Openings.http("www.example", "/admin"),
            Openings.http("www.example", "/", "Cookie: b=1; a=\"x\"; a=y", "Cookie: a=z"),
            Openings.git("/team/secret.git", "git.example"),
            Openings.ssh(),
            Openings.join(Openings.postgresSsl(), Openings.postgres("me", "orders")),
            Openings.mqtt("sensor"),
            Openings.redis("app"),
            Openings.minecraft("play.example"),
            Openings.text("deadbeef\r\n"),
            Openings.text("<?xml version='1.0'?><stream:stream to='example.com' xmlns='jabber:client'"
                    + " xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"),
            Openings.text("AMQP\0\0\t\1"),
            Openings.text("\3\0\0\u0013\u000e\u00e0\0\0\0\0\0\1\0\b\0\3\0\0\0"));

    /** Values of the TLVs 2 and 0x20 of the PROXY protocol. */
    private static final List<byte[]> TLVS = List.of(
            Openings.text("a.shop.example"),
            Openings.text("\3\0\0\0\0!\0\7TLSv1.3\"\0\5alice"),
            Openings.text("\1\0\0\0\0#\0\3AES\"\0\0"));

    private final RulesRouter strict = Configured.with(new RulesRouter(), RULES);
    private final RulesRouter open =
            Configured.with(new RulesRouter(), "default = \"default:9\"\nsilent = \"silent:10\"\n" + RULES);

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyInputGetsADecision() {
        Mutations mutations = Mutations.of(EXAMPLES, SEED);
        Mutations tlvs = Mutations.of(TLVS, SEED);
        Map<String, Integer> answers = new TreeMap<>();
        long started = System.nanoTime();
        long slowest = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutations.next();
            TestOpening opening = tlvs.choose(2) == 0
                    ? TestOpening.empty()
                    : TestOpening.empty().tlv(2, tlvs.next()).tlv(0x20, tlvs.next());
            RulesRouter router = mutations.choose(2) == 0 ? strict : open;
            try {
                Conversation atOnce = Conversation.with(router, opening).clientSends(input);
                int split = mutations.choose(input.length + 1);
                if (isPing(input, split)) {
                    split = 0;
                }
                Conversation inTwo = Conversation.with(router, opening)
                        .clientSends(Arrays.copyOf(input, split))
                        .clientSends(Arrays.copyOfRange(input, split, input.length));
                requireSame(atOnce, inTwo);
                requireKnown(atOnce.targets());
                requireKnown(Conversation.with(router, opening)
                        .clientSends(Arrays.copyOf(input, split))
                        .clientEnds()
                        .targets());
                Conversation silent = Conversation.with(router, opening)
                        .clientSends(Arrays.copyOf(input, split))
                        .timedOut();
                requireKnown(silent.targets());
                slowest = Math.max(slowest, cpuTime(router, opening.holding(input)));
                answers.merge(atOnce.lastDecision().getClass().getSimpleName(), 1, Integer::sum);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "input " + i + " of seed " + SEED + ": "
                                + HexFormat.of().formatHex(input),
                        e);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: rules: %d inputs in %d s: %s, the slowest call took %d us of CPU time%n",
                INPUTS,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started),
                answers,
                TimeUnit.NANOSECONDS.toMicros(slowest));
        assertThat(answers).containsKeys("Forward", "Reject", "NeedMore");
        assertThat(slowest).isLessThan(SLOW);
    }

    /** One or two bytes that are a whole Minecraft ping, which is decided at once. */
    private static boolean isPing(byte[] input, int length) {
        return (length == 1 || length == 2 && input[1] == 1) && input[0] == (byte) 0xfe;
    }

    private static void requireSame(Conversation atOnce, Conversation inTwo) {
        boolean same = atOnce.isDecided() == inTwo.isDecided()
                && atOnce.targets().equals(inTwo.targets())
                && sent(atOnce).equals(sent(inTwo))
                && Arrays.equals(atOnce.sentToTarget(), inTwo.sentToTarget());
        if (!same) {
            throw new AssertionError(
                    "in one piece the decision is " + atOnce.lastDecision() + ", in two " + inTwo.lastDecision());
        }
    }

    /** XMPP refusals have random stream ids. */
    private static String sent(Conversation conversation) {
        return new String(conversation.sentToClient(), StandardCharsets.ISO_8859_1).replaceFirst(" id='[0-9a-f]+'", "");
    }

    private static void requireKnown(List<Target> targets) {
        for (Target target : targets) {
            String text = target.toString();
            boolean made = text.matches("([a-z0-9_-]+\\.)+(tls|http)\\.internal:(8080|2)") || text.matches("[^ ]+:8");
            if (!FIXED.contains(text) && !made && !text.equals("silent:10")) {
                throw new AssertionError("forwarded to " + target);
            }
        }
    }

    /** The best of three, because a single measurement may be disturbed. */
    private static long cpuTime(RulesRouter router, TestOpening opening) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3 && best > TimeUnit.MICROSECONDS.toNanos(100); i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            Decision decision = router.route(opening);
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
            assertThat(decision).isNotNull();
        }
        return best;
    }
}
