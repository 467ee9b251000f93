package roulette.cli.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roulette.api.Decision;
import roulette.api.ProxyProtocol;
import roulette.text.Addresses;

/** Prints trials as text, each fact on a line after its label, with an empty line between two trials. */
public final class TextReport implements Report {
    private final FactLines lines;
    private final String router;
    private final Optional<ProxyProtocol> sendProxy;

    /**
     * @param lines others may print to it between two trials
     * @param router the router's name in the configuration
     * @param sendProxy what the listener is configured to send to targets
     */
    public TextReport(FactLines lines, String router, Optional<ProxyProtocol> sendProxy) {
        this.lines = lines;
        this.router = router;
        this.sendProxy = sendProxy;
    }

    @Override
    public void print(ConnectionInfo info, ClientBytes sent, TrialResult result) {
        lines.gap();
        line("listener", info.listener());
        line("client", Addresses.text(info.client()));
        line("local", Addresses.text(info.local()));
        line("router", router);
        line("bytes", bytes(sent, result));
        String label = "parsed";
        for (String fact : result.parsed()) {
            line(label, fact);
            label = "";
        }
        for (TrialResult.Step step : result.steps()) {
            line("reply", DecisionText.of(step.reply()) + ", after " + step.after());
        }
        line("decision", DecisionText.of(result.verdict()));
        if (result.verdict() instanceof RoutingResult.Decided decided) {
            details(decided);
        }
        result.silent().ifPresent(silent -> line("silent", DecisionText.of(silent)));
        result.atOnce()
                .ifPresent(atOnce -> line("at once", DecisionText.of(atOnce) + " (how the bytes arrive matters)"));
        result.unasked()
                .ifPresent(unasked ->
                        line("unasked", DecisionText.of(unasked) + " (if the client does not wait for the server)"));
        if (sent.midway()) {
            line("note", "the connection began before the capture: these are not the client's first bytes");
        }
        if (ProxyPrefix.begins(sent.bytes())) {
            line(
                    "note",
                    "the bytes start with a PROXY protocol header, which this command does not parse: omit it, and"
                            + " use --client, --local and --tlv");
        }
    }

    private void line(String label, String fact) {
        lines.print(label, fact);
    }

    private static String bytes(ClientBytes sent, TrialResult result) {
        String text = sent.size() + " of " + sent.total() + (sent.more() ? " or more" : "");
        if (!(result.verdict() instanceof RoutingResult.Decided)) {
            return text + (result.isDecided() ? " (forwarded when timeouts.routing has passed)" : " (not decided)");
        }
        return text + " (decided after " + (result.exact() ? "" : "at most ") + result.after() + ")";
    }

    private void details(RoutingResult.Decided decided) {
        if (!DecisionText.because(decided).isEmpty()) {
            line("because", DecisionText.because(decided));
        }
        switch (decided.decision()) {
            case Decision.Forward forward -> {
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
            default -> {}
        }
    }
}
