package roulette.parsers.amqp;

import roulette.parsers.amqp.AmqpHeader.Layer;

/**
 * The refusal of an AMQP client. At this point the protocol has only one: the header of a supported version, after
 * which the server closes the connection. A reason can only be given later, in a session.
 */
public final class AmqpRefusal {
    private AmqpRefusal() {}

    /** Offers 0-9-1. */
    public static byte[] version091() {
        return KnownHeader.VERSION_0_9_1.bytes();
    }

    /** Offers 1.0, starting with this layer. */
    public static byte[] version10(Layer layer) {
        KnownHeader header = switch (layer) {
            case PLAIN -> KnownHeader.VERSION_1_0;
            case TLS -> KnownHeader.VERSION_1_0_TLS;
            case SASL -> KnownHeader.VERSION_1_0_SASL;
        };
        return header.bytes();
    }
}
