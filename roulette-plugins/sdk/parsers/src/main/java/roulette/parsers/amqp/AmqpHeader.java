package roulette.parsers.amqp;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * What a client of AMQP says first: eight bytes with the version that it wants (AMQP 0-9-1, section 4.2.2; AMQP 1.0,
 * sections 2.2, 5.2.1 and 5.3.1).
 *
 * <p>That is all it says before the server has spoken: which virtual host it wants, and who it is, comes later, and so
 * no router can know it unless it speaks AMQP itself.
 *
 * @param version {@code "0-8"}, {@code "0-9"}, {@code "0-9-1"}, {@code "0-10"} or {@code "1.0"}
 * @param layer what begins with these bytes
 */
public record AmqpHeader(String version, Layer layer) {
    /** What a header begins. In versions before 1.0 there is only {@link #PLAIN}. */
    public enum Layer {
        /** AMQP itself. */
        PLAIN,
        /** TLS, and then AMQP in it. */
        TLS,
        /** SASL, and then AMQP. */
        SASL
    }

    /** Reads the header. An unknown version is malformed as soon as it can't be a known one. */
    public static Reading<AmqpHeader> read(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), KnownHeader.LENGTH);
        for (int i = 0; i < KnownHeader.NAME; i++) {
            if (i < count && bytes.get(bytes.position() + i) != KnownHeader.NAME_BYTES[i]) {
                return KnownHeader.NOT_THIS;
            }
        }
        for (KnownHeader known : KnownHeader.ALL) {
            if (known.begins(bytes, count)) {
                return count == KnownHeader.LENGTH ? known.reading() : Reading.partial();
            }
        }
        return KnownHeader.UNKNOWN_VERSION;
    }
}
