package roulette.cli.trial;

/** Prints trials, one after the other. Facts are escaped: they can't end a line or control a terminal. */
public interface Report {
    /** Prints one trial. */
    void print(ConnectionInfo info, ClientBytes sent, TrialResult result);
}
