package roulette.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import roulette.match.Network;

/**
 * Parses a filter. As in tcpdump, {@code and} and {@code or} have the same precedence and are left-associative,
 * {@code not} applies to the next term, and a value without qualifiers has those of the value before it.
 */
final class FilterReader {
    private static final Pattern TOKEN = Pattern.compile("&&|\\|\\||[!()]|[^\\s!()&|]+|\\S");
    private static final int HIGHEST_PORT = 65535;

    private enum Direction {
        SOURCE,
        DESTINATION,
        EITHER
    }

    /** The qualifiers of the last value: this and the next field. */
    private Direction direction = Direction.EITHER;

    private String type = "host";

    private final List<String> tokens;
    private int at;

    FilterReader(String text) {
        tokens = TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    BiPredicate<InetSocketAddress, InetSocketAddress> read() {
        BiPredicate<InetSocketAddress, InetSocketAddress> all = expression();
        if (at < tokens.size()) {
            throw error("and, or, or the end");
        }
        return all;
    }

    private BiPredicate<InetSocketAddress, InetSocketAddress> expression() {
        BiPredicate<InetSocketAddress, InetSocketAddress> all = term();
        while (true) {
            if (skip("and", "&&")) {
                all = all.and(term());
            } else if (skip("or", "||")) {
                all = all.or(term());
            } else {
                return all;
            }
        }
    }

    private BiPredicate<InetSocketAddress, InetSocketAddress> term() {
        if (skip("not", "!")) {
            return term().negate();
        }
        if (skip("(")) {
            BiPredicate<InetSocketAddress, InetSocketAddress> inner = expression();
            if (!skip(")")) {
                throw error("\")\"");
            }
            return inner;
        }
        if (skip("ip6")) {
            return family(16);
        }
        if (skip("ip")) {
            return family(4);
        }
        if (skip("tcp") && !isQualifier()) {
            return (client, server) -> true;
        }
        return qualified();
    }

    private static BiPredicate<InetSocketAddress, InetSocketAddress> family(int size) {
        return (client, server) -> client.getAddress().getAddress().length == size;
    }

    private BiPredicate<InetSocketAddress, InetSocketAddress> qualified() {
        if (isQualifier()) {
            direction = skip("src") ? Direction.SOURCE : skip("dst") ? Direction.DESTINATION : Direction.EITHER;
            type = "host";
            for (String candidate : List.of("host", "net", "portrange", "port")) {
                if (skip(candidate)) {
                    type = candidate;
                    break;
                }
            }
        }
        if (at == tokens.size()) {
            throw error("a value for \"" + type + "\"");
        }
        Predicate<InetSocketAddress> one = value(tokens.get(at));
        at++;
        return switch (direction) {
            case SOURCE -> (client, server) -> one.test(client);
            case DESTINATION -> (client, server) -> one.test(server);
            case EITHER -> (client, server) -> one.test(client) || one.test(server);
        };
    }

    private Predicate<InetSocketAddress> value(String word) {
        return switch (type) {
            case "port" -> ports(port(word), port(word));
            case "portrange" -> {
                int hyphen = word.indexOf('-');
                if (hyphen < 0) {
                    throw error("two ports such as 6000-6008");
                }
                yield ports(port(word.substring(0, hyphen)), port(word.substring(hyphen + 1)));
            }
            case "net" -> network(word);
            default -> {
                InetAddress address = Network.address(word)
                        .orElseThrow(() -> error("an IP address, or src, dst, host, net, port or portrange"));
                yield end -> end.getAddress().equals(address);
            }
        };
    }

    private static Predicate<InetSocketAddress> ports(int lowest, int highest) {
        return end -> end.getPort() >= lowest && end.getPort() <= highest;
    }

    private int port(String word) {
        int port = word.matches("\\d{1,5}") ? Integer.parseInt(word) : HIGHEST_PORT + 1;
        if (port > HIGHEST_PORT) {
            throw error("a port from 0 to " + HIGHEST_PORT);
        }
        return port;
    }

    private Predicate<InetSocketAddress> network(String word) {
        try {
            Network network = Network.parse(word);
            return end -> network.contains(end.getAddress());
        } catch (IllegalArgumentException e) {
            throw error("a network such as 10.0.0.0/8 or 2001:db8::/32");
        }
    }

    private boolean isQualifier() {
        return at < tokens.size()
                && switch (lower(at)) {
                    case "src", "dst", "host", "net", "port", "portrange" -> true;
                    default -> false;
                };
    }

    private boolean skip(String... alternatives) {
        boolean found = at < tokens.size() && List.of(alternatives).contains(lower(at));
        at += found ? 1 : 0;
        return found;
    }

    private String lower(int index) {
        return tokens.get(index).toLowerCase(Locale.ROOT);
    }

    private IllegalArgumentException error(String expected) {
        String found = at < tokens.size() ? "\"" + tokens.get(at) + "\" is word " + (at + 1) : "it ends";
        return new IllegalArgumentException("the filter needs " + expected + ", but " + found + "; write one such as"
                + " \"dst port 443 and not src net 10.0.0.0/8\"");
    }
}
