package roulette.text;

import java.util.regex.Pattern;

/**
 * Makes untrusted text safe for a log: one line, without terminal control sequences. Control characters, line and
 * paragraph separators, bidirectional marks, and lone surrogates become {@code \}{@code uXXXX}.
 */
public final class OneLine {
    /** Limit of a throwable's text. */
    private static final int LONGEST = 1000;

    private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private OneLine() {}

    /** Returns the same text if it needs no change. */
    public static String of(String text) {
        return text.codePoints().noneMatch(OneLine::isHarmful) ? text : escaped(text);
    }

    /** Replaces each run of blanks, line breaks and ASCII control characters by one blank. */
    public static String folded(String text) {
        return of(BREAKS.matcher(text).replaceAll(" ").strip());
    }

    /** The text of a throwable, in one line; see {@link #unescaped}. */
    public static String of(Throwable failure) {
        return of(unescaped(failure));
    }

    /**
     * The text of a throwable, of at most a thousand characters, for what is escaped where it is written. For a failed
     * static initializer it includes the cause, because the error itself has no message.
     */
    public static String unescaped(Throwable failure) {
        try {
            Throwable cause = failure.getCause();
            boolean initializer = failure instanceof ExceptionInInitializerError
                    || (failure instanceof NoClassDefFoundError && cause instanceof ExceptionInInitializerError);
            String own = brief(failure.toString());
            return cause == null || !initializer ? own : own + ": a static initializer failed: " + unescaped(cause);
        } catch (Throwable worse) {
            // Its own toString() or getMessage() may throw.
            return failure.getClass().getName();
        }
    }

    private static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ... (shortened)";
    }

    /** Whether a character could end a line or control a terminal. A lone surrogate has a type, too. */
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
                    JsonString.escape(unit, character -> line.append((char) character));
                }
            }
        });
        return line.toString();
    }
}
