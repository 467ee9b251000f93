package roulette.routers.rules;

import java.util.List;
import java.util.Optional;

/**
 * A text with stars, each of which matches the shortest possible run of characters; the last star matches the rest.
 * Group 1 is the match of the first star.
 */
final class Wildcard implements TextPattern {
    private final List<String> parts;

    Wildcard(String pattern) {
        parts = List.of(pattern.split("\\*", -1));
    }

    @Override
    public Verdict test(String text) {
        return Verdict.of(find(text, new int[0]) >= 0);
    }

    @Override
    public boolean captures(String group) {
        return group.matches("[1-9][0-9]{0,2}") && Integer.parseInt(group) < parts.size();
    }

    @Override
    public Optional<String> capture(String text, String group) {
        int[] stars = new int[2 * (parts.size() - 1)];
        int star = 2 * (Integer.parseInt(group) - 1);
        return find(text, stars) < 0 ? Optional.empty() : Optional.of(text.substring(stars[star], stars[star + 1]));
    }

    /**
     * Finds the parts in order, the last at the end of the text.
     *
     * @param stars receives start and end of each star's match, if it has room
     * @return -1 if there is no match
     */
    private int find(String text, int[] stars) {
        String first = parts.getFirst();
        if (!text.startsWith(first)) {
            return -1;
        }
        int at = first.length();
        int end = parts.size() - 1;
        for (int i = 1; i <= end; i++) {
            String part = parts.get(i);
            int found = i < end ? text.indexOf(part, at) : text.length() - part.length();
            if (found < at || i == end && !text.endsWith(part)) {
                return -1;
            }
            if (stars.length > 0) {
                stars[2 * i - 2] = at;
                stars[2 * i - 1] = found;
            }
            at = found + part.length();
        }
        return at;
    }
}
