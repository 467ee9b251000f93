package roulette.benchmarks;

import java.nio.ByteBuffer;
import java.util.function.Function;
import roulette.parsers.Reading;
import roulette.parsers.amqp.AmqpHeader;
import roulette.parsers.git.GitRequest;
import roulette.parsers.http.Http1;
import roulette.parsers.http.Http2;
import roulette.parsers.minecraft.MinecraftHandshake;
import roulette.parsers.mqtt.MqttConnect;
import roulette.parsers.postgres.PostgresOpening;
import roulette.parsers.rdp.RdpRequest;
import roulette.parsers.redis.RedisHello;
import roulette.parsers.ssh.SshBanner;
import roulette.parsers.tls.TlsHello;
import roulette.parsers.xmpp.XmppStream;

/** A parser and a typical client's message. A new parser is one line here. */
public enum Subject {
    TLS(Example.TLS, TlsHello::read),
    HTTP1(Example.HTTP1, Http1::read),
    HTTP2(Example.HTTP2, Http2::read),
    GIT(Example.GIT, GitRequest::read),
    SSH(Example.SSH, SshBanner::read),
    POSTGRES(Example.POSTGRES, PostgresOpening::read),
    REDIS(Example.REDIS, RedisHello::read),
    MQTT(Example.MQTT, MqttConnect::read),
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

    /** The client's message. */
    byte[] example() {
        return example.clone();
    }

    /** The parser's result for these bytes. */
    Reading<?> read(ByteBuffer bytes) {
        return parser.apply(bytes);
    }
}
