package roulette.routers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.postgres.Client.join;
import static roulette.routers.postgres.Client.startup;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;
import roulette.testkit.Mutations;

/** Mutation fuzzing: every client gets a decision, the same in two pieces as in one. */
@Tag("fuzz")
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", 5432);

    private static final List<byte[]> EXAMPLES = List.of(
            startup("alice", "orders"),
            startup("alice", "stock"),
            startup("bob", "elsewhere"),
            join(Client.SSL_REQUEST, startup("bob", "orders")),
            join(Client.GSS_ENC_REQUEST, Client.SSL_REQUEST, startup("alice", "elsewhere")),
            Client.SSL_REQUEST,
            Client.CANCEL_REQUEST);

    /** One server under several names, because cancel requests to several servers use threads. */
    private final PostgresRouter router = Configured.with(
            new PostgresRouter((request, server, timeout) -> {
                throw new AssertionError("there is only one server");
            }),
            """
            [databases]
            orders = "10.0.0.5:5432"
            stock  = ["10.0.0.5:5432", "10.0.0.5:5432"]
            [users]
            alice  = "10.0.0.5:5432"
            """);

    @Test
    void everyClientGetsADecision() {
        Mutations mutations = Mutations.of(EXAMPLES, SEED);
        Map<String, Integer> counts = new TreeMap<>();
        long started = System.nanoTime();
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.next();
            int split = mutations.choose(bytes.length + 1);
            try {
                Conversation atOnce = Conversation.with(router).say(bytes);
                Conversation inTwo = Conversation.with(router)
                        .say(Arrays.copyOf(bytes, split))
                        .say(Arrays.copyOfRange(bytes, split, bytes.length));
                assertThat(inTwo.heard()).isEqualTo(atOnce.heard());
                assertThat(inTwo.told()).isEqualTo(atOnce.told());
                assertThat(inTwo.targets()).isEqualTo(atOnce.targets());
                assertThat(inTwo.isDecided()).isEqualTo(atOnce.isDecided());
                inTwo.end().timedOut();
                assertThat(inTwo.isDecided() || inTwo.closed().isPresent()).isTrue();
                counts.merge(atOnce.last().getClass().getSimpleName(), 1, Integer::sum);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "input " + i + " of seed " + SEED + ": "
                                + HexFormat.of().formatHex(bytes),
                        e);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: postgres router: %d inputs in %d ms: %s%n",
                INPUTS,
                (System.nanoTime() - started) / 1_000_000,
                counts);
        assertThat(counts).containsOnlyKeys("Forward", "NeedMore", "Reject", "Reply");
    }
}
