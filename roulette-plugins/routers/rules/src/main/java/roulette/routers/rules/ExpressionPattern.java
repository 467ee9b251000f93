package roulette.routers.rules;

import java.util.Optional;
import java.util.regex.Matcher;

/** Matches the whole text against an expression. */
record ExpressionPattern(Expression expression) implements TextPattern {
    @Override
    public Verdict test(String text) {
        return expression.test(text, Matcher::matches);
    }

    @Override
    public boolean captures(String group) {
        return expression.has(group);
    }

    @Override
    public Optional<String> capture(String text, String group) {
        return expression.capture(text, Matcher::matches, group);
    }
}
