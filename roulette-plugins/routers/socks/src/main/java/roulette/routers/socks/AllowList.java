package roulette.routers.socks;

import java.net.InetAddress;
import java.util.List;

/** Where clients may go: what no rule allows is denied. */
record AllowList(List<AllowRule> rules) {
    static final AllowList NOTHING = new AllowList(List.of());

    /**
     * Reads the entries of the settings.
     *
     * @throws IllegalArgumentException with a message that quotes the entry that is wrong
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

    /** Whether there is any address to which a client that asks for the host could be connected. */
    boolean concerns(Host asked, int port) {
        return rules.stream().anyMatch(rule -> rule.concerns(asked, port));
    }

    /** Whether a client that asks for the host may be connected to this address, its own or one of its name. */
    boolean allows(Host asked, InetAddress address, int port) {
        return rules.stream().anyMatch(rule -> rule.allows(asked, address, port));
    }
}
