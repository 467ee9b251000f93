package roulette.parsers.amqp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import roulette.parsers.Reading;
import roulette.parsers.amqp.AmqpHeader.Layer;

/**
 * The headers that clients send, each with its precomputed result. Before 0-9-1 the bytes after the name were class,
 * instance, major and minor version; since then they are protocol, major, minor and revision. 0-8 has two headers: that
 * of its specification, and the one most clients send.
 */
final class KnownHeader {
    static final int LENGTH = 8;
    static final int NAME = 4;
    static final byte[] NAME_BYTES = "AMQP".getBytes(StandardCharsets.US_ASCII);

    static final Reading<AmqpHeader> NOT_THIS = Reading.notThis("not AMQP");
    static final Reading<AmqpHeader> UNKNOWN_VERSION = Reading.malformed("an unknown version of AMQP");

    static final KnownHeader VERSION_0_9_1 = new KnownHeader("0-9-1", Layer.PLAIN, 0, 0, 9, 1);
    static final KnownHeader VERSION_1_0 = new KnownHeader("1.0", Layer.PLAIN, 0, 1, 0, 0);
    static final KnownHeader VERSION_1_0_TLS = new KnownHeader("1.0", Layer.TLS, 2, 1, 0, 0);
    static final KnownHeader VERSION_1_0_SASL = new KnownHeader("1.0", Layer.SASL, 3, 1, 0, 0);

    static final KnownHeader[] ALL = {
        VERSION_0_9_1,
        VERSION_1_0,
        VERSION_1_0_TLS,
        VERSION_1_0_SASL,
        new KnownHeader("0-8", Layer.PLAIN, 1, 1, 8, 0),
        new KnownHeader("0-8", Layer.PLAIN, 1, 1, 9, 1),
        new KnownHeader("0-9", Layer.PLAIN, 1, 1, 0, 9),
        new KnownHeader("0-10", Layer.PLAIN, 1, 1, 0, 10)
    };

    private final byte[] bytes;
    private final Reading<AmqpHeader> reading;

    private KnownHeader(String version, Layer layer, int... afterName) {
        bytes = new byte[LENGTH];
        System.arraycopy(NAME_BYTES, 0, bytes, 0, NAME);
        for (int i = NAME; i < LENGTH; i++) {
            bytes[i] = (byte) afterName[i - NAME];
        }
        reading = Reading.facts(new AmqpHeader(version, layer), LENGTH);
    }

    /** Whether it starts with these bytes. */
    boolean begins(ByteBuffer other, int count) {
        for (int i = NAME; i < count; i++) {
            if (other.get(other.position() + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    Reading<AmqpHeader> reading() {
        return reading;
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
