package roulette.routers.lookup;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A database function defined by a test: in SQL it is {@code own('ID', {fact})}. */
public final class Counting {
    private static final Map<String, UnaryOperator<@Nullable String>> FUNCTIONS = new ConcurrentHashMap<>();

    private Counting() {}

    /** Called by H2. */
    public static @Nullable String call(String id, @Nullable String argument) {
        return Objects.requireNonNull(FUNCTIONS.get(id)).apply(argument);
    }

    /** Registers it with the database, and returns the query that calls it with this fact. */
    static String sql(Memories database, String fact, UnaryOperator<@Nullable String> function)
            throws java.sql.SQLException {
        String id = UUID.randomUUID().toString();
        FUNCTIONS.put(id, function);
        database.run("create alias if not exists own for 'roulette.routers.lookup.Counting.call'");
        return "sql = \"select own('" + id + "', {" + fact + "})\"\n";
    }
}
