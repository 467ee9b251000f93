package roulette.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;
import roulette.cli.trial.FactLines;
import roulette.cli.trial.JsonReport;
import roulette.cli.trial.LineReport;
import roulette.cli.trial.Report;
import roulette.cli.trial.TextReport;
import roulette.options.Listener;

/** The options for the output format of trials; at most one is given. */
final class FormOption {
    @Option(
            names = "--json",
            description = "Print one JSON object per line and connection; the summary of a capture goes to standard "
                    + "error.")
    private boolean json;

    @Option(names = "--oneline", description = "Print one line per connection; the summary as with --json.")
    private boolean oneline;

    /** The printer for everything but connections. */
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
