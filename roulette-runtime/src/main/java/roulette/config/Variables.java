package roulette.config;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code> in strings by environment variables, and {@code $$} by a dollar sign. Any other dollar
 * sign stays, so that the end of a regular expression needs no escape. Replacements are not searched again.
 */
record Variables(Map<String, String> environment) {
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\{(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)})?)");

    /** @throws IllegalArgumentException with a message that names the variable, and quotes nothing else of the text */
    String expand(String text) {
        return text.indexOf('$') < 0 ? text : REFERENCE.matcher(text).replaceAll(this::replacement);
    }

    private String replacement(MatchResult reference) {
        return reference.group().equals("$$") ? "\\$" : Matcher.quoteReplacement(value(reference.group("name")));
    }

    private String value(@Nullable String name) {
        if (name == null) {
            throw new IllegalArgumentException("has \"${\" without the name of an environment variable and \"}\", "
                    + "as in \"${HOME}\"; write \"$${\" for the text \"${\"");
        }
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the environment variable " + name
                    + " is not set; set it, or write \"$${" + name + "}\" for the text \"${" + name + "}\"");
        }
        return value;
    }
}
