package roulette.facts;

import java.nio.ByteBuffer;
import java.util.List;
import roulette.parsers.Reading;

/** The protocols whose parsers come with Roulette. What says who it is by its first bytes comes before what does not. */
final class StandardProtocols {
    static final List<Protocol<?>> ALL = List.of(
            stub("tls")
                    .host("sni", _ -> "")
                    .texts("alpn", _ -> List.of())
                    .text("version", _ -> "")
                    .flag("ech", _ -> false)
                    .build(),
            stub("http")
                    .host("host", _ -> "")
                    .text("path", _ -> "")
                    .text("query", _ -> "")
                    .text("method", _ -> "")
                    .text("version", _ -> "")
                    .family("header", (_, _) -> List.of())
                    .build(),
            stub("git")
                    .text("service", _ -> "")
                    .text("path", _ -> "")
                    .host("host", _ -> "")
                    .build(),
            stub("ssh").text("software", _ -> "").text("version", _ -> "").build(),
            stub("postgres")
                    .text("user", _ -> "")
                    .text("database", _ -> "")
                    .flag("ssl", _ -> false)
                    .build(),
            stub("redis").text("command", _ -> "").text("user", _ -> "").build(),
            stub("mqtt")
                    .text("client-id", _ -> "")
                    .text("user", _ -> "")
                    .text("version", _ -> "")
                    .build(),
            stub("rdp").text("user", _ -> "").text("token", _ -> "").build(),
            stub("amqp").text("version", _ -> "").build(),
            stub("xmpp").host("to", _ -> "").text("from", _ -> "").build(),
            stub("minecraft").host("host", _ -> "").build());

    private StandardProtocols() {}

    /** Stands for a parser that is still to come. */
    private static Protocol.Builder<Object> stub(String name) {
        return Protocol.named(name, (ByteBuffer _) -> Reading.notThis("no parser yet"));
    }
}
