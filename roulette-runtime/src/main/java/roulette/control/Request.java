package roulette.control;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command for a running proxy.
 *
 * @param arguments without line breaks
 */
public record Request(String command, List<String> arguments) {
    public Request {
        arguments = List.copyOf(arguments);
        arguments.forEach(Request::requireOneLine);
        requireOneLine(command);
    }

    private static void requireOneLine(String text) {
        if (text.isEmpty() || text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("an argument must be one line that is not empty");
        }
    }

    /** As it is sent: a line with the protocol's version and the command, a line for each argument, an empty line. */
    byte[] encoded() {
        StringBuilder text = new StringBuilder(Wire.GREETING + " " + command + "\n");
        arguments.forEach(argument -> text.append(argument).append('\n'));
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws WireException if it is no request of this version */
    static Request decoded(String text) throws WireException {
        List<String> lines = text.lines().toList();
        String first = lines.getFirst();
        if (!first.startsWith(Wire.GREETING + " ") || first.length() == Wire.GREETING.length() + 1) {
            throw new WireException(
                    "not a request of " + Wire.GREETING + "; use the bin/roulette of the version that is running");
        }
        return new Request(
                first.substring(Wire.GREETING.length() + 1),
                lines.subList(1, lines.size()).stream()
                        .takeWhile(line -> !line.isEmpty())
                        .toList());
    }
}
