package roulette.parsers.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names of all facts: those of the connection ({@code client.address}, {@code listener}), those of the PROXY
 * protocol's header ({@code proxy.authority}), those of each protocol, and short aliases. Protocols are recognised in a
 * fixed order.
 */
public final class Vocabulary {
    private final List<Protocol<?>> protocols;
    private final List<Fact> connection = Stream.of(ConnectionFacts.ALL, ProxyFacts.ALL)
            .<Fact>mapMulti(List::forEach)
            .toList();
    private final Map<String, Fact> facts = new LinkedHashMap<>();

    private Vocabulary(List<Protocol<?>> protocols) {
        this.protocols = List.copyOf(protocols);
        for (Fact fact : connection) {
            facts.put(fact.name(), fact);
        }
        for (Protocol<?> protocol : protocols) {
            for (Fact fact : protocol.facts()) {
                facts.put(fact.name(), fact);
            }
        }
        alias("client", "client.address");
        alias("peer", "peer.address");
        alias("local", "local.address");
        alias("sni", "tls.sni");
        alias("alpn", "tls.alpn");
        alias("path", "http.path");
        if (facts.containsKey("tls.sni") && facts.containsKey("http.host")) {
            facts.put("host", eitherHost(facts.get("tls.sni"), facts.get("http.host")));
        }
        facts.put("protocol", Fact.ofBytes("protocol", Fact.Kind.TEXT, Vocabulary::recognised));
    }

    /** All protocols that Roulette reads. */
    public static Vocabulary standard() {
        return Standard.VOCABULARY;
    }

    static Vocabulary of(Protocol<?>... protocols) {
        return new Vocabulary(List.of(protocols));
    }

    private void alias(String alias, String name) {
        Fact fact = facts.get(name);
        if (fact != null) {
            facts.put(alias, fact);
        }
    }

    /** A client speaks at most one of the two protocols. */
    private static Fact eitherHost(Fact sni, Fact host) {
        return Fact.ofBytes("host", Fact.Kind.HOST, facts -> {
            Value first = facts.value(sni);
            return first instanceof Value.Absent ? facts.value(host) : first;
        });
    }

    private static Value recognised(OpeningFacts facts) {
        return switch (facts.recognition()) {
            case Recognition.Recognised(Protocol<?> protocol) -> Value.of(protocol.name());
            case Recognition.Malformed(Protocol<?> _, String reason) -> new Value.Malformed(reason);
            case Recognition.Unrecognised _ -> Value.absent();
            case Recognition.Pending _ -> Value.pending();
        };
    }

    /** The protocols in order of recognition. */
    public List<Protocol<?>> protocols() {
        return protocols;
    }

    /** The protocol of this name. */
    public Optional<Protocol<?>> protocol(String name) {
        for (Protocol<?> protocol : protocols) {
            if (protocol.name().equals(name)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /**
     * The fact with this name: {@code tls.sni}, or {@code sni} for short; {@code host} is the host requested by TLS or
     * HTTP, {@code http.header.NAME} any header, {@code proxy.tlv.NUMBER} any TLV of the PROXY protocol, {@code protocol} the
     * protocol's name.
     */
    public Optional<Fact> fact(String name) {
        Fact fact = facts.get(name);
        return fact != null ? Optional.of(fact) : member(name);
    }

    private Optional<Fact> member(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        Optional<Fact> ofProtocol =
                protocol(name.substring(0, dot)).flatMap(protocol -> protocol.member(name.substring(dot + 1)));
        return ofProtocol.or(() -> ProxyFacts.member(name));
    }

    /** Whether names of facts start with this and a dot: {@code http}, or {@code http.header}. */
    public boolean isPrefix(String name) {
        String prefix = name + ".";
        return facts.keySet().stream().anyMatch(each -> each.startsWith(prefix))
                || prefix.equals(ProxyFacts.FAMILY)
                || protocols.stream().anyMatch(protocol -> protocol.prefixes().contains(prefix));
    }

    /** All names, including aliases, sorted; {@code http.header.NAME} stands for all headers. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(facts.keySet());
        names.add(ProxyFacts.FAMILY + "0...255");
        for (Protocol<?> protocol : protocols) {
            protocol.prefixes().forEach(prefix -> names.add(prefix + "NAME"));
        }
        return names;
    }

    List<Fact> connection() {
        return connection;
    }

    int index(Protocol<?> protocol) {
        for (int i = 0; i < protocols.size(); i++) {
            if (protocols.get(i) == protocol) {
                return i;
            }
        }
        throw new IllegalArgumentException(protocol + " belongs to another vocabulary");
    }

    /** Created on first use. */
    private static final class Standard {
        private static final Vocabulary VOCABULARY = new Vocabulary(new ArrayList<>(StandardProtocols.ALL));
    }
}
