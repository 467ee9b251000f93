package roulette.dialogue;

/** What a router is asked about a connection: which of its methods is called. */
public enum Question {
    /** {@link roulette.api.Router#route}: the client has sent bytes, or has ended its side, or no bytes are needed. */
    ROUTE,
    /** {@link roulette.api.Router#timedOut}: the routing deadline has passed without a decision. */
    TIMED_OUT,
    /** {@link roulette.api.Router#unreachable}: the last target of a forward has failed. */
    UNREACHABLE
}
