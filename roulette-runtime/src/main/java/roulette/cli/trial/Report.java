package roulette.cli.trial;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import roulette.api.Decision;
import roulette.api.ProxyProtocol;
import roulette.text.Addresses;
import roulette.text.OneLine;

/** Prints trials, each fact in a line of its own behind its name. Whatever is in a fact, the line stays one line. */
public final class Report {
    private static final int LONGEST = 2000;

    private final PrintWriter out;
    private final String router;
    private final Optional<ProxyProtocol> sendProxy;

    /**
     * @param router the router's name in the configuration
     * @param sendProxy what the listener is configured to send to targets
     */
    public Report(PrintWriter out, String router, Optional<ProxyProtocol> sendProxy) {
        this.out = out;
        this.router = router;
        this.sendProxy = sendProxy;
    }

    /** Prints one trial. */
    public void print(Caller caller, Said said, Outcome outcome) {
        line("listener", caller.listener());
        line("client", Addresses.text(caller.client()));
        line("local", Addresses.text(caller.local()));
        line("router", router);
        line("bytes", bytes(said, outcome));
        String label = "parsed";
        for (String fact : outcome.parsed()) {
            line(label, fact);
            label = "";
        }
        for (Outcome.Step step : outcome.steps()) {
            line("reply", reply(step.reply()) + ", after " + step.after());
        }
        line("decision", verdict(outcome.verdict()));
        if (outcome.verdict() instanceof Verdict.Decided decided) {
            details(decided.decision());
        }
        outcome.silent().ifPresent(silent -> line("silent", verdict(silent)));
        outcome.atOnce().ifPresent(atOnce -> line("at once", verdict(atOnce) + " (how the bytes arrive matters)"));
        if (ProxyPrefix.begins(said.bytes())) {
            line(
                    "note",
                    "the bytes begin with a header of the PROXY protocol, which is not read here: leave it out, and"
                            + " say --client, --local and --tlv");
        }
    }

    /** Prints a fact. */
    public void line(String label, String fact) {
        String text = OneLine.of(fact);
        out.printf(
                "%-10s %s%n", label, text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ... (shortened)");
    }

    /** Prints what stands between two trials. */
    public void gap() {
        out.println();
    }

    private static String bytes(Said said, Outcome outcome) {
        String text = said.size() + " of " + said.total() + (said.more() ? " or more" : "");
        if (!outcome.isDecided()) {
            return text + " (not decided)";
        }
        return text + " (decided after " + (outcome.exact() ? "" : "at most ") + outcome.after() + ")";
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Decided decided -> decision(decided.decision());
            case Verdict.Undecided undecided -> "none: " + undecided.reason();
            case Verdict.Failed failed -> "none: the router failed: " + failed.reason();
        };
    }

    private static String decision(Decision decision) {
        return switch (decision) {
            case Decision.Forward forward ->
                "forward " + forward.targets().stream().map(Object::toString).collect(Collectors.joining(", or else "));
            case Decision.Reject reject ->
                reject.reply().hasRemaining() ? "reject " + EscapedBytes.of(reject.reply()) : "reject";
            case Decision.Reply reply -> "reply " + reply(reply);
            case Decision.NeedMore needMore -> "need more";
        };
    }

    private static String reply(Decision.Reply reply) {
        return EscapedBytes.of(reply.bytes()) + ", " + reply.consumed() + " consumed";
    }

    private void details(Decision decision) {
        switch (decision) {
            case Decision.Forward forward -> {
                because(forward.because());
                forward.replacement().ifPresent(bytes -> line("replacing", EscapedBytes.of(bytes)));
                forward.reply().ifPresent(bytes -> line("replying", EscapedBytes.of(bytes)));
                List<String> timeouts = new ArrayList<>();
                forward.connectTimeout().ifPresent(time -> timeouts.add("connect " + time.toMillis() + " ms"));
                forward.firstByteTimeout().ifPresent(time -> timeouts.add("first byte " + time.toMillis() + " ms"));
                if (!timeouts.isEmpty()) {
                    line("timeouts", String.join(", ", timeouts));
                }
                forward.proxyProtocol()
                        .or(() -> sendProxy)
                        .ifPresent(version -> line("header", "PROXY protocol " + version));
            }
            case Decision.Reject reject -> because(reject.because());
            case Decision.Reply reply -> {}
            case Decision.NeedMore needMore -> {}
        }
    }

    private void because(String words) {
        if (!words.isEmpty()) {
            line("because", words);
        }
    }
}
