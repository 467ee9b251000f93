package roulette.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import roulette.capture.ConnectionFilter;
import roulette.capture.Selection;

/** The options that select connections of a capture. */
final class CaptureOptions {
    @Option(names = "--port", paramLabel = "PORT", description = "In a capture, try only the connections to this port.")
    private @Nullable Integer port;

    @Option(
            names = "--filter",
            paramLabel = "EXPRESSION",
            description = "In a capture, try only the connections that match this filter, written as for tcpdump: "
                    + "[src|dst] host, net, port or portrange, ip, ip6, and, or, not, parentheses. The client is src.",
            converter = ToFilter.class)
    private @Nullable ConnectionFilter filter;

    @Option(
            names = "--midway",
            description = "In a capture, also try connections that started before it; the end with the lower port is "
                    + "taken for the server.")
    private boolean midway;

    boolean areGiven() {
        return port != null || filter != null || midway;
    }

    Selection selection(int limit) {
        ConnectionFilter wanted = filter == null ? ConnectionFilter.ALL : filter;
        return new Selection(limit, port == null ? wanted : wanted.toPort(port), midway);
    }

    /** For picocli. */
    static final class ToFilter implements ITypeConverter<ConnectionFilter> {
        @Override
        public ConnectionFilter convert(String value) {
            try {
                return ConnectionFilter.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
