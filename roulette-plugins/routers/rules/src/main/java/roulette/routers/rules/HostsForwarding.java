package roulette.routers.rules;

import java.util.List;
import java.util.Optional;
import roulette.api.Decision;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.Value;
import roulette.parsers.routing.HostsFile;

/** A forward to the targets that a file has for the client's host; as a condition, whether it has some. */
record HostsForwarding(Fact host, HostsFile file, Options options) implements Forwarding, Condition {
    @Override
    public Verdict test(Situation situation) {
        return switch (situation.facts().value(host)) {
            case Value.Known(List<String> hosts) -> Verdict.of(find(hosts).isPresent());
            case Value.Absent _ -> Verdict.NO;
            case Value.Pending _ -> Verdict.OPEN;
            case Value.Malformed _ -> Verdict.BROKEN;
        };
    }

    @Override
    public boolean needsBytes() {
        return host.needsBytes();
    }

    /** None also if the file was replaced since the condition held, and the new one does not have the host. */
    @Override
    public Optional<Decision.Forward> decide(Situation situation) {
        return situation.facts().value(host) instanceof Value.Known(List<String> hosts)
                ? find(hosts)
                        .map(forward -> options.with(forward.because(options.because() + ": " + forward.because())))
                : Optional.empty();
    }

    private Optional<Decision.Forward> find(List<String> hosts) {
        for (String each : hosts) {
            Optional<Decision.Forward> found = file.find(each);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
