package roulette.cli.trial;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import roulette.api.Decision;
import roulette.api.ProxyProtocol;
import roulette.text.Addresses;
import roulette.text.JsonObject;

/**
 * Prints each trial as one JSON object per line. Absent values are omitted; bytes are text with the escapes that
 * {@link EscapedBytes#parse} reads.
 */
public final class JsonReport implements Report {
    private final PrintWriter out;
    private final String router;
    private final Optional<ProxyProtocol> sendProxy;

    /**
     * @param router the router's name in the configuration
     * @param sendProxy what the listener is configured to send to targets
     */
    public JsonReport(PrintWriter out, String router, Optional<ProxyProtocol> sendProxy) {
        this.out = out;
        this.router = router;
        this.sendProxy = sendProxy;
    }

    @Override
    public void print(ConnectionInfo info, ClientBytes sent, TrialResult result) {
        JsonObject json = new JsonObject()
                .text("listener", info.listener())
                .text("client", Addresses.text(info.client()))
                .text("local", Addresses.text(info.local()))
                .text("router", router)
                .number("bytes", sent.size())
                .number("total", sent.total());
        flag(json, "more", sent.more());
        flag(json, "ended", sent.ended());
        flag(json, "gap", sent.gap());
        flag(json, "server_first", sent.serverFirst());
        flag(json, "midway", sent.midway());
        json.flag("decided", result.isDecided()).number("after", result.after());
        json.flag("exact", result.exact());
        add(json, result.verdict());
        if (!result.steps().isEmpty()) {
            json.objects(
                    "replies",
                    result.steps().stream()
                            .map(step -> reply(new JsonObject().number("after", step.after()), step.reply()))
                            .toList());
        }
        if (!result.parsed().isEmpty()) {
            json.texts("parsed", result.parsed());
        }
        result.silent().ifPresent(verdict -> json.object("silent", add(new JsonObject(), verdict)));
        result.atOnce().ifPresent(verdict -> json.object("at_once", add(new JsonObject(), verdict)));
        result.unasked().ifPresent(verdict -> json.object("unasked", add(new JsonObject(), verdict)));
        out.println(json);
    }

    private static void flag(JsonObject json, String key, boolean value) {
        if (value) {
            json.flag(key, true);
        }
    }

    private JsonObject add(JsonObject json, RoutingResult verdict) {
        switch (verdict) {
            case RoutingResult.Undecided undecided ->
                json.text("decision", "none").text("reason", undecided.reason());
            case RoutingResult.Failed failed -> json.text("decision", "failed").text("reason", failed.reason());
            case RoutingResult.Decided(Decision.Forward forward) -> forward(json, forward);
            case RoutingResult.Decided(Decision.Reject reject) -> {
                json.text("decision", "reject");
                if (reject.reply().hasRemaining()) {
                    json.text("reply", EscapedBytes.all(reject.reply()));
                }
            }
            case RoutingResult.Decided(Decision.Reply reply) -> reply(json.text("decision", "reply"), reply);
            case RoutingResult.Decided(Decision _) -> json.text("decision", "none");
        }
        if (!DecisionText.because(verdict).isEmpty()) {
            json.text("because", DecisionText.because(verdict));
        }
        return json;
    }

    private static JsonObject reply(JsonObject json, Decision.Reply reply) {
        return json.text("reply", EscapedBytes.all(reply.bytes())).number("consumed", reply.consumed());
    }

    private void forward(JsonObject json, Decision.Forward forward) {
        json.text("decision", "forward");
        json.texts("targets", forward.targets().stream().map(Object::toString).toList());
        forward.replacement().ifPresent(bytes -> json.text("replacing", EscapedBytes.all(bytes)));
        forward.reply().ifPresent(bytes -> json.text("replying", EscapedBytes.all(bytes)));
        forward.connectTimeout().ifPresent(time -> json.number("connect_timeout_ms", time.toMillis()));
        forward.firstByteTimeout().ifPresent(time -> json.number("first_byte_timeout_ms", time.toMillis()));
        forward.proxyProtocol()
                .or(() -> sendProxy)
                .ifPresent(version -> json.text("proxy_protocol", version.name().toLowerCase(Locale.ROOT)));
    }
}
