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
    public void print(ConnectionInfo info, ClientBytes sent, TrialResult result) {
        String because = DecisionText.because(result.verdict());
        out.println(FactLines.shortened(Addresses.text(info.client()) + " > " + Addresses.text(info.local()) + ": "
                + DecisionText.of(result.verdict())
                + (because.isEmpty() ? "" : " (" + because + ")")
                + also("silent", result.silent())
                + also("at once", result.atOnce())
                + also("unasked", result.unasked())));
    }

    private static String also(String label, Optional<RoutingResult> verdict) {
        return verdict.map(other -> "; " + label + ": " + DecisionText.of(other))
                .orElse("");
    }
}
