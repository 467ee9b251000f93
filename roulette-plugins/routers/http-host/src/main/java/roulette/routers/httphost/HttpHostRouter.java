package roulette.routers.httphost;

import java.util.Map;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.parsers.Reading;
import roulette.parsers.facts.Explanation;
import roulette.parsers.http.HttpRefusal;
import roulette.parsers.http.HttpRequest;
import roulette.parsers.routing.HostForwards;

/**
 * Forwards HTTP/1 and HTTP/2 (prior knowledge) clients by the host of their first request. Its own error responses: 421
 * for an unknown host, 400 or 431 for a malformed request, 408 for an incomplete one, 503 if no target can be reached.
 */
public final class HttpHostRouter implements Router {
    private HostForwards hosts = HostForwards.NONE;

    @Override
    public String name() {
        return "http-host";
    }

    @Override
    public String description() {
        return "Forwards HTTP clients by the host of their first request.";
    }

    @Override
    public void configure(Settings settings) {
        hosts = HostForwards.read(settings);
    }

    @Override
    public void start() {
        hosts.start();
    }

    @Override
    public Decision route(Opening opening) {
        return switch (HttpRequest.read(opening.bytes())) {
            case Reading.Partial<HttpRequest> _
            when opening.full() -> refuse(HttpRefusal.HEADER_TOO_LARGE, opening, "the request's head is too long");
            case Reading.Partial<HttpRequest> _ -> Decision.needMore();
            case Reading.NotThis<HttpRequest> not ->
                not.malformed()
                        ? refuse(HttpRefusal.of(not), opening, not.reason())
                        : Decision.reject().because(not.reason());
            case Reading.Facts<HttpRequest>(HttpRequest request, int _) ->
                hosts.find(request.host())
                        .<Decision>map(forward -> forward)
                        .orElseGet(() -> refuse(HttpRefusal.MISDIRECTED, opening, "unknown host"))
                        .label("host", request.host())
                        .label("path", request.path());
        };
    }

    private static Decision refuse(HttpRefusal refusal, Opening opening, String because) {
        return Decision.reject(refusal.to(opening.bytes())).because(because);
    }

    @Override
    public Decision timedOut(Opening opening) {
        return opening.bytes().hasRemaining()
                ? refuse(HttpRefusal.TIMEOUT, opening, "incomplete request")
                : Decision.reject();
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) {
        return Decision.reject(HttpRefusal.UNAVAILABLE.to(opening.bytes()));
    }

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public void close() {
        hosts.close();
    }

    @Override
    public Map<String, String> explain(Opening opening) {
        return HttpRequest.read(opening.bytes()) instanceof Reading.Facts<HttpRequest>(HttpRequest request, int _)
                ? Explanation.of(
                        "http.version", request.version(),
                        "http.method", request.method(),
                        "http.host", request.host(),
                        "http.path", request.path())
                : Map.of();
    }
}
