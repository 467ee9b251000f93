package roulette.routers.rules;

import java.util.List;
import java.util.Optional;
import roulette.match.HostMap;

/** One of several hosts, as in {@link HostMap}; group 1 is what the {@code *} of the most specific one matched. */
final class HostPatterns implements TextPattern {
    private final HostMap<String> patterns;
    private final boolean allWild;

    /**
     * Matches one of these.
     *
     * @throws IllegalArgumentException for an invalid pattern; the message quotes it
     */
    HostPatterns(List<String> texts) {
        HostMap.Builder<String> builder = HostMap.builder();
        for (String text : texts) {
            try {
                builder.add(text, text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("\"" + text + "\" " + e.getMessage(), e);
            }
        }
        patterns = builder.build();
        allWild = texts.stream().allMatch(text -> text.startsWith("*"));
    }

    @Override
    public Verdict test(String text) {
        return Verdict.of(patterns.match(text).isPresent());
    }

    @Override
    public boolean captures(String group) {
        return allWild && group.equals("1");
    }

    @Override
    public Optional<String> capture(String text, String group) {
        return patterns.match(text).map(HostMap.Match::star);
    }
}
