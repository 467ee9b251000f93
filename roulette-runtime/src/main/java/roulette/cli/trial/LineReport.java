package roulette.cli.trial;

import java.io.PrintWriter;
import java.util.Optional;
import roulette.text.Addresses;

/** Prints each trial in one line: the addresses and the decision. */
public final class LineReport implements Report {
    private final PrintWriter out;

    public LineReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void print(Caller caller, ClientBytes sent, Outcome outcome) {
        String because = Wording.because(outcome.verdict());
        out.println(FactLines.shortened(Addresses.text(caller.client()) + " > " + Addresses.text(caller.local()) + ": "
                + Wording.of(outcome.verdict())
                + (because.isEmpty() ? "" : " (" + because + ")")
                + also("silent", outcome.silent())
                + also("at once", outcome.atOnce())
                + also("unasked", outcome.unasked())));
    }

    private static String also(String label, Optional<Verdict> verdict) {
        return verdict.map(other -> "; " + label + ": " + Wording.of(other)).orElse("");
    }
}
