package roulette.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import roulette.capture.Capture;
import roulette.capture.CaptureException;
import roulette.capture.CaptureSummary;
import roulette.capture.CapturedConnection;
import roulette.capture.Selection;
import roulette.cli.trial.ClientBytes;
import roulette.cli.trial.ConnectionInfo;
import roulette.cli.trial.FactLines;
import roulette.cli.trial.Report;
import roulette.cli.trial.TrialResult;

/** Tries the connections of a capture, one after the other. */
final class CaptureTrials {
    /** At most so many kinds of packets without TCP are listed. */
    private static final int MOST_KINDS = 8;

    private final BiFunction<ConnectionInfo, ClientBytes, TrialResult> trial;
    private final Report report;
    private final Function<CapturedConnection, ConnectionInfo> callers;
    private long tried;
    private long undecided;
    private @Nullable CaptureSummary summary;

    CaptureTrials(
            BiFunction<ConnectionInfo, ClientBytes, TrialResult> trial,
            Report report,
            Function<CapturedConnection, ConnectionInfo> callers) {
        this.trial = trial;
        this.report = report;
        this.callers = callers;
    }

    /** @param name of the file in messages */
    void run(InputStream stream, Selection selection, String name) throws IOException {
        try {
            summary = Capture.read(stream, selection, this::tryOne);
        } catch (CaptureException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    /** Whether there was a connection and the router decided about all. */
    boolean areDecided() {
        return tried > 0 && undecided == 0;
    }

    private void tryOne(CapturedConnection connection) {
        tried++;
        ClientBytes sent = new ClientBytes(
                connection.bytes(),
                connection.bytes().remaining(),
                connection.full(),
                connection.ended(),
                connection.gap(),
                connection.turns(),
                connection.midway());
        ConnectionInfo info = callers.apply(connection);
        TrialResult result = trial.apply(info, sent);
        undecided += result.isDecided() ? 0 : 1;
        report.print(info, sent, result);
    }

    /** Prints what the capture contained and what was skipped. */
    void summarize(FactLines lines) {
        CaptureSummary all = summary();
        lines.gap();
        lines.print(
                "capture",
                count(all.packets(), "packet") + ", " + count(all.connections(), "connection") + ", " + tried
                        + " tried, " + undecided + " undecided");
        skipped().forEach(what -> lines.print("skipped", what));
        if (all.truncated() > 0) {
            lines.print("note", "only the first part of " + count(all.truncated(), "packet") + " was captured");
        }
    }

    /** Why no connection was tried, if none was. */
    Optional<String> whyNone() {
        if (tried > 0) {
            return Optional.empty();
        }
        List<String> reasons = skipped();
        return Optional.of("no connection was tried: "
                + (reasons.isEmpty()
                        ? "there is none in " + count(summary().packets(), "packet")
                        : "skipped " + String.join("; ", reasons))
                + (summary().midway() > 0 ? "; --midway tries those without a start, too" : ""));
    }

    private List<String> skipped() {
        CaptureSummary all = summary();
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("connection% excluded by --port or --filter", all.filtered());
        numbers.put("connection% whose start was not captured", all.midway());
        numbers.put("connection% without bytes of the client", all.withoutBytes());
        numbers.put("fragment% of packets", all.fragments());
        numbers.put("packet% with damaged headers", all.damaged());
        numbers.put(
                "packet% without TCP (" + kinds(all.others()) + ")",
                all.others().values().stream().mapToLong(Long::longValue).sum());
        return numbers.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey().replace("%", entry.getValue() == 1 ? "" : "s"))
                .toList();
    }

    /** The most frequent first. */
    private static String kinds(Map<String, Long> numbers) {
        return numbers.entrySet().stream()
                        .sorted(Comparator.comparing(Map.Entry<String, Long>::getValue)
                                .reversed()
                                .thenComparing(Map.Entry::getKey))
                        .limit(MOST_KINDS)
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "))
                + (numbers.size() > MOST_KINDS ? ", and others" : "");
    }

    private CaptureSummary summary() {
        if (summary == null) {
            throw new IllegalStateException("the capture was not read");
        }
        return summary;
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
