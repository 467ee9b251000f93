package roulette.match;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values by host. A pattern is one of:
 *
 * <ul>
 *   <li>{@code shop.example}: this name, or this IP address, an IPv6 one with or without brackets;
 *   <li>{@code *.shop.example}: all names below it, however deep, and not itself;
 *   <li>{@code *}: every host.
 * </ul>
 *
 * An exact name comes before {@code *.}, a longer {@code *.} before a shorter one, {@code *} is last. Upper and lower
 * case are the same, and so is a dot at the end. Names with other than ASCII letters are compared in the form in which
 * they are sent ({@code xn--...}), which UTS 46 without its transitional rules gives them. Immutable.
 *
 * @param <T> the values
 */
public final class HostMap<T> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final int LONGEST = 253;

    private final Map<String, T> exact;
    private final Map<String, T> below;
    private final @Nullable T every;

    /** How long the names behind {@code *.} are, longest first. */
    private final int[] lengths;

    private HostMap(Builder<T> builder) {
        exact = Map.copyOf(builder.exact);
        below = Map.copyOf(builder.below);
        every = builder.every;
        lengths = Lengths.of(below.keySet());
    }

    /** A map with nothing in it yet. */
    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** The value of the pattern that fits this host best; none where no pattern fits. */
    public Optional<T> find(String host) {
        return match(host).map(Match::value);
    }

    /** The value of the pattern that fits this host best, and what its {@code *} stands for. */
    public Optional<Match<T>> match(String host) {
        String name = lookedUp(host);
        T found = exact.get(name);
        if (found != null) {
            return Optional.of(new Match<>(found, ""));
        }
        // One step for each length that a pattern has, however many dots a client sends.
        for (int length : lengths) {
            int dot = name.length() - length - 1;
            if (dot > 0 && name.charAt(dot) == '.') {
                found = below.get(name.substring(dot + 1));
                if (found != null) {
                    return Optional.of(new Match<>(found, name.substring(0, dot)));
                }
            }
        }
        T last = every;
        return last == null || name.isEmpty() ? Optional.empty() : Optional.of(new Match<>(last, name));
    }

    /**
     * What was found for a host.
     *
     * @param value the value of the pattern that fits best
     * @param star what the pattern's {@code *} stands for: {@code a.b} where {@code *.shop.example} met {@code
     *     a.b.shop.example}, the whole host for {@code *}, empty for an exact name
     */
    public record Match<T>(T value, String star) {}

    /** Collects the patterns. */
    public static final class Builder<T> {
        private final Map<String, T> exact = new HashMap<>();
        private final Map<String, T> below = new HashMap<>();
        private @Nullable T every;

        private Builder() {}

        /**
         * Adds a pattern and its value.
         *
         * @throws IllegalArgumentException for what is no pattern, or is there already, with a message that goes on
         *     where the pattern ends: "is no host name"; for a name whose form in the DNS is not known for sure it says
         *     what to write instead
         */
        public Builder<T> add(String pattern, T value) {
            boolean wild = pattern.startsWith("*.");
            T other;
            if (pattern.equals("*")) {
                other = every;
                every = value;
            } else if (wild) {
                other = below.put(normal(pattern.substring(2), false), value);
            } else {
                other = exact.put(normal(pattern, true), value);
            }
            if (other != null) {
                throw new IllegalArgumentException("is there twice");
            }
            return this;
        }

        /** The map of what was added so far. */
        public HostMap<T> build() {
            return new HostMap<>(this);
        }
    }

    private static String normal(String host, boolean addressToo) {
        if (host.indexOf('*') >= 0) {
            throw new IllegalArgumentException(
                    "may have a * only as its first label, as in *.example.com, or stand alone as *");
        }
        Optional<String> address = addressToo && host.indexOf(':') >= 0 ? ipv6(host) : Optional.empty();
        return address.orElseGet(() -> name(host));
    }

    private static String name(String host) {
        String name = withoutDot(Idn.ascii(host));
        if (!NAME.matcher(name).matches() || name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "is no host name" + (name.indexOf(':') < 0 ? "" : ": leave out the port"));
        }
        return name;
    }

    /** The one form of an IPv6 address, which clients and settings may write in many. */
    private static Optional<String> ipv6(String host) {
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        return Network.address(brackets ? host.substring(1, host.length() - 1) : host)
                .map(InetAddress::getHostAddress);
    }

    /** What no pattern fits is left as it is. */
    private static String lookedUp(String host) {
        if (host.length() > LONGEST + 1) {
            return host;
        } else if (host.indexOf(':') >= 0) {
            return ipv6(host).orElse(host);
        }
        try {
            return withoutDot(Idn.ascii(host));
        } catch (IllegalArgumentException e) {
            return host;
        }
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
