package roulette.routers.rules;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import roulette.api.Opening;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.match.Network;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.Protocol;
import roulette.parsers.facts.Vocabulary;

/** Reads the conditions of one table: each key is one, and all must hold. */
final class ConditionReader {
    private static final List<String> WORDS = List.of("all", "any", "not", "protocol", "bytes");
    private static final List<String> FREQUENT = List.of("client", "host", "sni", "path", "protocol", "listener");
    private static final Condition UNKNOWN = new Condition.Any(List.of());

    private final Vocabulary vocabulary;
    private final Set<Fact> facts;

    /** @param facts receives the facts that the conditions read */
    ConditionReader(Vocabulary vocabulary, Set<Fact> facts) {
        this.vocabulary = vocabulary;
        this.facts = facts;
    }

    /**
     * The conditions of a table, perhaps none. An unknown key is left unread (and so is an error); it counts as a
     * condition that never holds.
     *
     * @param others keys of the table that are not conditions
     * @param captures receives the conditions that hold whenever the whole table does
     */
    List<Condition> read(Settings table, List<String> others, List<Capturing> captures) {
        List<Condition> conditions = new ArrayList<>();
        // Read, so that the message about a misspelt key can suggest them; the most frequent ones first.
        FREQUENT.forEach(table::has);
        vocabulary.names().forEach(table::has);
        WORDS.forEach(table::has);
        TimeReader.read(table).ifPresent(conditions::add);
        for (String key : table.keys()) {
            switch (key) {
                case "all" -> {
                    for (Settings part : table.tables(key)) {
                        conditions.add(nested(part, table, key, captures));
                    }
                }
                case "any" -> conditions.add(any(table));
                case "not" ->
                    conditions.add(new Condition.Not(nested(table.table(key), table, key, new ArrayList<>())));
                case "protocol" -> conditions.add(speaks(table));
                case "bytes" -> {
                    BytesCondition bytes = bytes(table);
                    captures.add(bytes);
                    conditions.add(bytes);
                }
                default -> {
                    if (!others.contains(key) && !TimeReader.KEYS.contains(key)) {
                        fact(table, "", key, conditions, captures);
                    }
                }
            }
        }
        return conditions;
    }

    private Condition nested(Settings part, Settings table, String key, List<Capturing> captures) {
        List<Condition> conditions = read(part, List.of(), captures);
        if (conditions.isEmpty()) {
            throw table.mistake(key, "must not be empty: write a condition into it");
        }
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.All(conditions);
    }

    private Condition any(Settings table) {
        List<Condition> alternatives = new ArrayList<>();
        for (Settings part : table.tables("any")) {
            alternatives.add(nested(part, table, "any", new ArrayList<>()));
        }
        if (alternatives.isEmpty()) {
            throw table.mistake("any", "must not be empty: nothing would match");
        }
        return new Condition.Any(alternatives);
    }

    private Condition speaks(Settings table) {
        List<Protocol<?>> protocols = new ArrayList<>();
        for (String name : table.strings("protocol")) {
            protocols.add(vocabulary
                    .protocol(name)
                    .orElseThrow(() -> table.mistake(
                            "protocol",
                            "\"" + name + "\" is not known; known are "
                                    + String.join(
                                            ", ",
                                            vocabulary.protocols().stream()
                                                    .map(Protocol::name)
                                                    .toList()))));
        }
        if (protocols.isEmpty()) {
            throw table.mistake("protocol", "must not be empty");
        }
        return new Condition.Speaks(protocols);
    }

    private static BytesCondition bytes(Settings table) {
        try {
            return new BytesCondition(new Expression(table.string("bytes")));
        } catch (IllegalArgumentException e) {
            throw table.mistake("bytes", String.valueOf(e.getMessage()));
        }
    }

    /** A fact, or a table of facts whose names start with the key. */
    private void fact(Settings table, String prefix, String key, List<Condition> conditions, List<Capturing> captures) {
        String name = prefix + key;
        Optional<Fact> fact = vocabulary.fact(name);
        boolean isPrefix = vocabulary.isPrefix(name);
        if (fact.isEmpty() && !isPrefix) {
            conditions.add(UNKNOWN);
        } else if (fact.isEmpty() || isPrefix && isTable(table, key)) {
            Settings members = table.table(key);
            String longer = name + ".";
            for (String known : vocabulary.names()) {
                if (known.startsWith(longer)) {
                    members.has(known.substring(longer.length()));
                }
            }
            for (String member : members.keys()) {
                fact(members, longer, member, conditions, captures);
            }
        } else {
            facts.add(fact.get());
            conditions.add(condition(table, key, fact.get(), captures));
        }
    }

    private static boolean isTable(Settings table, String key) {
        try {
            table.table(key);
            return true;
        } catch (SettingsException e) {
            return false;
        }
    }

    private static Condition condition(Settings table, String key, Fact fact, List<Capturing> captures) {
        if (fact.kind() == Fact.Kind.FLAG) {
            Condition set = new FactCondition(fact, List.of(new Literals(Set.of("true"))));
            return table.bool(key) ? set : new Condition.Not(set);
        }
        List<String> texts = fact.kind() == Fact.Kind.TEXT ? textsOrNumber(table, key) : table.strings(key);
        try {
            if (fact.kind() == Fact.Kind.ADDRESS) {
                return within(fact, texts);
            }
            FactCondition condition = new FactCondition(fact, PatternReader.read(fact, texts));
            captures.add(condition);
            return condition;
        } catch (IllegalArgumentException e) {
            throw table.mistake(key, String.valueOf(e.getMessage()));
        }
    }

    private static Condition within(Fact fact, List<String> texts) {
        Function<Opening, InetSocketAddress> end = switch (fact.name()) {
            case "client.address" -> Opening::client;
            case "peer.address" -> Opening::peer;
            default -> Opening::local;
        };
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return new Condition.Within(
                end.andThen(InetSocketAddress::getAddress),
                texts.stream().map(Network::parse).toList());
    }

    /** One text or several; numbers are accepted, for instance for ports. */
    private static List<String> textsOrNumber(Settings table, String key) {
        try {
            return table.strings(key);
        } catch (SettingsException wrong) {
            try {
                return List.of(Long.toString(table.longInteger(key)));
            } catch (SettingsException e) {
                throw wrong;
            }
        }
    }
}
