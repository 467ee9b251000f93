package roulette.text;

import java.util.regex.Pattern;

/**
 * Makes text that others may have chosen fit for a log: one line, nothing that a terminal would obey. Control
 * characters, line and paragraph separators, marks that change the direction of text, and halves of surrogate pairs
 * become {@code \}{@code uXXXX}.
 */
public final class OneLine {
    /** Of what a throwable says. */
    private static final int LONGEST = 1000;

    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private OneLine() {}

    /** The same text where nothing in it needs a change. */
    public static String of(String text) {
        return text.codePoints().noneMatch(OneLine::isHarmful) ? text : escaped(text);
    }

    /** With each run of blanks, line breaks and ASCII control characters as one blank. */
    public static String folded(String text) {
        return of(BREAKS.matcher(text).replaceAll(" ").strip());
    }

    /**
     * What a throwable says of itself, in one line, of a thousand characters at most. Where a static initializer has failed, that is what it has failed
     * with: the error that says so has no message.
     */
    public static String of(Throwable failure) {
        try {
            Throwable cause = failure.getCause();
            boolean initializer = failure instanceof ExceptionInInitializerError
                    || (failure instanceof NoClassDefFoundError && cause instanceof ExceptionInInitializerError);
            String own = of(brief(failure.toString()));
            return cause == null || !initializer ? own : own + ": a static initializer failed: " + of(cause);
        } catch (Throwable worse) {
            // Its message is other people's code, too.
            return failure.getClass().getName();
        }
    }

    private static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ... (shortened)";
    }

    /** Whether a character could end a line, or make a terminal do something. A lone half of a pair has a type, too. */
    public static boolean isHarmful(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static String escaped(String text) {
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (!isHarmful(codePoint)) {
                line.appendCodePoint(codePoint);
            } else {
                for (char unit : Character.toChars(codePoint)) {
                    line.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return line.toString();
    }
}
