package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.socks.Wire.OPEN;
import static roulette.routers.socks.Wire.PASSWORD;
import static roulette.routers.socks.Wire.bytes;
import static roulette.routers.socks.Wire.credentials;
import static roulette.routers.socks.Wire.socks4;
import static roulette.routers.socks.Wire.socks4a;
import static roulette.routers.socks.Wire.socks5;
import static roulette.routers.socks.Wire.socks5Name;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import roulette.api.Decision;
import roulette.api.Target;
import roulette.match.Network;
import roulette.testkit.Mutations;
import roulette.testkit.RouterCheck;

/** Random and mutated inputs by the million: each gets one decision, however split, and only allowed targets. */
@Tag("fuzz")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 2_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1928);

    private static final List<byte[]> SEEDS = List.of(
            bytes(OPEN, socks5("192.0.2.7", 443), "ahead"),
            bytes(5, 2, 0, 2, socks5("2001:db8::7", 443)),
            bytes(OPEN, socks5Name("www.example.com", 443), "ahead"),
            bytes(OPEN, socks5Name("10.1.2.3", 443)),
            bytes(PASSWORD, credentials("alice", "secret"), socks5Name("example.com", 443), "ahead"),
            bytes(PASSWORD, credentials("alice", "secret"), socks5("192.0.2.7", 443)),
            bytes(socks4("192.0.2.7", 443, "me"), "ahead"),
            bytes(socks4a("www.example.com", 443, "me"), "ahead"),
            socks4a("example.com", 443, "u".repeat(255)),
            bytes("GET / HTTP/1.1\r\nHost: example.com\r\n\r\n"));

    private enum Course {
        WAITING,
        REFUSED,
        FORWARDED
    }

    private final SocksRouter open = new SocksRouter(FuzzTest::lookup);
    private final SocksRouter closed = new SocksRouter(FuzzTest::lookup);

    /** Half of all names resolve to public addresses, the others to this machine; some are unknown. */
    private static InetAddress[] lookup(String name) throws UnknownHostException {
        return switch (name.length() % 5) {
            case 0 -> throw new UnknownHostException(name);
            case 1, 2 -> new InetAddress[] {InetAddress.ofLiteral("192.0.2.7"), InetAddress.ofLiteral("127.0.0.1")};
            default -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")};
        };
    }

    @BeforeAll
    void configure() {
        String[] allowed = {"0.0.0.0/0:*", "[2001:db8::]/32:*", "*.example.com:*", "example.com:443"};
        open.configure(Table.allowing(allowed));
        closed.configure(Table.withUser("alice", "secret", allowed));
    }

    @AfterAll
    void close() {
        open.close();
        closed.close();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyInputGetsADecision() {
        Map<Course, Integer> courses = new EnumMap<>(Course.class);
        long started = System.nanoTime();
        for (SocksRouter router : List.of(open, closed)) {
            RouterCheck.of(router).fuzz(Mutations.of(SEEDS, SEED), INPUTS / 2, (input, conversation) -> {
                conversation.targets().forEach(FuzzTest::requirePublic);
                courses.merge(course(conversation), 1, Integer::sum);
            });
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: %d inputs to the router in %d s: %s%n",
                INPUTS,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started),
                courses);
        assertThat(courses).containsOnlyKeys(Course.values());
    }

    private static Course course(roulette.testkit.Conversation conversation) {
        return switch (conversation.lastDecision()) {
            case Decision.NeedMore more -> Course.WAITING;
            case Decision.Reply reply -> Course.WAITING;
            case Decision.Reject reject -> Course.REFUSED;
            case Decision.Forward forward -> Course.FORWARDED;
            case Decision.Delegate delegate -> throw new AssertionError("delegated to another router");
        };
    }

    private static void requirePublic(Target target) {
        String host = ((Target.Address) target).host();
        if (ProtectedNetworks.contain(Network.address(host).orElseThrow())) {
            throw new AssertionError("forwarded to " + target);
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyInputIsParsed() {
        Mutations mutations = Mutations.of(SEEDS, SEED);
        Dialect socks4 = new Socks4();
        Dialect socks5 = new Socks5();
        long whole = 0;
        long started = System.nanoTime();
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutations.next();
            ByteBuffer bytes = ByteBuffer.wrap(input).asReadOnlyBuffer();
            try {
                whole += wholes(input, socks4.request(bytes), socks5.request(bytes));
                whole += wholes(input, Greeting.parse(bytes), Credentials.parse(bytes));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("input " + i + " of seed " + SEED + ": " + Wire.hex(input), e);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: %d inputs to each of 4 parsers in %d s: %d messages%n",
                INPUTS,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started),
                whole);
        assertThat(whole).isPositive();
    }

    private static int wholes(byte[] input, Message<?>... messages) {
        int wholes = 0;
        for (Message<?> message : messages) {
            if (message instanceof Message.Whole<?>(Object value, int length)) {
                if (length < 1 || length > input.length) {
                    throw new AssertionError(value + " has " + length + " bytes of " + input.length);
                }
                wholes++;
            }
        }
        return wholes;
    }
}
