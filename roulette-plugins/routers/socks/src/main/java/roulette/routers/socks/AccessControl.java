package roulette.routers.socks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * Decides which addresses a request may use. A name is resolved here, once, and the check applies to its addresses: it
 * is not resolved again, so a second answer (DNS rebinding) can't bypass the check.
 */
final class AccessControl {
    /** The maximum number of addresses tried for one name. */
    static final int MAX_ADDRESSES = 8;

    private final AllowList allowed;
    private final Lookup lookup;
    private final Duration timeout;

    /** The decision about a request. */
    sealed interface Verdict {
        /** It may be connected to these addresses, at least one, in order. */
        record Allowed(List<InetAddress> addresses) implements Verdict {}

        /** Not allowed, or not resolvable. */
        record Denied(Outcome outcome, String reason) implements Verdict {}
    }

    /** @param timeout for resolving one name */
    AccessControl(AllowList allowed, Lookup lookup, Duration timeout) {
        this.allowed = allowed;
        this.lookup = lookup;
        this.timeout = timeout;
    }

    Verdict judge(Request request) throws InterruptedException {
        if (!allowed.concerns(request.host(), request.port())) {
            return new Verdict.Denied(Outcome.NOT_ALLOWED, "not allowed");
        }
        List<InetAddress> found;
        try {
            found = switch (request.host()) {
                case Host.Literal literal -> List.of(literal.address());
                case Host.Name name -> lookup.addresses(name, timeout);
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
