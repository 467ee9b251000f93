package roulette.routers.rules.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's response to a request.
 *
 * @param accepted whether it accepted the bytes as HTTP: it did anything but close or report a malformed request
 * @param hosts the hosts it saw, in lower case, without port and without a dot at the end; "" where it saw none
 * @param text all it sent, a character for each byte
 */
record Answer(boolean accepted, List<String> hosts, String text) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) ");
    private static final Pattern HOST = Pattern.compile("<<([^>]*)>>");
    /** Apache httpd's status for a malformed request if its error response would be malformed, too. */
    private static final Set<String> REFUSALS = Set.of("400", "408", "413", "414", "431", "500", "505");
    /** The server's own name if the request has no host. */
    private static final String NONE = "none.invalid";

    /** The first bytes of an HTTP/2 server: length and type of its SETTINGS. */
    private static final Pattern SETTINGS = Pattern.compile("\0\0[\0-\u00ff]\4");

    static Answer of(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        Matcher status = STATUS.matcher(text);
        if (status.lookingAt()) {
            boolean accepted = !REFUSALS.contains(status.group(1));
            return new Answer(accepted, accepted ? hosts(text) : List.of(), text);
        }
        // HTTP/0.9 has neither a status nor headers.
        return new Answer(text.startsWith("accepted ") || SETTINGS.matcher(text).lookingAt(), hosts(text), text);
    }

    /** The hosts in the head of the response; a second response may follow it. HTTP/0.9 has no head. */
    private static List<String> hosts(String text) {
        int end = text.indexOf("\r\n\r\n");
        Matcher matcher = HOST.matcher(end < 0 ? text : text.substring(0, end));
        List<String> hosts = new ArrayList<>();
        while (matcher.find()) {
            String host = normal(matcher.group(1));
            if (!hosts.contains(host)) {
                hosts.add(host);
            }
        }
        return List.copyOf(hosts);
    }

    private static String normal(String seen) {
        String host = seen.strip().toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        if (colon > host.lastIndexOf(']')) {
            host = host.substring(0, colon);
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        return host.equals(NONE) ? "" : host;
    }
}
