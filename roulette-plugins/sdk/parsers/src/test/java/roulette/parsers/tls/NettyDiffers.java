package roulette.parsers.tls;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import roulette.parsers.Reading;

/** Why Netty's verdict on some bytes is another than ours. */
enum NettyDiffers {
    /** It looks at records when they are whole, at their first byte when five have come, and at no upper bound. */
    DECIDES_LATER(c -> c.hasEarlyFlaw() && c.netty.waits()),
    /** RFC 5246, appendix E.2: a hello may have this format. It takes five bytes of one for no TLS. */
    READS_NO_SSL2(c -> c.isPartial() && !c.netty.waits() && c.netty.name().isEmpty() && c.bytes[0] < 0),
    /** RFC 6066, section 3: "without a trailing dot". It leaves the dot where it is. */
    KEEPS_THE_DOT_AT_THE_END(c -> c.isHello() && c.netty.name().equals(c.name() + ".")),
    /** RFC 6066, section 3: a list of names. It looks at the first one only. */
    READS_THE_FIRST_NAME_ONLY(c -> c.isHello() && !c.name().isEmpty() && c.netty.equals(Netty.Verdict.NAMELESS)),
    /** RFC 6066, section 3: ASCII, the names of the DNS. It takes what comes. */
    READS_NAMES_THAT_NO_HOST_HAS(c -> c.isHello() && c.name().isEmpty() && c.nettySeesNoHost()),
    /** RFC 8446, sections 4.1.2 and 4.2: lengths must fit, no extension comes twice. It stops at the first name. */
    READS_NOTHING_BUT_THE_NAME(c -> c.hasFlawBesideTheName() && !c.netty.waits()),
    /** RFC 6066, section 3: at most one of a type, and the lengths of list and names must fit. It looks at one length. */
    READS_CONTRADICTING_NAMES(c -> c.hasContradictingNames() && !c.netty.waits()),
    /** RFC 8446, section 5.1: "in alignment with a record boundary". It does not care. */
    READS_RECORDS_THAT_GO_ON(c -> c.hasFlaw(Flaw.RECORD_GOES_ON) && !c.netty.waits());

    private final Predicate<Case> rule;

    NettyDiffers(Predicate<Case> rule) {
        this.rule = rule;
    }

    boolean explains(Case c) {
        return rule.test(c);
    }

    /** The same bytes, and two verdicts. */
    record Case(byte[] bytes, Reading<TlsHello> ours, Netty.Verdict netty) {
        private static final Pattern HOST = Pattern.compile(
                "[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*\\.?|([0-9a-f]{0,4}:){2,7}([0-9a-f]{0,4}|[0-9.]+)");

        static Case of(byte[] bytes) {
            return new Case(bytes, Readings.read(bytes), Netty.read(bytes));
        }

        /** Whether both wait, both refuse, or both see the same name. */
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

        /** One that shows before the message is whole. */
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
