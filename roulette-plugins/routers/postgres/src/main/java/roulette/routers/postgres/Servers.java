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
 * Which servers are for whom, each with others to try when the first can't be reached.
 *
 * @param databases by the name of a database
 * @param users by the name of a user, for databases that have none
 * @param others for all others
 * @param tls for those who ask for TLS, or begin with it; none: they are told that there is no TLS
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
                forward(settings, "default", "default"),
                forward(settings, "tls-target", "tls"));
        if (servers.all().isEmpty()) {
            throw settings.mistake("databases", "names no server, and neither do users, default and tls-target");
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
                throw table.mistake(
                        name, "names of a " + kind + " have no wildcards; what is for all others is default");
            }
            named.put(name, Decision.forward(targets).because(kind + " " + name));
        });
        return Map.copyOf(named);
    }

    private static Optional<Decision.Forward> forward(Settings table, String key, String because) {
        return table.has(key) ? Optional.of(Forwards.read(table, key).because(because)) : Optional.empty();
    }

    /** Where this user's connection to this database goes. */
    Optional<Decision.Forward> find(String user, String database) {
        Decision.Forward forward = databases.get(database);
        if (forward == null) {
            forward = users.get(user);
        }
        return forward == null ? others : Optional.of(forward);
    }

    /** Every server, once. */
    List<Target> all() {
        return Stream.of(databases.values().stream(), users.values().stream(), others.stream(), tls.stream())
                .flatMap(forwards -> forwards)
                .flatMap(forward -> forward.targets().stream())
                .distinct()
                .toList();
    }
}
