package roulette.parsers.facts;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roulette.api.Opening;
import roulette.parsers.CleanText;
import roulette.parsers.Cursor;
import roulette.parsers.HostName;
import roulette.parsers.Reading;
import roulette.parsers.proxy.SslTlv;

/**
 * The facts in the TLVs of the PROXY protocol's version 2 header. A proxy in front may copy them from a client, so they
 * are checked like a client's bytes.
 *
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol, section 2.2</a>
 */
final class ProxyFacts {
    /** The names of this prefix end with the number of a type. */
    static final String FAMILY = "proxy.tlv.";

    /** The name of the host that the client has asked the proxy for. */
    static final String HOST = "proxy.authority";

    private static final int ALPN = 0x01;
    private static final int AUTHORITY = 0x02;
    private static final int UNIQUE_ID = 0x05;
    private static final int NAMESPACE = 0x30;
    private static final int LARGEST = 0xff;

    static final List<Fact> ALL = List.of(
            tlv("proxy.alpn", Fact.Kind.TEXT, ALPN, ProxyFacts::octets),
            tlv(HOST, Fact.Kind.HOST, AUTHORITY, ProxyFacts::host),
            tlv("proxy.unique-id", Fact.Kind.TEXT, UNIQUE_ID, ProxyFacts::octets),
            tlv("proxy.netns", Fact.Kind.TEXT, NAMESPACE, ProxyFacts::text),
            ssl("verified", Fact.Kind.FLAG, ssl -> Value.flag(ssl.verified())),
            ssl("cn", Fact.Kind.TEXT, ssl -> Value.of(ssl.commonName())),
            ssl("version", Fact.Kind.TEXT, ssl -> Value.of(ssl.version())),
            ssl("cipher", Fact.Kind.TEXT, ssl -> Value.of(ssl.cipher())));

    private ProxyFacts() {}

    /** The fact for a type by its number, decimal or hexadecimal: {@code proxy.tlv.234}, {@code proxy.tlv.0xEA}. */
    static Optional<Fact> member(String name) {
        if (!name.startsWith(FAMILY)) {
            return Optional.empty();
        }
        String number = name.substring(FAMILY.length());
        if (!number.matches("0|[1-9][0-9]{0,2}|0[xX][0-9a-fA-F]{1,2}")) {
            return Optional.empty();
        }
        int type = Integer.decode(number);
        return type > LARGEST
                ? Optional.empty()
                : Optional.of(tlv(FAMILY + type, Fact.Kind.TEXT, type, ProxyFacts::octets));
    }

    private static Fact tlv(String name, Fact.Kind kind, int type, Function<ByteBuffer, Value> reader) {
        return Fact.ofHeader(name, kind, opening -> value(opening, type, reader));
    }

    private static Fact ssl(String local, Fact.Kind kind, Function<SslTlv, Value> reader) {
        return tlv("proxy.ssl." + local, kind, SslTlv.TYPE, value -> switch (SslTlv.read(value)) {
            case Reading.Facts<SslTlv>(SslTlv facts, int _) -> reader.apply(facts);
            case Reading.NotThis<SslTlv> not -> new Value.Malformed(not.reason());
            case Reading.Partial<SslTlv> _ -> throw new AssertionError("a TLV is never partial");
        });
    }

    private static Value value(Opening opening, int type, Function<ByteBuffer, Value> reader) {
        return opening.tlv(type).map(reader).orElseGet(Value::absent);
    }

    /** One character for each byte. */
    private static Value octets(ByteBuffer value) {
        return Value.of(Cursor.of(value).latin1(value.remaining()));
    }

    /** As for the server name of TLS, from which proxies take it: an invalid name counts as none. */
    private static Value host(ByteBuffer value) {
        return Value.of(HostName.of(bytes(value)));
    }

    private static Value text(ByteBuffer value) {
        @Nullable String text = CleanText.of(bytes(value));
        return text == null
                ? new Value.Malformed("the PROXY header has a text that is not UTF-8, or has control characters")
                : Value.of(text);
    }

    private static byte[] bytes(ByteBuffer value) {
        return Cursor.of(value).array(value.remaining());
    }
}
