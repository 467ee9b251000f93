package roulette.parsers.tls;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import roulette.parsers.Reading;

/** Reasons why Netty's result may differ from ours. */
enum NettyDiffers {
    /** Netty reads only whole records, checks the first byte after five have arrived, and has no upper limit. */
    DECIDES_LATER(c -> c.hasEarlyFlaw() && c.netty.waits()),
    /** RFC 5246, appendix E.2: a hello may have this format. Netty decides after five bytes that it is not TLS. */
    READS_NO_SSL2(c -> c.isPartial() && !c.netty.waits() && c.netty.name().isEmpty() && c.bytes[0] < 0),
    /** RFC 6066, section 3: "without a trailing dot". Netty keeps the dot. */
    KEEPS_THE_DOT_AT_THE_END(c -> c.isHello() && c.netty.name().equals(c.name() + ".")),
    /** RFC 6066, section 3: a list of names. Netty reads only the first. */
    READS_THE_FIRST_NAME_ONLY(c -> c.isHello() && !c.name().isEmpty() && c.netty.equals(Netty.Verdict.NAMELESS)),
    /** RFC 6066, section 3: ASCII, names of the DNS. Netty accepts any bytes. */
    READS_NAMES_THAT_NO_HOST_HAS(c -> c.isHello() && c.name().isEmpty() && c.nettySeesNoHost()),
    /**
     * RFC 8446, sections 4.1.2 and 4.2: lengths must match, extensions must not repeat. Netty stops at the first name.
     */
    READS_NOTHING_BUT_THE_NAME(c -> c.hasFlawBesideTheName() && !c.netty.waits()),
    /**
     * RFC 6066, section 3: at most one name of a type, and lengths of list and names must match. Netty checks one
     * length.
     */
    READS_CONTRADICTING_NAMES(c -> c.hasContradictingNames() && !c.netty.waits()),
    /** RFC 8446, section 5.1: "in alignment with a record boundary". Netty does not check it. */
    READS_RECORDS_THAT_GO_ON(c -> c.hasFlaw(Flaw.RECORD_GOES_ON) && !c.netty.waits());

    private final Predicate<Case> rule;

    NettyDiffers(Predicate<Case> rule) {
        this.rule = rule;
    }

    boolean explains(Case c) {
        return rule.test(c);
    }

    /** The same bytes with both results. */
    record Case(byte[] bytes, Reading<TlsHello> ours, Netty.Verdict netty) {
        private static final Pattern HOST = Pattern.compile(
                "[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*\\.?|([0-9a-f]{0,4}:){2,7}([0-9a-f]{0,4}|[0-9.]+)");

        static Case of(byte[] bytes) {
            return new Case(bytes, Readings.read(bytes), Netty.read(bytes));
        }

        /** Whether both wait, both reject, or both return the same name. */
        boolean isAgreement() {
            return switch (ours) {
                case Reading.Partial<TlsHello> _ -> netty.waits();
                case Reading.NotThis<TlsHello> _ -> netty.equals(Netty.Verdict.NAMELESS);
                case Reading.Facts<TlsHello>(TlsHello hello, int _) ->
                    !netty.waits() && netty.name().equals(hello.serverName());
            };
        }

        boolean isPartial() {
            return ours instanceof Reading.Partial;
        }

        boolean isRefused() {
            return ours instanceof Reading.NotThis;
        }

        boolean isHello() {
            return ours instanceof Reading.Facts;
        }

        String name() {
            return ours instanceof Reading.Facts<TlsHello>(TlsHello hello, int _) ? hello.serverName() : "";
        }

        private boolean hasFlaw(Flaw flaw) {
            return ours.equals(flaw.answer());
        }

        /** A flaw that shows before the message is complete. */
        private boolean hasEarlyFlaw() {
            return hasOneOf(EnumSet.range(Flaw.OTHER_PROTOCOL, Flaw.LONG_MESSAGE)) || hasFlaw(Flaw.SSL2_LENGTHS);
        }

        private boolean hasFlawBesideTheName() {
            return hasOneOf(EnumSet.of(
                    Flaw.SESSION_ID,
                    Flaw.CIPHER_SUITES,
                    Flaw.COMPRESSION_METHODS,
                    Flaw.EXTENSIONS,
                    Flaw.EXTENSION_TWICE,
                    Flaw.PROTOCOLS,
                    Flaw.VERSIONS));
        }

        private boolean hasOneOf(Set<Flaw> flaws) {
            return flaws.stream().anyMatch(this::hasFlaw);
        }

        private boolean hasContradictingNames() {
            return hasFlaw(Flaw.SERVER_NAMES) || hasFlaw(Flaw.SECOND_HOST_NAME);
        }

        private boolean nettySeesNoHost() {
            return !netty.name().isEmpty() && !HOST.matcher(netty.name()).matches();
        }
    }
}
