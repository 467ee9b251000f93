package roulette.cli.trial;

/** Prints trials, one after the other. Whatever is in a fact, it can't end a line or make a terminal do something. */
public interface Report {
    /** Prints one trial. */
    void print(Caller caller, Said said, Outcome outcome);
}
