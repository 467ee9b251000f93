package roulette.config;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The address that a listener binds to.
 *
 * @param text as written in the configuration
 * @param host empty for all interfaces; without brackets
 * @param port 0 for any free one
 */
record Bind(String text, String host, int port) {
    private static final Pattern FORM = Pattern.compile(
            "(?:\\[(?<address>[^\\[\\]\\s]*:[^\\[\\]\\s]*)]|\\*|(?<host>[^*:\\[\\]\\s]*)):(?<port>\\d{1,9})");
    private static final int HIGHEST_PORT = 65535;

    static final Bind DEFAULT = parse("localhost:8080");

    /** Reads {@code host:port}, {@code [::1]:port}, {@code :port} and {@code *:port}. */
    static Bind parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "must be \"host:port\", \"[2001:db8::1]:port\", or \"*:port\" for all interfaces, but is \"" + text
                            + "\"");
        }
        int port = Integer.parseInt(form.group("port"));
        if (port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is 0 to " + HIGHEST_PORT + ", not " + port);
        }
        String host = Stream.of("address", "host")
                .map(form::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        return new Bind(text, host, port);
    }
}
