package roulette.routers.socks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * Decides to which addresses a request may lead. A name is looked up here, once, and what is allowed is addresses:
 * nobody looks the name up again, so that a second answer (DNS rebinding) could lead elsewhere.
 */
final class Gate {
    /** How many addresses of one name are tried at most. */
    static final int MAX_ADDRESSES = 8;

    private final AllowList allowed;
    private final Lookup lookup;
    private final Duration patience;

    /** What becomes of a request. */
    sealed interface Verdict {
        /** It may be connected to any of these addresses, at least one, in this order. */
        record Allowed(List<InetAddress> addresses) implements Verdict {}

        /** It may not, or nobody knows where to. */
        record Denied(Outcome outcome, String reason) implements Verdict {}
    }

    /** @param patience how long the lookup of one name may take */
    Gate(AllowList allowed, Lookup lookup, Duration patience) {
        this.allowed = allowed;
        this.lookup = lookup;
        this.patience = patience;
    }

    Verdict judge(Request request) throws InterruptedException {
        if (!allowed.concerns(request.host(), request.port())) {
            return new Verdict.Denied(Outcome.NOT_ALLOWED, "not allowed");
        }
        List<InetAddress> found;
        try {
            found = switch (request.host()) {
                case Host.Literal literal -> List.of(literal.address());
                case Host.Name name -> lookup.addresses(name, patience);
            };
        } catch (UnknownHostException e) {
            return new Verdict.Denied(Outcome.HOST_UNREACHABLE, String.valueOf(e.getMessage()));
        }
        List<InetAddress> fit = found.stream()
                .filter(address -> allowed.allows(request.host(), address, request.port()))
                .limit(MAX_ADDRESSES)
                .toList();
        return fit.isEmpty()
                ? new Verdict.Denied(Outcome.NOT_ALLOWED, "none of its addresses is allowed")
                : new Verdict.Allowed(fit);
    }
}
