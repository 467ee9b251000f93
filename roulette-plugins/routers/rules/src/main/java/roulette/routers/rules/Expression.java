package roulette.routers.rules;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A regular expression with a step limit, because some take exponential time on texts a client can choose. Logs the
 * first time that it is exceeded.
 */
final class Expression {
    /** Character reads, repeated ones included; about a tenth of a millisecond. */
    static final int STEPS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(RulesRouter.class);

    private final Pattern pattern;
    private final Map<String, Integer> names;
    private final int groups;
    private final AtomicBoolean logged = new AtomicBoolean();

    /**
     * Parses an expression of {@link Pattern}.
     *
     * @throws IllegalArgumentException if it is invalid; the message quotes it
     */
    Expression(String text) {
        try {
            pattern = Pattern.compile(text, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a regular expression: " + e.getDescription() + " near index "
                            + e.getIndex(),
                    e);
        }
        names = pattern.namedGroups();
        groups = pattern.matcher("").groupCount();
    }

    /** A match operation on a text. */
    interface Operation {
        boolean ask(Matcher matcher);
    }

    /** Runs the operation; BROKEN if it exceeds the step limit. */
    Verdict test(CharSequence text, Operation operation) {
        try {
            return Verdict.of(operation.ask(pattern.matcher(new StepLimitedText(text, STEPS))));
        } catch (StepLimitedText.Exhausted | StackOverflowError e) {
            if (logged.compareAndSet(false, true)) {
                LOG.warn(
                        "the expression \"{}\" exceeded its step limit on a client's input; such clients are refused",
                        pattern);
            }
            return Verdict.BROKEN;
        }
    }

    boolean has(String group) {
        return names.containsKey(group) || group.matches("[1-9][0-9]{0,2}") && Integer.parseInt(group) <= groups;
    }

    boolean hasGroups() {
        return groups > 0;
    }

    /** What the group matched; empty text if the operation succeeded without it. */
    Optional<String> capture(CharSequence text, Operation operation, String group) {
        String[] captured = new String[1];
        test(text, matcher -> {
            boolean matches = operation.ask(matcher);
            if (matches) {
                captured[0] = group(matcher, group);
            }
            return matches;
        });
        return Optional.ofNullable(captured[0]);
    }

    private String group(Matcher matched, String group) {
        Integer number = names.get(group);
        String text = matched.group(number != null ? number : Integer.parseInt(group));
        return text == null ? "" : text;
    }

    /** As written in the settings. */
    @Override
    public String toString() {
        return pattern.pattern();
    }
}
