package roulette.routers.rules;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roulette.api.ProxyProtocol;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.Vocabulary;
import roulette.parsers.routing.HostsFile;

/** Reads rules: conditions and actions. */
final class RuleReader {
    private static final String HOSTS_FILE = "hosts-file";
    private static final List<String> OPTIONS = List.of("connect-timeout", "first-byte-timeout", "proxy-protocol");

    /** The keys of actions: a rule has one of these. */
    private static final List<String> ACTIONS = List.of("target", HOSTS_FILE, "router", "reject");

    private static final List<String> OTHERS =
            Stream.of(List.of("name"), ACTIONS, OPTIONS).flatMap(List::stream).toList();

    private static final int LONGEST_TEXT = 1000;

    private final Vocabulary vocabulary;
    private final Set<Fact> facts = new LinkedHashSet<>();

    /** By their paths: rules may share one. */
    private final Map<Path, HostsFile> files = new LinkedHashMap<>();

    RuleReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** All rules; only the last may have no conditions. */
    RuleList read(List<Settings> tables) {
        List<Rule> rules = new ArrayList<>();
        for (Settings table : tables) {
            boolean last = rules.size() == tables.size() - 1;
            rules.add(rule(table, "rule " + (rules.size() + 1), last));
        }
        return new RuleList(rules, facts, List.copyOf(files.values()));
    }

    private Rule rule(Settings table, String unnamed, boolean last) {
        OTHERS.forEach(table::has);
        String name = table.string("name", unnamed);
        List<Capturing> captures = new ArrayList<>();
        List<Condition> conditions = new ConditionReader(vocabulary, facts).read(table, OTHERS, captures);
        Action action = action(table, name, new Captures(vocabulary, captures));
        if (action instanceof Action.Forward(HostsForwarding hosts)) {
            conditions.add(hosts);
        }
        if (conditions.isEmpty() && !last) {
            throw table.mistake(
                    ACTIONS.stream().filter(table::has).findFirst().orElse("name"),
                    "has no conditions beside it, so no rule after \"" + name
                            + "\" is ever evaluated; make it the last rule");
        }
        return new Rule(name, conditions.size() == 1 ? conditions.getFirst() : new Condition.All(conditions), action);
    }

    private Action action(Settings table, String name, Captures captures) {
        List<String> actions = ACTIONS.stream().filter(table::has).toList();
        if (actions.isEmpty()) {
            throw table.mistake(
                    table.has("name") ? "name" : "target",
                    "\"" + name + "\" needs a target, a hosts-file, a router, or reject = true");
        }
        if (actions.size() > 1) {
            throw table.mistake(
                    actions.get(1),
                    "excludes " + actions.getFirst() + ": a rule has one of target, hosts-file, router and reject");
        }
        if (actions.contains("target")) {
            return new Action.Forward(forwarding(table, name, captures));
        } else if (actions.contains(HOSTS_FILE)) {
            return new Action.Forward(byHost(table, name));
        }
        for (String key : OPTIONS) {
            if (table.has(key)) {
                throw table.mistake(key, "has no effect in a rule without a target");
            }
        }
        return actions.contains("router")
                ? new Action.Delegate(table.router("router"))
                : new Action.Refuse(text(table));
    }

    /** {@code true}, or the text of the refusal. */
    private static String text(Settings table) {
        boolean yes;
        try {
            yes = table.bool("reject");
        } catch (SettingsException e) {
            return refusalText(table);
        }
        if (!yes) {
            throw table.mistake("reject", "must be true, or the text for the client");
        }
        return "";
    }

    private static String refusalText(Settings table) {
        String text;
        try {
            text = table.string("reject");
        } catch (SettingsException e) {
            throw table.mistake("reject", "must be true, or the text for the client in quotes");
        }
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw table.mistake(
                    "reject", "must be true, or a text for the client, " + LONGEST_TEXT + " characters at most");
        }
        return text;
    }

    private static Forwarding forwarding(Settings table, String name, Captures captures) {
        List<TargetTemplate> targets = new ArrayList<>();
        for (String text : table.strings("target")) {
            try {
                targets.add(TargetTemplate.parse(text, captures::named));
            } catch (IllegalArgumentException e) {
                throw table.mistake("target", String.valueOf(e.getMessage()));
            }
        }
        if (targets.isEmpty()) {
            throw table.mistake("target", "must not be empty");
        }
        return new TemplateForwarding(targets, options(table, name));
    }

    private HostsForwarding byHost(Settings table, String name) {
        Fact host = vocabulary.fact("host").orElseThrow();
        facts.add(host);
        HostsFile file =
                files.computeIfAbsent(table.path(HOSTS_FILE), _ -> HostsFile.read(table, HOSTS_FILE, Map.of()));
        return new HostsForwarding(host, file, options(table, name));
    }

    private static Forwarding.Options options(Settings table, String name) {
        return new Forwarding.Options(
                timeout(table, "connect-timeout"), timeout(table, "first-byte-timeout"), proxyProtocol(table), name);
    }

    private static Optional<Duration> timeout(Settings table, String key) {
        if (!table.has(key)) {
            return Optional.empty();
        }
        Duration timeout = table.duration(key);
        if (!timeout.isPositive()) {
            throw table.mistake(key, "must be positive");
        }
        return Optional.of(timeout);
    }

    private static Optional<ProxyProtocol> proxyProtocol(Settings table) {
        if (!table.has("proxy-protocol")) {
            return Optional.empty();
        }
        return switch (table.string("proxy-protocol")) {
            case "v1" -> Optional.of(ProxyProtocol.V1);
            case "v2" -> Optional.of(ProxyProtocol.V2);
            default -> throw table.mistake("proxy-protocol", "must be \"v1\" or \"v2\"");
        };
    }
}
