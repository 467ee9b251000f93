package roulette.routers.lookup;

import java.util.ArrayList;
import java.util.List;
import roulette.match.Suggestion;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.Vocabulary;

/** Finds the facts in a query's text. String literals, quoted names and comments are kept. */
final class QueryReader {
    private final Vocabulary vocabulary;
    private final String text;
    private final StringBuilder jdbc = new StringBuilder();
    private final List<Fact> facts = new ArrayList<>();
    private int at;

    private QueryReader(Vocabulary vocabulary, String text) {
        this.vocabulary = vocabulary;
        this.text = text;
    }

    /** @throws IllegalArgumentException for an unknown or quoted fact, with a message for people */
    static Query read(String text, Vocabulary vocabulary) {
        return new QueryReader(vocabulary, text).read();
    }

    private Query read() {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case '\'' -> quoted("'");
                case '"' -> quoted("\"");
                case '{' -> placeholder();
                case '?' -> operator();
                default -> {
                    if (text.startsWith("--", at)) {
                        copyTo(end("\n", at));
                    } else if (text.startsWith("/*", at)) {
                        copyTo(end("*/", at + 2));
                    } else {
                        copyTo(at + 1);
                    }
                }
            }
        }
        return new Query(text, jdbc.toString(), facts);
    }

    private void quoted(String quote) {
        int end = end(quote, at + 1);
        for (int open = text.indexOf('{', at); open >= 0 && open < end; open = text.indexOf('{', open + 1)) {
            int close = text.indexOf('}', open);
            String name = close < 0 || close > end ? "" : text.substring(open + 1, close);
            if (vocabulary.fact(name).isPresent()) {
                throw new IllegalArgumentException(
                        "{" + name + "} is in quotes: remove them, it is a parameter, not text");
            }
        }
        copyTo(end);
    }

    private void placeholder() {
        int close = text.indexOf('}', at);
        if (close < 0) {
            throw new IllegalArgumentException("has a { without a }");
        }
        String name = text.substring(at + 1, close).strip();
        facts.add(vocabulary.fact(name).orElseThrow(() -> unknown(name)));
        jdbc.append('?');
        at = close + 1;
    }

    private IllegalArgumentException unknown(String name) {
        String meant = Suggestion.nearest(name, vocabulary.names())
                .map(near -> "did you mean {" + near + "}? ")
                .orElse("");
        return new IllegalArgumentException(
                "{" + name + "} is not a fact; " + meant + "known are " + String.join(", ", vocabulary.names()));
    }

    /** PostgreSQL has operators with question marks; its driver reads doubled ones as such. */
    private void operator() {
        if (!text.startsWith("??", at)) {
            throw new IllegalArgumentException("has a ?: write {fact} for a parameter, or ?? for an operator");
        }
        copyTo(at + 2);
    }

    private int end(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    private void copyTo(int end) {
        jdbc.append(text, at, end);
        at = end;
    }
}
