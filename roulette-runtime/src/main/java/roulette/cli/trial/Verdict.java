package roulette.cli.trial;

import roulette.api.Decision;

/** What becomes of a connection. */
public sealed interface Verdict {
    /**
     * The router has decided.
     *
     * @param decision to forward or to reject; from a router that was asked about silence also to reply
     */
    record Decided(Decision decision) implements Verdict {}

    /**
     * The connection would wait, or be closed.
     *
     * @param reason for people
     * @param waits whether it would wait for what the client says next
     */
    record Undecided(String reason, boolean waits) implements Verdict {}

    /**
     * The router made a mistake.
     *
     * @param reason for people, fit for a terminal
     */
    record Failed(String reason) implements Verdict {}
}
