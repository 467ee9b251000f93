package roulette.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roulette.capture.Capture;
import roulette.capture.CaptureException;
import roulette.capture.CaptureSummary;
import roulette.capture.CapturedConnection;
import roulette.cli.trial.Caller;
import roulette.cli.trial.Outcome;
import roulette.cli.trial.Report;
import roulette.cli.trial.Said;
import roulette.cli.trial.Trial;

/** Tries every connection of a capture, one after the other. */
final class CaptureTrials {
    private final Trial trial;
    private final Report report;
    private final @Nullable Integer port;
    private final Function<CapturedConnection, Caller> callers;
    private long tried;
    private long undecided;
    private long elsewhere;

    /** @param port of the connections that are tried; null for all */
    CaptureTrials(Trial trial, Report report, @Nullable Integer port, Function<CapturedConnection, Caller> callers) {
        this.trial = trial;
        this.report = report;
        this.port = port;
        this.callers = callers;
    }

    /** Returns what the process is to end with. */
    int run(InputStream stream, int limit, String name) throws IOException {
        CaptureSummary summary;
        try {
            summary = Capture.read(stream, limit, this::tryOne);
        } catch (CaptureException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
        say(summary);
        return tried > 0 && undecided == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void tryOne(CapturedConnection connection) {
        if (port != null && connection.server().getPort() != port) {
            elsewhere++;
            return;
        }
        tried++;
        Said said = new Said(
                connection.bytes(),
                connection.bytes().remaining(),
                connection.full(),
                connection.ended(),
                connection.gap());
        Caller caller = callers.apply(connection);
        Outcome outcome = trial.of(caller, said);
        undecided += outcome.isDecided() ? 0 : 1;
        report.print(caller, said, outcome);
        report.gap();
    }

    private void say(CaptureSummary summary) {
        report.line(
                "capture",
                count(summary.packets(), "packet") + ", " + count(summary.connections(), "connection") + ", " + tried
                        + " tried, " + undecided + " undecided");
        skipped(elsewhere, "connection", " to another port");
        skipped(summary.midway(), "connection", ", as the beginning is missing");
        skipped(summary.mute(), "connection", " without a byte of the client");
        skipped(summary.fragments(), "fragment", " of packets");
        skipped(summary.damaged(), "packet", " with damaged headers");
        skipped(summary.foreign(), "packet", " of another kind of network");
        if (summary.shortened() > 0) {
            report.line("note", "only the first part of " + count(summary.shortened(), "packet") + " was captured");
        }
    }

    private void skipped(long number, String thing, String which) {
        if (number > 0) {
            report.line("skipped", count(number, thing) + which);
        }
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
