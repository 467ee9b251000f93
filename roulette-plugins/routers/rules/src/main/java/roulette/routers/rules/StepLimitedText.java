package roulette.routers.rules;

/** A text with a limit on character reads. */
final class StepLimitedText implements CharSequence {
    /** The limit was exceeded. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super("too many steps", null, false, false);
        }
    }

    private final CharSequence text;
    private int left;

    StepLimitedText(CharSequence text, int left) {
        this.text = text;
        this.left = left;
    }

    @Override
    public char charAt(int index) {
        if (left-- <= 0) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
