package roulette.routers.sni;

import java.util.Map;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.parsers.Reading;
import roulette.parsers.facts.Explanation;
import roulette.parsers.routing.HostForwards;
import roulette.parsers.tls.TlsAlert;
import roulette.parsers.tls.TlsHello;

/**
 * Forwards TLS clients by the host name in their hello (SNI, RFC 6066), and refuses them with an alert. Nothing is
 * decrypted: the target has the certificate.
 */
public final class SniRouter implements Router {
    private static final Decision UNKNOWN =
            Decision.reject(TlsAlert.unrecognizedName()).because("unknown host name");
    private static final Decision TOO_LONG =
            Decision.reject(TlsAlert.decodeError()).because("the TLS hello is too long");
    private static final Decision UNREACHABLE = Decision.reject(TlsAlert.internalError());

    private HostForwards hosts = HostForwards.NONE;

    @Override
    public String name() {
        return "sni";
    }

    @Override
    public String description() {
        return "Forwards TLS clients by the host name they ask for, without decrypting.";
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
        return switch (TlsHello.read(opening.bytes())) {
            case Reading.Partial<TlsHello> _ when opening.full() -> TOO_LONG;
            case Reading.Partial<TlsHello> _ -> Decision.needMore();
            case Reading.NotThis<TlsHello>(String reason, boolean malformed) ->
                malformed
                        ? Decision.reject(TlsAlert.decodeError()).because(reason)
                        : Decision.reject().because(reason);
            case Reading.Facts<TlsHello>(TlsHello hello, int _) ->
                hosts.find(hello.serverName())
                        .<Decision>map(forward -> forward)
                        .orElse(UNKNOWN)
                        .label("sni", hello.serverName());
        };
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) {
        return UNREACHABLE;
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
        return TlsHello.read(opening.bytes()) instanceof Reading.Facts<TlsHello>(TlsHello hello, int _)
                ? Explanation.of(
                        "tls.sni", hello.serverName(),
                        "tls.alpn", String.join(",", hello.protocols()),
                        "tls.version", hello.version())
                : Map.of();
    }
}
