package roulette.routers.rules;

import java.util.Optional;
import java.util.Set;

/** Matches one of these texts literally. */
record Literals(Set<String> texts) implements TextPattern {
    @Override
    public Verdict test(String text) {
        return Verdict.of(texts.contains(text));
    }

    @Override
    public boolean captures(String group) {
        return false;
    }

    @Override
    public Optional<String> capture(String text, String group) {
        return Optional.empty();
    }
}
