package roulette.parsers.amqp;

import roulette.parsers.amqp.AmqpHeader.Layer;

/**
 * A "no" to a client of AMQP. The protocol knows one at this point: the header of a version that the client might ask
 * for instead, whereupon the connection is closed. To say why would take a conversation.
 */
public final class AmqpRefusal {
    private AmqpRefusal() {}

    /** Come back with 0-9-1. */
    public static byte[] version091() {
        return KnownHeader.VERSION_0_9_1.bytes();
    }

    /** Come back with 1.0, beginning with this layer. */
    public static byte[] version10(Layer layer) {
        KnownHeader header = switch (layer) {
            case PLAIN -> KnownHeader.VERSION_1_0;
            case TLS -> KnownHeader.VERSION_1_0_TLS;
            case SASL -> KnownHeader.VERSION_1_0_SASL;
        };
        return header.bytes();
    }
}
