package roulette.routers.rules;

import java.util.List;
import java.util.Optional;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.Value;

/** Holds if one of the fact's values matches one of the patterns. */
record FactCondition(Fact fact, List<TextPattern> patterns) implements Capturing {
    @Override
    public Verdict test(Situation situation) {
        return switch (situation.facts().value(fact)) {
            case Value.Known(List<String> all) -> test(all);
            case Value.Absent _ -> Verdict.NO;
            case Value.Pending _ -> Verdict.OPEN;
            case Value.Malformed _ -> Verdict.BROKEN;
        };
    }

    private Verdict test(List<String> values) {
        Verdict verdict = Verdict.NO;
        for (String value : values) {
            for (int i = 0; i < patterns.size() && verdict != Verdict.YES; i++) {
                verdict = verdict.or(patterns.get(i).test(value));
            }
        }
        return verdict;
    }

    @Override
    public boolean needsBytes() {
        return fact.needsBytes();
    }

    @Override
    public String name() {
        return fact.name();
    }

    @Override
    public boolean captures(String group) {
        return group.isEmpty() || patterns.stream().allMatch(pattern -> pattern.captures(group));
    }

    @Override
    public Optional<String> capture(Situation situation, String group) {
        if (situation.facts().value(fact) instanceof Value.Known(List<String> all)) {
            for (String value : all) {
                for (TextPattern pattern : patterns) {
                    if (pattern.test(value) == Verdict.YES) {
                        return group.isEmpty() ? Optional.of(value) : pattern.capture(value, group);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
