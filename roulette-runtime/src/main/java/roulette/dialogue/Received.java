package roulette.dialogue;

/** What one side has said, as far as it was read and no answer of the router has consumed it. */
public interface Received {
    /** How many bytes are held: those that no answer has consumed. */
    int held();

    /** Whether bytes, or the side's end, have come since the router was last asked about it. */
    boolean hasNews();

    /** Whether the side has ended, so that no more bytes will come. */
    boolean ended();

    /** Whether the limit is reached, so that no more bytes can be read. */
    boolean full();
}
