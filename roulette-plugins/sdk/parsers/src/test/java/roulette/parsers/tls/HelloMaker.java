package roulette.parsers.tls;

import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.tls.Wire.extension;
import static roulette.parsers.tls.Wire.hostName;
import static roulette.parsers.tls.Wire.u16;
import static roulette.parsers.tls.Wire.with16;
import static roulette.parsers.tls.Wire.with8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Generates random hellos, valid and invalid. The same seed gives the same hellos. */
final class HelloMaker {
    private static final List<String> HOSTS = List.of(
            "a.example", "WWW.Example.COM", "xn--mnchen-3ya.de", "_dns.a-b.example", "192.0.2.7", "x", "a".repeat(63));
    private static final List<String> ODD_HOSTS = List.of(
            "trailing.example.",
            "2001:db8::7",
            "*.example",
            "a b",
            "m\u00fcnchen.de",
            "a..b",
            ".",
            "a\0b",
            "b".repeat(64));
    private static final String[] PROTOCOLS = {"h2", "http/1.1", "postgresql", "\u003a\u003a", "x-own"};

    private final Random random;

    HelloMaker(Random random) {
        this.random = random;
    }

    /** A valid hello, in records of any sizes. */
    byte[] valid() {
        List<byte[]> extensions = others();
        if (random.nextInt(5) > 0) {
            extensions.add(Wire.serverName(one(HOSTS)));
        }
        if (random.nextBoolean()) {
            extensions.add(Wire.protocols(Arrays.copyOf(PROTOCOLS, 1 + random.nextInt(PROTOCOLS.length))));
        }
        if (random.nextBoolean()) {
            extensions.add(Wire.versions(grease(), 0x0304, 0x0303));
        }
        Collections.shuffle(extensions, random);
        return inRecords(Wire.message(bytes(beginning(), with16(extensions.toArray()))));
    }

    /** A hello with an oddity, often invalid. */
    byte[] odd() {
        List<byte[]> extensions = others();
        if (random.nextInt(6) > 0) {
            extensions.add(oddNames());
        }
        if (random.nextInt(3) == 0) {
            extensions.add(Wire.protocols("h2", ""));
        }
        if (random.nextInt(4) == 0) {
            extensions.add(Wire.serverName(one(HOSTS)));
        }
        Collections.shuffle(extensions, random);
        byte[] body = bytes(beginning(), with16(extensions.toArray()));
        return switch (random.nextInt(8)) {
            case 0 -> bytes(0x80, 46, 1, 3, random.nextInt(4), 0, 21, 0, 0, 0, 16, new byte[37]);
            case 1 -> inRecords(Wire.message(beginning()));
            case 2 -> inRecords(Wire.message(bytes(body, new byte[random.nextInt(5)])));
            case 3 -> Wire.record(bytes(Wire.message(body), new byte[random.nextInt(5)]));
            case 4 -> bytes(inRecords(Wire.message(body)), 0x17, 3, 3, 0, 2, 1, 1);
            case 5 -> bytes(Wire.record(Arrays.copyOf(Wire.message(body), 50)), 0x15, 3, 3, 0, 2, 1, 0);
            default -> inRecords(Wire.message(body));
        };
    }

    private byte[] oddNames() {
        return switch (random.nextInt(8)) {
            case 0 -> Wire.serverNames(hostName(one(HOSTS)), hostName(one(HOSTS)));
            case 1 -> Wire.serverNames(bytes(1, with16("other")), hostName(one(HOSTS)));
            case 2 -> Wire.serverNames(hostName(one(HOSTS)), bytes(1, with16("other")));
            case 3 -> extension(Wire.SERVER_NAME, u16(random.nextInt(30)), hostName(one(HOSTS)));
            case 4 -> Wire.serverName("");
            case 5 -> extension(Wire.SERVER_NAME);
            default -> Wire.serverName(one(ODD_HOSTS));
        };
    }

    private byte[] beginning() {
        Object[] suites = new Object[2 * (1 + random.nextInt(30))];
        Arrays.setAll(suites, _ -> random.nextInt(256));
        byte[] session = new byte[random.nextBoolean() ? 32 : random.nextInt(33)];
        return bytes(3, random.nextInt(4), new byte[32], with8(session), with16(suites), with8(0));
    }

    /** Irrelevant extensions, some as long as post-quantum keys. */
    private List<byte[]> others() {
        List<byte[]> extensions = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            int type = random.nextBoolean() ? grease() : 1 + random.nextInt(15);
            extensions.add(extension(type, new byte[random.nextInt(random.nextInt(8) == 0 ? 1500 : 40)]));
        }
        return extensions;
    }

    private int grease() {
        return 0x0a0a + 0x1010 * random.nextInt(16);
    }

    private byte[] inRecords(byte[] message) {
        return switch (random.nextInt(4)) {
            case 0 -> Wire.records(message, 1 + random.nextInt(random.nextBoolean() ? 9 : message.length));
            case 1 -> {
                ByteArrayOutputStream records = new ByteArrayOutputStream();
                int size;
                for (int at = 0; at < message.length; at += size) {
                    size = 1 + random.nextInt(message.length - at);
                    records.writeBytes(Wire.record(Arrays.copyOfRange(message, at, at + size)));
                }
                yield records.toByteArray();
            }
            default -> Wire.records(message, 1 << 14);
        };
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
