package roulette.match;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the intended word for a misspelt one, by the Damerau-Levenshtein distance. */
public final class Suggestion {
    private static final int FARTHEST = 2;

    private Suggestion() {}

    /** The nearest candidate, at most two edits away and fewer for a short word; the first of several. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        Optional<String> nearest = Optional.empty();
        int best = FARTHEST + 1;
        for (String candidate : candidates) {
            int edits = edits(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            int farthest = Math.min(FARTHEST, Math.min(word.length(), candidate.length()) / 2);
            if (edits <= farthest && edits < best) {
                nearest = Optional.of(candidate);
                best = edits;
            }
        }
        return nearest;
    }

    /** The number of letters missing, added, changed, or swapped with their neighbour. */
    private static int edits(String a, String b) {
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(table[i - 1][j - 1] + change, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, table[i - 2][j - 2] + 1);
                }
                table[i][j] = least;
            }
        }
        return table[a.length()][b.length()];
    }
}
