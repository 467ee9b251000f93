package roulette.parsers.facts;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import roulette.api.Opening;

/** The facts of every connection, known before the client sends anything. */
final class ConnectionFacts {
    static final List<Fact> ALL = List.of(
            fact("listener", Fact.Kind.TEXT, Opening::listener),
            fact("client.address", Fact.Kind.ADDRESS, opening -> address(opening.client())),
            fact("client.port", Fact.Kind.TEXT, opening -> port(opening.client())),
            fact("peer.address", Fact.Kind.ADDRESS, opening -> address(opening.peer())),
            fact("peer.port", Fact.Kind.TEXT, opening -> port(opening.peer())),
            fact("local.address", Fact.Kind.ADDRESS, opening -> address(opening.local())),
            fact("local.port", Fact.Kind.TEXT, opening -> port(opening.local())));

    private ConnectionFacts() {}

    private static Fact fact(String name, Fact.Kind kind, Function<Opening, String> reader) {
        return Fact.ofConnection(name, kind, reader.andThen(Value::of));
    }

    private static String address(InetSocketAddress socket) {
        return socket.getAddress().getHostAddress();
    }

    private static String port(InetSocketAddress socket) {
        return Integer.toString(socket.getPort());
    }
}
