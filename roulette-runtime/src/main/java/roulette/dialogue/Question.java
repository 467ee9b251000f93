package roulette.dialogue;

/** The kind of a router call: which method is called. */
public enum Question {
    /** {@link roulette.api.Router#route}: bytes or EOF were received, or no bytes are needed. */
    ROUTE,
    /** {@link roulette.api.Router#timedOut}: the routing deadline has passed without a decision. */
    TIMED_OUT,
    /** {@link roulette.api.Router#unreachable}: the last target of a forward has failed. */
    UNREACHABLE
}
