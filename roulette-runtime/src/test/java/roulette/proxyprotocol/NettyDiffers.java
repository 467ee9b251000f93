package roulette.proxyprotocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import roulette.proxyprotocol.ProxyHeader.Header;
import roulette.proxyprotocol.ProxyHeader.Invalid;
import roulette.proxyprotocol.ProxyHeader.NeedMore;

/** Why Netty's result for some bytes differs from ours. */
enum NettyDiffers {
    /** It checks a header only when it is complete; then its result is the same, or differs for another reason. */
    DECIDES_LATER(c -> c.ours instanceof Invalid && c.netty instanceof NeedMore && isExplainedOnceWhole(c)),
    /** Section 2.1: ports are 0 to 65535. */
    REFUSES_PORT_ZERO(c -> c.nettyIsStricter() && c.lineHas("^PROXY TCP[46] \\S+ \\S+ (0 \\d+|\\d+ 0)\r\n")),
    /** Section 2.1: "Heading zeroes are not permitted", nor is anything but digits. */
    READS_NUMBERS_WITH_ZEROS_OR_A_PLUS(c -> c.nettyIsLaxer() && c.lineHas("[ .](0\\d|\\+)|:0\\d*\\.")),
    /** Section 2.1: an IPv6 address is hexadecimal digits and colons. */
    READS_SCOPES_AND_BRACKETS(c -> c.nettyIsLaxer() && c.lineHas("^PROXY TCP6 .*[%\\[]")),
    /** Section 2.1: after the last port comes the CRLF. */
    READS_SPACES_BEFORE_THE_END(c -> c.nettyIsLaxer() && c.lineHas(" \r\n")),
    /** Section 2.1: a line has at most 107 bytes. */
    READS_LONGER_LINES(c -> c.nettyIsLaxer() && c.lineHas("(?s)^.{106,}\r\n")),
    /** Section 2.2: a receiver may refuse what it does not support. */
    READS_DATAGRAMS(
            c -> c.nettyIsLaxer() && c.isBinary() && Set.of(0x12, 0x22, 0x32).contains(c.at(13))),
    /** Section 2.2: of family and protocol each may be unspecified. */
    REFUSES_A_FAMILY_WITHOUT_PROTOCOL_AND_A_PROTOCOL_WITHOUT_FAMILY(c -> c.nettyIsStricter()
            && c.isBinary()
            && Set.of(0x01, 0x10, 0x20, 0x30).contains(c.at(13))),
    /** Section 2.2.3: a receiver that supports checksums must verify them. */
    VERIFIES_NO_CHECKSUM(c -> c.nettyIsLaxer() && c.nettySees(Tlv.CRC32C, 0)),
    /** Section 2.2.5: "up to 128 bytes". */
    READS_LONGER_UNIQUE_IDS(c -> c.nettyIsLaxer() && c.nettySees(Tlv.UNIQUE_ID, 129)),
    /** Section 2.2: the addresses are followed by complete TLVs. */
    IGNORES_ONE_OR_TWO_BYTES_AT_THE_END(c -> c.nettyIsLaxer() && c.isBinary() && c.hasOneOrTwoBytesTooMany()),
    /** It also reads the TLVs inside the TLV for TLS (section 2.2.6); we leave that to the router. */
    READS_INTO_TLS_VALUES(c ->
            c.nettyIsStricter() && ((Header) c.ours).tlvs().stream().anyMatch(tlv -> tlv.type() == 0x20));

    private final Predicate<Case> rule;

    NettyDiffers(Predicate<Case> rule) {
        this.rule = rule;
    }

    boolean explains(Case c) {
        return rule.test(c);
    }

    private static boolean isExplainedOnceWhole(Case c) {
        byte[] more = c.isBinary()
                ? new byte[HeaderReader.MAXIMUM]
                : Bytes.ascii((c.bytes.length < 13 ? "x".repeat(13) : "") + "\r\n");
        Case whole = Case.of(Bytes.join(c.bytes, more));
        return whole.netty instanceof Invalid
                || whole.netty instanceof Header && Arrays.stream(values()).anyMatch(reason -> reason.explains(whole));
    }

    /** The two results for the same bytes. */
    record Case(byte[] bytes, ProxyHeader ours, ProxyHeader netty) {
        static Case of(byte[] bytes) {
            return new Case(bytes, HeaderReader.read(ByteBuffer.wrap(bytes)), Netty.read(bytes));
        }

        /** Whether both results are equal, except for the text of a reason. */
        boolean isAgreement() {
            return ours instanceof Invalid && netty instanceof Invalid || ours.equals(netty);
        }

        private boolean nettyIsLaxer() {
            return ours instanceof Invalid && netty instanceof Header;
        }

        private boolean nettyIsStricter() {
            return ours instanceof Header && netty instanceof Invalid;
        }

        private boolean isBinary() {
            return bytes.length > 12 && Arrays.equals(bytes, 0, 12, Bytes.SIGNATURE, 0, 12);
        }

        private int at(int index) {
            return Byte.toUnsignedInt(bytes[index]);
        }

        private boolean lineHas(String pattern) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            String line = text.substring(0, text.indexOf("\r\n") + 2);
            return !isBinary() && Pattern.compile(pattern).matcher(line).find();
        }

        private boolean nettySees(int type, int size) {
            return ((Header) netty)
                    .tlvs().stream()
                            .anyMatch(tlv -> tlv.type() == type && tlv.value().remaining() >= size);
        }

        private boolean hasOneOrTwoBytesTooMany() {
            int end = 16 + at(14) * 256 + at(15);
            int index = 16 + (at(13) == 0x31 ? 216 : at(13) == 0x21 ? 36 : 12);
            while (index + 3 <= end) {
                index += 3 + at(index + 1) * 256 + at(index + 2);
            }
            return end - index == 1 || end - index == 2;
        }
    }
}
