package roulette.routers.rules;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Matches the first bytes against an expression, one character (U+0000 to U+00FF) per byte. Waits for more bytes while
 * they could change the result, up to {@link #WINDOW}. For a client that merely pauses, such a result stays open.
 */
final class BytesCondition implements Capturing {
    static final int WINDOW = 1024;

    /** Lookaround, possessive quantifiers and atomic groups, and end anchors. */
    private static final List<String> LOOKS_AHEAD =
            List.of("(?=", "(?!", "(?<", "(?>", "*+", "++", "?+", "}+", "\\z", "\\Z", "\\X", "$");

    private final Expression expression;
    private final boolean looksAhead;

    BytesCondition(Expression expression) {
        this.expression = expression;
        looksAhead = looksAhead(expression.toString());
    }

    /**
     * Whether it may match a text and not a longer one with that prefix, without {@link Matcher#requireEnd} reporting
     * it. True for some expressions that do not.
     */
    private static boolean looksAhead(String text) {
        return LOOKS_AHEAD.stream().anyMatch(text::contains);
    }

    @Override
    public Verdict test(Situation situation) {
        Latin1 text = text(situation);
        boolean complete = situation.opening().ended() || text.length() == WINDOW;
        // The match is final before the contents of its groups are.
        boolean mayChangeItsMind = looksAhead || (expression.hasGroups() && !situation.complete());
        boolean[] open = new boolean[1];
        Verdict verdict = expression.test(text, matcher -> {
            boolean matches = matcher.lookingAt();
            open[0] = !complete && (matches && !mayChangeItsMind ? matcher.requireEnd() : matcher.hitEnd());
            return matches;
        });
        return open[0] ? Verdict.OPEN : verdict;
    }

    private static Latin1 text(Situation situation) {
        ByteBuffer bytes = situation.opening().bytes();
        return new Latin1(bytes, 0, Math.min(bytes.remaining(), WINDOW));
    }

    @Override
    public boolean needsBytes() {
        return true;
    }

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public boolean captures(String group) {
        return expression.has(group);
    }

    @Override
    public Optional<String> capture(Situation situation, String group) {
        return expression.capture(text(situation), Matcher::lookingAt, group);
    }

    /** Bytes as characters. */
    private record Latin1(ByteBuffer bytes, int start, int end) implements CharSequence {
        @Override
        public char charAt(int index) {
            return (char) (bytes.get(start + index) & 0xff);
        }

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Latin1(bytes, start + from, start + to);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(length());
            for (int i = 0; i < length(); i++) {
                text.append(charAt(i));
            }
            return text.toString();
        }
    }
}
