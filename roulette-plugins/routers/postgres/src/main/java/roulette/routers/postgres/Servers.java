package roulette.routers.postgres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import roulette.api.Decision;
import roulette.api.Settings;
import roulette.api.Target;
import roulette.parsers.routing.Forwards;

/**
 * Servers by database and user, each with others for failover.
 *
 * @param databases by database name
 * @param users by user name, for databases without an entry
 * @param others for all other clients
 * @param tls for clients that request TLS or start with it; if empty, TLS is declined
 */
record Servers(
        Map<String, Decision.Forward> databases,
        Map<String, Decision.Forward> users,
        Optional<Decision.Forward> others,
        Optional<Decision.Forward> tls) {
    static final Servers NONE = new Servers(Map.of(), Map.of(), Optional.empty(), Optional.empty());

    static Servers read(Settings settings) {
        Servers servers = new Servers(
                named("database", "databases", settings),
                named("user", "users", settings),
                Forwards.read(settings, "default", "default"),
                Forwards.read(settings, "tls-target", "tls"));
        if (servers.all().isEmpty()) {
            throw settings.mistake("databases", "must have a server, or else users, default or tls-target must");
        }
        return servers;
    }

    private static Map<String, Decision.Forward> named(String kind, String key, Settings settings) {
        Map<String, Decision.Forward> named = new HashMap<>();
        settings.targetsByName(key).forEach((name, targets) -> {
            Settings table = settings.table(key);
            if (name.isEmpty()) {
                throw table.mistake(name, "no " + kind + " has an empty name");
            }
            if (name.contains("*")) {
                throw table.mistake(name, "names of a " + kind + " can't have wildcards; use default for all others");
            }
            named.put(name, Decision.forward(targets).because(kind + " " + name));
        });
        return Map.copyOf(named);
    }

    /** The forward for this user and database. */
    Optional<Decision.Forward> find(String user, String database) {
        Decision.Forward forward = databases.get(database);
        if (forward == null) {
            forward = users.get(user);
        }
        return forward == null ? others : Optional.of(forward);
    }

    /** Every server, without duplicates. */
    List<Target> all() {
        return Stream.of(databases.values().stream(), users.values().stream(), others.stream(), tls.stream())
                .flatMap(forwards -> forwards)
                .flatMap(forward -> forward.targets().stream())
                .distinct()
                .toList();
    }
}
