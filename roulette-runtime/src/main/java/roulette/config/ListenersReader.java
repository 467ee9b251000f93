package roulette.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roulette.api.ProxyProtocol;
import roulette.match.Network;
import roulette.options.Listener;
import roulette.options.Timeouts;

/** Reads the listeners, and checks that no two have the same name or address. */
final class ListenersReader {
    private static final Kind<Bind> BIND = Kind.STRING.then(Bind::parse);
    private static final String NETWORKS = "a network, or an array of networks such as [\"10.0.0.0/8\"]";
    private static final Kind<Network> NETWORK = Kind.STRING.then(Network::parse);
    private static final Kind<Optional<ProxyProtocol>> PROXY = Kind.STRING.then(ListenersReader::version);

    private final Problems problems;
    private final Timeouts timeouts;
    private final ClaimedAddresses addresses = new ClaimedAddresses();
    private final Map<String, Place> names = new HashMap<>();
    private final Map<String, Place> routersNamed = new HashMap<>();

    /** @param timeouts of listeners that have none of their own */
    ListenersReader(Problems problems, Timeouts timeouts) {
        this.problems = problems;
        this.timeouts = timeouts;
    }

    List<Listener> read(Table top) {
        List<Listener> listeners = new ArrayList<>();
        List<Node> nodes = problems.attempt(() -> tables(top), List.of());
        for (Node node : nodes) {
            problems.attempt(() -> listeners.add(listener(node.as(Kind.TABLE))), false);
        }
        return listeners;
    }

    /** The place of each listener's router key, by the listener's name. */
    Map<String, Place> routersNamed() {
        return routersNamed;
    }

    private static List<Node> tables(Table top) {
        List<Node> tables = top.tables("listeners");
        if (tables.isEmpty()) {
            throw top.mistake("listeners", "there must be at least one; add a [[listeners]] table");
        }
        return tables;
    }

    private Listener listener(Table table) {
        int before = problems.count();
        Bind bind = problems.read(table, "bind", BIND, Bind.DEFAULT);
        String name = problems.read(table, "name", Kind.NAME, bind.text());
        // A fallback value would conflict with the listener that really has the default.
        boolean written = problems.count() == before;
        String router = problems.attempt(() -> table.get("router", Kind.NAME), "");
        routersNamed.put(name, table.at("router"));
        Listener listener = new Listener(
                name,
                bind.host(),
                bind.port(),
                router,
                networks(table),
                problems.read(table, "send-proxy", PROXY, Optional.empty()),
                problems.read(table, "share-port", Kind.BOOL, false),
                timeouts(table(table, "timeouts")),
                LimitsReader.ofListener(table(table, "limits"), problems),
                new NetworksReader(problems).read(table, "allow"),
                new NetworksReader(problems).read(table, "deny"));
        if (written) {
            problems.attempt(() -> claim(table, bind, listener), false);
        }
        return listener;
    }

    private Table table(Table listener, String key) {
        return problems.attempt(() -> listener.table(key), Table.missing(listener.place()));
    }

    private Optional<Timeouts> timeouts(Table table) {
        return Optional.of(TimeoutsReader.readOr(timeouts, table, problems)).filter(own -> !own.equals(timeouts));
    }

    private List<Network> networks(Table table) {
        List<Network> networks = new ArrayList<>();
        for (Node node : problems.attempt(() -> table.oneOrMore("accept-proxy", NETWORKS), List.<Node>of())) {
            problems.attempt(() -> networks.add(node.as(NETWORK)), false);
        }
        return List.copyOf(networks);
    }

    private static Optional<ProxyProtocol> version(String text) {
        return switch (text) {
            case "" -> Optional.empty();
            case "v1" -> Optional.of(ProxyProtocol.V1);
            case "v2" -> Optional.of(ProxyProtocol.V2);
            default -> throw new IllegalArgumentException("must be \"v1\" or \"v2\", but is \"" + text + "\"");
        };
    }

    private boolean claim(Table table, Bind bind, Listener listener) {
        Place where = table.place();
        addresses.claim(bind, listener.sharePort(), where).ifPresent(conflict -> {
            throw table.mistake("bind", conflict);
        });
        Place sameName = names.putIfAbsent(listener.name(), where);
        if (sameName != null) {
            throw table.mistake(
                    "name", "\"" + listener.name() + "\" is taken by the listener of " + sameName + "; write another");
        }
        return true;
    }
}
