package roulette.routers.rules;

import java.util.List;
import java.util.Optional;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.Value;
import roulette.parsers.facts.Vocabulary;

/**
 * The values available to a rule's targets: facts that its conditions guarantee, and the captures of their patterns.
 *
 * @param conditions those that hold whenever the rule does
 */
record Captures(Vocabulary vocabulary, List<Capturing> conditions) {
    /**
     * Resolves a name in braces.
     *
     * @throws IllegalArgumentException for an unknown name; the message says why
     */
    TargetTemplate.Part named(String name) {
        Optional<TargetTemplate.Part> whole = find(name, "");
        if (whole.isPresent()) {
            return whole.get();
        }
        int dot = name.lastIndexOf('.');
        String owner = dot < 0 ? name : name.substring(0, dot);
        String group = dot < 0 ? "" : name.substring(dot + 1);
        Optional<TargetTemplate.Part> part = group.isEmpty() ? Optional.empty() : find(owner, group);
        return part.or(() -> alwaysKnown(name)).orElseThrow(() -> new IllegalArgumentException(reason(name, owner)));
    }

    private Optional<TargetTemplate.Part> find(String name, String group) {
        String full = vocabulary.fact(name).map(Fact::name).orElse(name);
        for (Capturing condition : conditions) {
            if (condition.name().equals(full) && condition.captures(group)) {
                return Optional.of(situation -> condition.capture(situation, group));
            }
        }
        return Optional.empty();
    }

    private Optional<TargetTemplate.Part> alwaysKnown(String name) {
        return vocabulary
                .fact(name)
                .filter(Fact::isAlwaysKnown)
                .map(fact -> situation -> situation.facts().value(fact) instanceof Value.Known known
                        ? Optional.of(known.first())
                        : Optional.empty());
    }

    private String reason(String name, String owner) {
        String full = vocabulary.fact(owner).map(Fact::name).orElse(owner);
        if (!full.isEmpty()
                && conditions.stream().anyMatch(condition -> condition.name().equals(full))) {
            return "{" + name + "} has no value: not every pattern of " + owner + " has such a group; a * is {" + owner
                    + ".1}, and so is the first ( ) of an expression";
        } else if (vocabulary.fact(name).isPresent()) {
            return "{" + name + "} needs a condition in the same rule that guarantees it, such as " + name
                    + " = \"*\"; those in any and not do not count";
        }
        return "{" + name + "} has no value: no condition of this rule has that name";
    }
}
