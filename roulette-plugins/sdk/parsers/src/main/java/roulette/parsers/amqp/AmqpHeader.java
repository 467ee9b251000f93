package roulette.parsers.amqp;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * The first bytes an AMQP client sends: eight, with the version it wants (AMQP 0-9-1, section 4.2.2; AMQP 1.0, sections
 * 2.2, 5.2.1 and 5.3.1).
 *
 * <p>The client sends nothing more until the server has answered: virtual host and user come later, so a router can
 * only know them if it speaks AMQP itself.
 *
 * @param version {@code "0-8"}, {@code "0-9"}, {@code "0-9-1"}, {@code "0-10"} or {@code "1.0"}
 * @param layer the protocol layer that follows
 */
public record AmqpHeader(String version, Layer layer) {
    /** The protocol layer that follows the header. Before 1.0 there is only {@link #PLAIN}. */
    public enum Layer {
        /** AMQP itself. */
        PLAIN,
        /** TLS, then AMQP inside it. */
        TLS,
        /** SASL, then AMQP. */
        SASL
    }

    /** Reads the header. It is malformed as soon as it can't be that of a known version. */
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
