package roulette.routers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.postgres.Client.join;
import static roulette.routers.postgres.Client.startup;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.testkit.Configured;
import roulette.testkit.Mutations;
import roulette.testkit.RouterCheck;

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
        Map<String, Integer> counts = new TreeMap<>();
        long started = System.nanoTime();
        RouterCheck.of(router)
                .fuzz(
                        Mutations.of(EXAMPLES, SEED),
                        INPUTS,
                        (input, conversation) -> counts.merge(
                                conversation.lastDecision().getClass().getSimpleName(), 1, Integer::sum));
        System.out.printf(
                Locale.ROOT,
                "fuzz: postgres router: %d inputs in %d ms: %s%n",
                INPUTS,
                (System.nanoTime() - started) / 1_000_000,
                counts);
        assertThat(counts).containsOnlyKeys("Forward", "NeedMore", "Reject", "Reply");
    }
}
