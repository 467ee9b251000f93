package roulette.routers.socks;

import java.net.InetAddress;
import java.util.List;

/** Allowed destinations: what no rule allows is denied. */
record AllowList(List<AllowRule> rules) {
    static final AllowList NOTHING = new AllowList(List.of());

    /**
     * Reads the entries of the settings.
     *
     * @throws IllegalArgumentException with a message that quotes the invalid entry
     */
    static AllowList parse(List<String> entries) {
        return new AllowList(entries.stream().map(AllowList::rule).toList());
    }

    private static AllowRule rule(String entry) {
        try {
            return AllowRule.parse(entry);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + entry + "\": " + e.getMessage(), e);
        }
    }

    /** Whether a client that requests the host could be connected to any address. */
    boolean concerns(Host asked, int port) {
        return rules.stream().anyMatch(rule -> rule.concerns(asked, port));
    }

    /** Whether a client that requests the host may be connected to this address, its own or one it resolves to. */
    boolean allows(Host asked, InetAddress address, int port) {
        return rules.stream().anyMatch(rule -> rule.allows(asked, address, port));
    }
}
