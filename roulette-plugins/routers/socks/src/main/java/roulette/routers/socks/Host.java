package roulette.routers.socks;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import roulette.match.Network;

/** Where a client wants to go. Its text is fit for a log. */
sealed interface Host {
    /** The longest name of the DNS (RFC 1035, section 2.3.4), without the dot at its end. */
    int MAX_NAME = 253;

    /** An address. */
    record Literal(InetAddress address) implements Host {
        @Override
        public String toString() {
            return address.getHostAddress();
        }
    }

    /** A name in lower case without a dot at its end. To be had from {@link Host#of} only. */
    record Name(String name) implements Host {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * The host that a text names, if it names one. A name has letters, digits, hyphens and underscores between its dots.
     * One whose last part is a number is an IPv4 address of four decimal numbers or nothing: resolvers read
     * {@code 127.1}, {@code 0x7f000001} and {@code 2130706433} as addresses, too.
     */
    static Optional<Host> of(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.length() > MAX_NAME || !Syntax.NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        if (Syntax.NUMBER.matcher(name.substring(name.lastIndexOf('.') + 1)).matches()) {
            return Network.address(name).map(Literal::new);
        }
        return Optional.of(new Name(name.toLowerCase(Locale.ROOT)));
    }

    /** How names are written. */
    final class Syntax {
        private static final String LABEL = "[A-Za-z0-9_-]{1,63}";
        private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
        private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

        private Syntax() {}
    }
}
