package roulette.parsers.git;

import java.nio.charset.StandardCharsets;

/**
 * The refusal message of git's own protocol: the client prints {@code fatal: remote error: } and the text.
 *
 * @see <a href="https://git-scm.com/docs/gitprotocol-pack">gitprotocol-pack, "pkt-line Format", error-line</a>
 */
public final class GitRefusal {
    private static final int LONGEST = 16_000;

    private GitRefusal() {}

    /**
     * A pkt-line {@code ERR text}, to be sent before anything else. Characters that could affect a terminal become
     * question marks; text beyond 16,000 characters is cut off.
     */
    public static byte[] error(String text) {
        StringBuilder line = new StringBuilder("0000ERR ");
        text.codePoints().limit(LONGEST).map(c -> isHarmless(c) ? c : '?').forEach(line::appendCodePoint);
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Character.forDigit(bytes.length >> (4 * (3 - i)) & 0xf, 16);
        }
        return bytes;
    }

    /** Excludes control characters, line separators, bidirectional controls, and unpaired surrogates. */
    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
