package roulette.proxyprotocol;

import static roulette.proxyprotocol.Bytes.ascii;
import static roulette.proxyprotocol.Bytes.checked;
import static roulette.proxyprotocol.Bytes.join;
import static roulette.proxyprotocol.Bytes.of;
import static roulette.proxyprotocol.Bytes.tlv;
import static roulette.proxyprotocol.Bytes.v2;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import roulette.api.ProxyProtocol;

/** Random headers: complete ones of every kind, and mutations of them. */
final class HeaderMaker {
    private static final String[] IPV4 = {"0.0.0.0", "127.0.0.1", "255.255.255.255", "010.1.1.1", "1.2.3", "1.2.3.256"};
    private static final String[] IPV6 = {
        "::",
        "::1",
        "2001:DB8::a",
        "::ffff:1.2.3.4",
        "1:2:3:4:5:6:7::",
        "1::2::3",
        "00001::",
        "fe80::1%1",
        "[::1]",
        "::1.2.3",
        "::01.2.3.4",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7::8",
        "::ffff:1.2.3.4:5",
        ":1:2:3:4:5:6:7",
        "1.2.3.4"
    };
    private static final String[] PORTS = {"0", "1", "443", "65535", "65536", "00", "0443", "+1", "-1", ""};
    private static final int[] COMMANDS = {0x20, 0x21, 0x21, 0x21, 0x21, 0x21, 0x22, 0x11, 0xff};
    private static final int[] FAMILIES = {
        0x00, 0x01, 0x10, 0x11, 0x11, 0x12, 0x20, 0x21, 0x21, 0x22, 0x30, 0x31, 0x32, 0x41
    };
    private static final int[] TYPES = {1, 2, 3, 4, 5, 0x20, 0x21, 0x30, 0xe0, 0xff};

    /** Bytes with a meaning somewhere in a header. */
    private static final byte[] TELLING =
            join(ascii("\r\n 019.:afgPROXY"), of(0, 1, 3, 4, 0x11, 0x20, 0x21, 0x80, 0xff));

    private final Random random;

    HeaderMaker(Random random) {
        this.random = random;
    }

    /** A valid header of any kind. */
    byte[] valid() {
        return switch (random.nextInt(6)) {
            case 0 -> written(ProxyProtocol.V1);
            case 1 -> written(ProxyProtocol.V2);
            case 2 ->
                ascii("PROXY UNKNOWN" + (random.nextBoolean() ? "" : " " + "x".repeat(random.nextInt(92))) + "\r\n");
            case 3 -> v2(0x20, pick(FAMILIES), bytes(random.nextInt(60)));
            case 4 -> v2(0x21, 0x11, bytes(12), tlvs());
            default -> withChecksum();
        };
    }

    /** A header of parts that are each valid or nearly so. */
    byte[] assembled() {
        return switch (random.nextInt(7)) {
            case 0, 1 -> ascii("PROXY TCP4 " + fields(IPV4) + end());
            case 2, 3 -> ascii("PROXY TCP6 " + fields(IPV6) + end());
            case 4 -> ascii("PROXY UNKNOWN " + "x".repeat(88 + random.nextInt(6)) + end());
            default -> v2(pick(COMMANDS), pick(FAMILIES), bytes(pick(0, 11, 12, 35, 36, 215, 216)), tlvs());
        };
    }

    /** The same with a few bytes changed, removed or inserted, or truncated. */
    byte[] mutated(byte[] header) {
        byte[] bytes = header;
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(bytes.length + 1);
            byte[] before = Arrays.copyOf(bytes, at);
            byte[] after = Arrays.copyOfRange(bytes, Math.min(at + 1, bytes.length), bytes.length);
            byte[] one = of(random.nextInt(3) == 0 ? random.nextInt(256) : TELLING[random.nextInt(TELLING.length)]);
            bytes = switch (random.nextInt(6)) {
                case 0 -> join(before, after);
                case 1 -> join(before, one, Arrays.copyOfRange(bytes, at, bytes.length));
                case 2 -> before;
                default -> join(before, one, after);
            };
        }
        return bytes;
    }

    /** Uniformly random bytes. */
    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static InetSocketAddress address(Random random, boolean ipv4) {
        byte[] bytes = new byte[ipv4 ? 4 : 16];
        random.nextBytes(bytes);
        // Runs of zeros are shortened in text.
        Arrays.fill(bytes, 0, random.nextInt(bytes.length), (byte) (random.nextBoolean() ? 0 : bytes[0]));
        return new InetSocketAddress(AddressText.address(bytes), random.nextInt(65536));
    }

    private byte[] written(ProxyProtocol version) {
        boolean ipv4 = random.nextBoolean();
        boolean mixed = random.nextInt(4) == 0;
        return HeaderWriter.write(version, address(random, ipv4), address(random, ipv4 ^ mixed))
                .array();
    }

    private byte[] withChecksum() {
        byte[] before = tlv(1, bytes(random.nextInt(9)));
        byte[] header = v2(0x21, 0x21, bytes(36), before, tlv(3, new byte[4]), tlv(0xe0, bytes(random.nextInt(9))));
        return checked(header, 16 + 36 + before.length + 3);
    }

    private byte[] tlvs() {
        byte[] all = {};
        for (int i = random.nextInt(4); i > 0; i--) {
            int type = pick(TYPES);
            // A TLV of the type for TLS begins with five bytes of its own (section 2.2.6).
            byte[] value = type == 0x20
                    ? join(bytes(5), random.nextInt(4) == 0 ? bytes(9) : tlv(0x21, ascii("TLSv1.3")))
                    : bytes(random.nextInt(20) == 0 ? 120 + random.nextInt(20) : random.nextInt(12));
            all = join(all, tlv(type, value));
        }
        return all;
    }

    private String fields(String[] addresses) {
        return field(addresses) + " " + field(addresses) + " " + port() + " " + port();
    }

    private String field(String[] addresses) {
        boolean ipv4 = addresses == IPV4;
        return random.nextInt(3) == 0
                ? addresses[random.nextInt(addresses.length)]
                : address(random, ipv4).getAddress().getHostAddress();
    }

    private String port() {
        return random.nextInt(4) == 0 ? PORTS[random.nextInt(PORTS.length)] : Integer.toString(random.nextInt(65536));
    }

    private String end() {
        return random.nextInt(9) == 0 ? " \r\n" : "\r\n";
    }

    private int pick(int... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
