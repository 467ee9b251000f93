package roulette.benchmarks;

import java.nio.ByteBuffer;
import java.util.function.Function;
import roulette.parsers.Reading;
import roulette.parsers.amqp.AmqpHeader;
import roulette.parsers.minecraft.MinecraftHandshake;
import roulette.parsers.rdp.RdpRequest;
import roulette.parsers.xmpp.XmppStream;

/** A parser, and what a usual client says to it. A new parser is one line here. */
public enum Subject {
    AMQP(Example.AMQP, AmqpHeader::read),
    MINECRAFT(Example.MINECRAFT, MinecraftHandshake::read),
    RDP(Example.RDP, RdpRequest::read),
    XMPP(Example.XMPP, XmppStream::read);

    private final byte[] example;
    private final Function<ByteBuffer, ? extends Reading<?>> parser;

    Subject(byte[] example, Function<ByteBuffer, ? extends Reading<?>> parser) {
        this.example = example;
        this.parser = parser;
    }

    /** What the client says. */
    byte[] example() {
        return example.clone();
    }

    /** What the parser makes of these bytes. */
    Reading<?> read(ByteBuffer bytes) {
        return parser.apply(bytes);
    }
}
