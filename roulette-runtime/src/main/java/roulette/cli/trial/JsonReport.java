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
    public void print(Caller caller, ClientBytes sent, Outcome outcome) {
        JsonObject json = new JsonObject()
                .text("listener", caller.listener())
                .text("client", Addresses.text(caller.client()))
                .text("local", Addresses.text(caller.local()))
                .text("router", router)
                .number("bytes", sent.size())
                .number("total", sent.total());
        flag(json, "more", sent.more());
        flag(json, "ended", sent.ended());
        flag(json, "gap", sent.gap());
        flag(json, "server_first", sent.serverFirst());
        flag(json, "midway", sent.midway());
        json.flag("decided", outcome.isDecided()).number("after", outcome.after());
        json.flag("exact", outcome.exact());
        add(json, outcome.verdict());
        if (!outcome.steps().isEmpty()) {
            json.objects(
                    "replies",
                    outcome.steps().stream()
                            .map(step -> reply(new JsonObject().number("after", step.after()), step.reply()))
                            .toList());
        }
        if (!outcome.parsed().isEmpty()) {
            json.texts("parsed", outcome.parsed());
        }
        outcome.silent().ifPresent(verdict -> json.object("silent", add(new JsonObject(), verdict)));
        outcome.atOnce().ifPresent(verdict -> json.object("at_once", add(new JsonObject(), verdict)));
        outcome.unasked().ifPresent(verdict -> json.object("unasked", add(new JsonObject(), verdict)));
        out.println(json);
    }

    private static void flag(JsonObject json, String key, boolean value) {
        if (value) {
            json.flag(key, true);
        }
    }

    private JsonObject add(JsonObject json, Verdict verdict) {
        switch (verdict) {
            case Verdict.Undecided undecided -> json.text("decision", "none").text("reason", undecided.reason());
            case Verdict.Failed failed -> json.text("decision", "failed").text("reason", failed.reason());
            case Verdict.Decided(Decision.Forward forward) -> forward(json, forward);
            case Verdict.Decided(Decision.Reject reject) -> {
                json.text("decision", "reject");
                if (reject.reply().hasRemaining()) {
                    json.text("reply", EscapedBytes.all(reject.reply()));
                }
            }
            case Verdict.Decided(Decision.Reply reply) -> reply(json.text("decision", "reply"), reply);
            case Verdict.Decided(Decision _) -> json.text("decision", "none");
        }
        if (!Wording.because(verdict).isEmpty()) {
            json.text("because", Wording.because(verdict));
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
