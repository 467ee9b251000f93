package roulette.routers.socks;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import roulette.match.Network;

/** A requested destination. Its text is safe for logs. */
sealed interface Host {
    /** The maximum length of a DNS name (RFC 1035, section 2.3.4), without the dot at its end. */
    int MAX_NAME = 253;

    /** An address. */
    record Literal(InetAddress address) implements Host {
        @Override
        public String toString() {
            return address.getHostAddress();
        }
    }

    /** A name in lower case without a dot at its end. Created by {@link Host#of} only. */
    record Name(String name) implements Host {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * The host in a text, if valid. A name has letters, digits, hyphens and underscores between its dots. If its last
     * label is a number, it must be an IPv4 address of four decimal numbers: resolvers also read {@code 127.1}, {@code
     * 0x7f000001} and {@code 2130706433} as addresses.
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

    /** The syntax of names. */
    final class Syntax {
        private static final String LABEL = "[A-Za-z0-9_-]{1,63}";
        private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
        private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

        private Syntax() {}
    }
}
