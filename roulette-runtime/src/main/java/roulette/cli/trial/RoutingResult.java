package roulette.cli.trial;

import roulette.api.Decision;

/** The result of routing a connection. */
public sealed interface RoutingResult {
    /**
     * The router has decided.
     *
     * @param decision a forward or a rejection; after the routing timeout also a reply
     */
    record Decided(Decision decision) implements RoutingResult {}

    /**
     * The connection would wait, or be closed.
     *
     * @param reason for people
     * @param waits whether it would wait for further bytes of the client
     */
    record Undecided(String reason, boolean waits) implements RoutingResult {}

    /**
     * The router failed.
     *
     * @param reason for people, safe for a terminal
     */
    record Failed(String reason) implements RoutingResult {}
}
