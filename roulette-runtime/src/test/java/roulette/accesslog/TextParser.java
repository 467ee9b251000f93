package roulette.accesslog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses a line of text by a pattern, as a script would. No text may remain between matches. */
final class TextParser {
    private static final String HARMLESS = "[^\"\\\\\\p{Cntrl}]*+";
    private static final Pattern PAIR = Pattern.compile("\\G(?:^|(?<!^) )([a-z_]+(?:\\.[a-z0-9_-]+)?)=(?:\"(" + HARMLESS
            + "(?:\\\\(?:[\"\\\\]|u[0-9a-f]{4})" + HARMLESS + ")*+)\"|([A-Za-z0-9._:/@,\\[\\]+-]+))");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

    private TextParser() {}

    /** Values by key, without quotes but still escaped. */
    private static Map<String, String> raw(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(line);
        int end = 0;
        while (pair.find()) {
            String value = pair.group(2) != null ? pair.group(2) : pair.group(3);
            if (values.put(pair.group(1), value) != null) {
                throw new AssertionError(pair.group(1) + " comes twice: " + line);
            }
            end = pair.end();
        }
        if (end != line.length()) {
            throw new AssertionError("can't be read from " + end + " on: " + line);
        }
        return values;
    }

    static Map<String, String> values(String line) {
        Map<String, String> values = raw(line);
        values.replaceAll((key, value) -> unescaped(value));
        return values;
    }

    static List<String> list(String line, String key) {
        List<String> elements = new ArrayList<>();
        for (String element : raw(line).getOrDefault(key, "").split(",", -1)) {
            elements.add(unescaped(element));
        }
        return elements;
    }

    private static String unescaped(String value) {
        return ESCAPE.matcher(value)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null
                                ? escape.group(2)
                                : String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
