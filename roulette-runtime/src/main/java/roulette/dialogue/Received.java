package roulette.dialogue;

/** The bytes received from client or target. */
public interface Received {
    /** The number of bytes that no answer of the router has consumed. */
    int held();

    /** Whether bytes or EOF were received since the last router call. */
    boolean hasNews();

    /** Whether EOF was received. */
    boolean ended();

    /** Whether the limit is reached, so no more bytes can be read. */
    boolean full();
}
