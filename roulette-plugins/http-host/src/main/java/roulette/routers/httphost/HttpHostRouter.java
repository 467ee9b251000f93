package roulette.routers.httphost;

import java.util.List;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;
import roulette.parsers.Reading;
import roulette.parsers.http.HttpRefusal;
import roulette.parsers.http.HttpRequest;
import roulette.parsers.match.HostForwards;

/**
 * Forwards HTTP/1 and HTTP/2 clients (prior knowledge) by the host of their first request, and answers them itself when
 * it can't: 421 for a host that is not configured, 400 or 431 for what is no request, 408 for half a one, 503 when no
 * target can be reached.
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
    public Decision route(Opening opening) {
        return switch (HttpRequest.read(opening.bytes())) {
            case Reading.Partial<HttpRequest> _
            when opening.full() ->
                Decision.reject(HttpRefusal.HEADER_TOO_LARGE.bytes()).because("the request's head is too long");
            case Reading.Partial<HttpRequest> _ -> Decision.needMore();
            case Reading.NotThis<HttpRequest> not ->
                not.malformed()
                        ? Decision.reject(HttpRefusal.of(not).bytes()).because(not.reason())
                        : Decision.reject().because(not.reason());
            case Reading.Facts<HttpRequest>(HttpRequest request, int _) -> route(request);
        };
    }

    private Decision route(HttpRequest request) {
        return hosts.find(request.host())
                .<Decision>map(forward -> forward)
                .orElseGet(() ->
                        Decision.reject(HttpRefusal.MISDIRECTED.to(request)).because("unknown host"));
    }

    @Override
    public Decision silent(Opening opening) {
        return opening.bytes().hasRemaining()
                ? Decision.reject(HttpRefusal.TIMEOUT.bytes()).because("half a request")
                : Decision.reject();
    }

    @Override
    public Decision unreachable(Opening opening, Target target, Failure failure) {
        return Decision.reject(
                HttpRequest.read(opening.bytes()) instanceof Reading.Facts<HttpRequest>(HttpRequest request, int _)
                        ? HttpRefusal.UNAVAILABLE.to(request)
                        : HttpRefusal.UNAVAILABLE.bytes());
    }

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public List<String> explain(Opening opening) {
        return HttpRequest.read(opening.bytes()) instanceof Reading.Facts<HttpRequest>(HttpRequest request, int _)
                ? List.of(
                        "http.version=" + request.version(),
                        "http.method=" + request.method(),
                        "http.host=" + request.host(),
                        "http.path=" + request.path())
                : List.of();
    }
}
