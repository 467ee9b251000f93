package roulette.routers.lookup;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a misspelt one was meant to be. */
final class Nearest {
    private static final int FARTHEST = 2;

    private Nearest() {}

    /** The nearest of the words, at most two letters away and fewer for a short one. */
    static Optional<String> to(String word, Collection<String> words) {
        String lower = word.toLowerCase(Locale.ROOT);
        int farthest = Math.min(FARTHEST, word.length() / 2);
        return words.stream()
                .filter(each -> distance(lower, each) <= farthest)
                .min(Comparator.comparingInt(each -> distance(lower, each)));
    }

    /** How many letters are missing, added or changed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
