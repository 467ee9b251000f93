package roulette.routers.rules;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import roulette.api.Opening;
import roulette.match.Network;
import roulette.parsers.facts.Protocol;
import roulette.parsers.facts.Value;

/** A condition on a connection. */
interface Condition {
    Verdict test(Situation situation);

    /** Whether it needs bytes from the client. */
    boolean needsBytes();

    /** All parts hold; true if empty. */
    record All(List<Condition> parts) implements Condition {
        /** Cheap parts are evaluated first. */
        public All {
            parts = parts.stream()
                    .sorted(Comparator.comparing(Condition::needsBytes))
                    .toList();
        }

        @Override
        public Verdict test(Situation situation) {
            Verdict verdict = Verdict.YES;
            for (int i = 0; i < parts.size() && verdict != Verdict.NO; i++) {
                verdict = verdict.and(parts.get(i).test(situation));
            }
            return verdict;
        }

        @Override
        public boolean needsBytes() {
            return parts.stream().anyMatch(Condition::needsBytes);
        }
    }

    /** One of the parts holds; false if empty. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = parts.stream()
                    .sorted(Comparator.comparing(Condition::needsBytes))
                    .toList();
        }

        @Override
        public Verdict test(Situation situation) {
            Verdict verdict = Verdict.NO;
            for (int i = 0; i < parts.size() && verdict != Verdict.YES; i++) {
                verdict = verdict.or(parts.get(i).test(situation));
            }
            return verdict;
        }

        @Override
        public boolean needsBytes() {
            return parts.stream().allMatch(Condition::needsBytes);
        }
    }

    /** The part does not hold. */
    record Not(Condition part) implements Condition {
        @Override
        public Verdict test(Situation situation) {
            return part.test(situation).not();
        }

        @Override
        public boolean needsBytes() {
            return part.needsBytes();
        }
    }

    /** An address of the connection is in one of these networks. */
    record Within(Function<Opening, InetAddress> address, List<Network> networks) implements Condition {
        @Override
        public Verdict test(Situation situation) {
            InetAddress it = address.apply(situation.opening());
            for (Network network : networks) {
                if (network.contains(it)) {
                    return Verdict.YES;
                }
            }
            return Verdict.NO;
        }

        @Override
        public boolean needsBytes() {
            return false;
        }
    }

    /** The client speaks one of these protocols. */
    record Speaks(List<Protocol<?>> protocols) implements Condition {
        @Override
        public Verdict test(Situation situation) {
            Verdict verdict = Verdict.NO;
            for (int i = 0; i < protocols.size() && verdict != Verdict.YES; i++) {
                verdict = verdict.or(
                        switch (situation.facts().speaks(protocols.get(i))) {
                            case Value.Known _ -> Verdict.YES;
                            case Value.Absent _ -> Verdict.NO;
                            case Value.Pending _ -> Verdict.OPEN;
                            case Value.Malformed _ -> Verdict.BROKEN;
                        });
            }
            return verdict;
        }

        @Override
        public boolean needsBytes() {
            return true;
        }
    }
}
