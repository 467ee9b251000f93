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
 * A regular expression that gives up after so many steps: some take years for texts that a client may choose. It says so
 * once.
 */
final class Expression {
    /** Characters looked at, one as often as it is looked at; about a tenth of a millisecond. */
    static final int STEPS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(RulesRouter.class);

    private final Pattern pattern;
    private final Map<String, Integer> names;
    private final int groups;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Reads an expression of {@link Pattern}.
     *
     * @throws IllegalArgumentException for what is none, with a message that quotes it
     */
    Expression(String text) {
        try {
            pattern = Pattern.compile(text, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no regular expression: " + e.getDescription() + " near index " + e.getIndex(),
                    e);
        }
        names = pattern.namedGroups();
        groups = pattern.matcher("").groupCount();
    }

    /** What is asked of a text. */
    interface Question {
        boolean ask(Matcher matcher);
    }

    /** Asks; BROKEN where that takes too long. */
    Verdict test(CharSequence text, Question question) {
        try {
            return Verdict.of(question.ask(pattern.matcher(new Counted(text, STEPS))));
        } catch (Counted.Exhausted | StackOverflowError e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn(
                        "the expression \"{}\" takes too long for what a client said; such clients are refused",
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

    /** What the group stands for where the question is answered with yes; empty text where it took no part in that. */
    Optional<String> capture(CharSequence text, Question question, String group) {
        String[] captured = new String[1];
        test(text, matcher -> {
            boolean matches = question.ask(matcher);
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

    /** As it was written. */
    @Override
    public String toString() {
        return pattern.pattern();
    }
}
