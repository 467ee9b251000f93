package roulette.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;
import roulette.cli.trial.FactLines;
import roulette.cli.trial.JsonReport;
import roulette.cli.trial.LineReport;
import roulette.cli.trial.Report;
import roulette.cli.trial.TextReport;
import roulette.options.Listener;

/** The options that say in which form trials are printed: one of them, or none. */
final class FormOption {
    @Option(
            names = "--json",
            description =
                    "Print one JSON object for each connection, in a line; what a capture held goes to the standard "
                            + "error stream.")
    private boolean json;

    @Option(names = "--oneline", description = "Print one line for each connection; the rest as with --json.")
    private boolean oneline;

    /** What prints what is no connection. */
    FactLines facts(PrintWriter out, PrintWriter err) {
        return new FactLines(json || oneline ? err : out);
    }

    Report report(PrintWriter out, FactLines facts, Listener called) {
        if (json) {
            return new JsonReport(out, called.router(), called.sendProxy());
        }
        return oneline ? new LineReport(out) : new TextReport(facts, called.router(), called.sendProxy());
    }
}
