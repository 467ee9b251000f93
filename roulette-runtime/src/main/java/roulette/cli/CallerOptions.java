package roulette.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import roulette.api.Target;
import roulette.cli.trial.ConnectionInfo;
import roulette.cli.trial.HexBytes;
import roulette.options.Listener;

/** The options for the client's address and the address it connects to. */
final class CallerOptions {
    private static final int SOME_PORT = 50000;

    @Option(
            names = "--client",
            paramLabel = "ADDRESS",
            description =
                    "The client's address, such as 10.1.2.3:5000 or [2001:db8::1]:5000; by default this machine's.",
            converter = ToAddress.class)
    private @Nullable InetSocketAddress client;

    @Option(
            names = "--local",
            paramLabel = "ADDRESS",
            description = "The address that the client connects to; by default the listener's.",
            converter = ToAddress.class)
    private @Nullable InetSocketAddress local;

    @Option(
            names = "--tlv",
            paramLabel = "TYPE=HEX",
            description = "A TLV of the PROXY protocol's header, such as 2=612e6578616d706c65; repeatable.",
            converter = ToTlv.class)
    private List<Tlv> tlvs = List.of();

    record Tlv(int type, ByteBuffer value) {}

    /** Whether an address was given. */
    boolean nameAddresses() {
        return client != null || local != null;
    }

    ConnectionInfo of(Listener listener) {
        InetAddress from = client == null ? loopback(listener) : client.getAddress();
        InetSocketAddress caller = client == null ? new InetSocketAddress(from, SOME_PORT) : client;
        InetSocketAddress called = local == null
                ? new InetSocketAddress(literal(listener.host(), loopbackLike(from)), listener.port())
                : local;
        return of(listener, caller, called);
    }

    ConnectionInfo of(Listener listener, InetSocketAddress caller, InetSocketAddress called) {
        Map<Integer, ByteBuffer> values = new LinkedHashMap<>();
        // As in a header: the first of a type counts.
        tlvs.forEach(tlv -> values.putIfAbsent(tlv.type(), tlv.value()));
        return new ConnectionInfo(listener.name(), caller, called, values);
    }

    private static InetAddress loopback(Listener listener) {
        return loopbackLike(literal(listener.host(), InetAddress.ofLiteral("127.0.0.1")));
    }

    /** The loopback address of the same family. */
    private static InetAddress loopbackLike(InetAddress address) {
        return InetAddress.ofLiteral(address instanceof Inet6Address ? "::1" : "127.0.0.1");
    }

    /** Looks up no name. */
    private static InetAddress literal(String host, InetAddress otherwise) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }

    /** For picocli. */
    static final class ToAddress implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String value) {
            try {
                return switch (Target.parse(value)) {
                    case Target.Address(String host, int port) ->
                        new InetSocketAddress(InetAddress.ofLiteral(host), port);
                };
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "\"" + value + "\" is no IP address with a port; write 10.1.2.3:5000, or [2001:db8::1]:5000");
            }
        }
    }

    /** For picocli. */
    static final class ToTlv implements ITypeConverter<Tlv> {
        private static final int LARGEST = 255;

        @Override
        public Tlv convert(String value) {
            int sign = value.indexOf('=');
            try {
                int type = Integer.decode(value.substring(0, Math.max(0, sign)));
                if (type >= 0 && type <= LARGEST) {
                    return new Tlv(type, HexBytes.parse(value.substring(sign + 1)));
                }
            } catch (IllegalArgumentException e) {
                // Reported below.
            }
            throw new TypeConversionException(
                    "\"" + value + "\" is no TLV of a PROXY header; write TYPE=HEX, with a type of 0 to 255");
        }
    }
}
