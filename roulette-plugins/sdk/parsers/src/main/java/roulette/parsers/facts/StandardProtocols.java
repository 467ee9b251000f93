package roulette.parsers.facts;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import roulette.api.Target;
import roulette.parsers.Reading;
import roulette.parsers.amqp.AmqpHeader;
import roulette.parsers.git.GitRefusal;
import roulette.parsers.git.GitRequest;
import roulette.parsers.http.HttpRefusal;
import roulette.parsers.http.HttpRequest;
import roulette.parsers.minecraft.MinecraftHandshake;
import roulette.parsers.minecraft.MinecraftRefusal;
import roulette.parsers.mqtt.MqttConnect;
import roulette.parsers.mqtt.MqttRefusal;
import roulette.parsers.postgres.PostgresOpening;
import roulette.parsers.postgres.PostgresRefusal;
import roulette.parsers.rdp.RdpRequest;
import roulette.parsers.redis.RedisHello;
import roulette.parsers.redis.RedisRefusal;
import roulette.parsers.ssh.SshBanner;
import roulette.parsers.tls.TlsAlert;
import roulette.parsers.tls.TlsHello;
import roulette.parsers.xmpp.XmppRefusal;
import roulette.parsers.xmpp.XmppStream;

/**
 * The protocols whose parsers come with Roulette. Protocols with an unambiguous signature come first. SSH, RDP and AMQP
 * have no refusal message at this point.
 */
final class StandardProtocols {
    static final List<Protocol<?>> ALL =
            List.of(tls(), http(), git(), ssh(), postgres(), redis(), mqtt(), rdp(), amqp(), xmpp(), minecraft());

    private static final byte[] NOTHING = {};

    private StandardProtocols() {}

    private static Protocol<TlsHello> tls() {
        return Protocol.named("tls", TlsHello::read)
                .host("sni", TlsHello::serverName)
                .texts("alpn", TlsHello::protocols)
                .text("version", TlsHello::version)
                .texts("versions", TlsHello::versions)
                .flag("ech", TlsHello::encrypted)
                .flag("ssl2", TlsHello::ssl2)
                .refusing((_, why, _) -> switch (why) {
                    case UNKNOWN_DESTINATION -> TlsAlert.unrecognizedName();
                    case FORBIDDEN -> TlsAlert.handshakeFailure();
                    case MALFORMED, TOO_LARGE -> TlsAlert.decodeError();
                    case UNREACHABLE -> TlsAlert.internalError();
                })
                .build();
    }

    private static Protocol<HttpRequest> http() {
        return Protocol.named("http", HttpRequest::read)
                .host("host", HttpRequest::host)
                .text("port", request -> positive(request.port()))
                .text("path", HttpRequest::path)
                .text("query", HttpRequest::query)
                .text("method", HttpRequest::method)
                .text("version", HttpRequest::version)
                .text("scheme", HttpRequest::scheme)
                .family("header", true, (request, name) -> header(request.header(name)))
                .family("cookie", false, (request, name) -> cookie(request.cookies(name)))
                .refusing((reading, why, _, bytes) -> (reading instanceof Reading.NotThis<HttpRequest> not
                                ? HttpRefusal.of(not)
                                : status(why))
                        .to(bytes))
                .build();
    }

    /** A repeated header is joined into one list (RFC 9110, section 5.3), so that no single line decides. */
    private static Value header(List<String> values) {
        return Value.of(String.join(", ", values));
    }

    /** Each is a value of its own, so that no order decides; as everywhere, an empty one counts as not sent. */
    private static Value cookie(List<String> values) {
        return Value.of(values.stream().filter(value -> !value.isEmpty()).toList());
    }

    private static HttpRefusal status(Refusal why) {
        return switch (why) {
            case UNKNOWN_DESTINATION -> HttpRefusal.NOT_FOUND;
            case FORBIDDEN -> HttpRefusal.FORBIDDEN;
            case MALFORMED -> HttpRefusal.BAD_REQUEST;
            case TOO_LARGE -> HttpRefusal.HEADER_TOO_LARGE;
            case UNREACHABLE -> HttpRefusal.UNAVAILABLE;
        };
    }

    private static Protocol<GitRequest> git() {
        return Protocol.named("git", GitRequest::read)
                .text("service", GitRequest::service)
                .text("path", GitRequest::path)
                .host("host", GitRequest::host)
                .text("port", request -> positive(request.port()))
                .texts("parameter", GitRequest::parameters)
                .refusing((_, _, text) -> GitRefusal.error(text))
                .build();
    }

    private static Protocol<SshBanner> ssh() {
        return Protocol.named("ssh", SshBanner::read)
                .text("software", SshBanner::software)
                .text("version", SshBanner::version)
                .text("comment", SshBanner::comment)
                .build();
    }

    private static Protocol<PostgresOpening> postgres() {
        return Protocol.named("postgres", PostgresOpening::read)
                .value("user", Fact.Kind.TEXT, opening -> startup(opening, PostgresOpening.Startup::user))
                .value("database", Fact.Kind.TEXT, opening -> startup(opening, PostgresOpening.Startup::database))
                .value("version", Fact.Kind.TEXT, opening -> startup(opening, StandardProtocols::version))
                .flag("ssl", opening -> opening instanceof PostgresOpening.SslRequest)
                .flag("gssenc", opening -> opening instanceof PostgresOpening.GssEncRequest)
                .flag("cancel", opening -> opening instanceof PostgresOpening.CancelRequest)
                .family(
                        "parameter",
                        false,
                        (opening, name) -> startup(opening, start -> parameter(start.parameters(), name)))
                .prompting(opening -> asksForEncryption(opening) ? Optional.of(new byte[] {'N'}) : Optional.empty())
                .refusing((reading, why, text) ->
                        reading instanceof Reading.Facts<PostgresOpening>(PostgresOpening.CancelRequest _, int _)
                                ? NOTHING
                                : switch (why) {
                                    case UNKNOWN_DESTINATION -> PostgresRefusal.unknownDatabase(text);
                                    case FORBIDDEN -> PostgresRefusal.notAllowed(text);
                                    case MALFORMED, TOO_LARGE -> PostgresRefusal.protocolViolation(text);
                                    case UNREACHABLE -> PostgresRefusal.cannotConnectNow(text);
                                })
                .build();
    }

    /** A field of the startup message. A client that requests encryption sends the message after the reply. */
    private static Value startup(PostgresOpening opening, Function<PostgresOpening.Startup, String> reader) {
        return switch (opening) {
            case PostgresOpening.Startup startup -> Value.of(reader.apply(startup));
            case PostgresOpening.CancelRequest _ -> Value.absent();
            case PostgresOpening.SslRequest _ -> Value.pending();
            case PostgresOpening.GssEncRequest _ -> Value.pending();
        };
    }

    private static String version(PostgresOpening.Startup startup) {
        return startup.major() + "." + startup.minor();
    }

    private static String parameter(Map<String, String> parameters, String name) {
        return parameters.getOrDefault(name, "");
    }

    private static boolean asksForEncryption(PostgresOpening opening) {
        return opening instanceof PostgresOpening.SslRequest || opening instanceof PostgresOpening.GssEncRequest;
    }

    private static Protocol<RedisHello> redis() {
        return Protocol.named("redis", RedisHello::read)
                .text("command", RedisHello::command)
                .text("user", RedisHello::user)
                .text(
                        "database",
                        hello -> hello.database().isPresent()
                                ? Integer.toString(hello.database().getAsInt())
                                : "")
                .text("client-name", RedisHello::clientName)
                .text("protocol", hello -> positive(hello.protocol()))
                .refusing((_, why, text) ->
                        why == Refusal.FORBIDDEN ? RedisRefusal.noPermission(text) : RedisRefusal.error(text))
                .build();
    }

    private static Protocol<MqttConnect> mqtt() {
        return Protocol.named("mqtt", MqttConnect::read)
                .text("client-id", MqttConnect::clientId)
                .text("user", MqttConnect::user)
                .text("version", MqttConnect::version)
                .text("keep-alive", connect -> Integer.toString(connect.keepAlive()))
                .text("will-topic", MqttConnect::willTopic)
                .flag("clean", MqttConnect::clean)
                .flag("bridge", MqttConnect::bridge)
                .refusing((reading, why, _) -> reading instanceof Reading.Facts<MqttConnect>(MqttConnect connect, int _)
                        ? (why == Refusal.UNREACHABLE ? MqttRefusal.SERVER_UNAVAILABLE : MqttRefusal.NOT_AUTHORIZED)
                                .connack(connect.version())
                        : NOTHING)
                .build();
    }

    private static Protocol<RdpRequest> rdp() {
        return Protocol.named("rdp", RdpRequest::read)
                .text("user", RdpRequest::user)
                .text("token", RdpRequest::routingToken)
                .text(
                        "server",
                        request -> request.server().map(StandardProtocols::text).orElse(""))
                .texts("security", StandardProtocols::security)
                .build();
    }

    private static String text(InetSocketAddress server) {
        return Target.of(server.getAddress().getHostAddress(), server.getPort()).toString();
    }

    private static List<String> security(RdpRequest request) {
        return Arrays.stream(RdpRequest.Security.values())
                .filter(request::offers)
                .map(StandardProtocols::word)
                .toList();
    }

    /** The name of a constant as facts are written: lower-case words joined with hyphens. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A number; "" for 0, which stands for none. */
    private static String positive(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }

    private static Protocol<AmqpHeader> amqp() {
        return Protocol.named("amqp", AmqpHeader::read)
                .text("version", AmqpHeader::version)
                .text("layer", header -> word(header.layer()))
                .build();
    }

    private static Protocol<XmppStream> xmpp() {
        return Protocol.named("xmpp", XmppStream::read)
                .host("to", XmppStream::to)
                .text("from", XmppStream::from)
                .flag("server", XmppStream::server)
                .refusing((reading, why, _) -> reading instanceof Reading.Facts<XmppStream>(XmppStream stream, int _)
                        ? switch (why) {
                            case UNKNOWN_DESTINATION -> XmppRefusal.hostUnknown(stream);
                            case FORBIDDEN -> XmppRefusal.policyViolation(stream);
                            case MALFORMED, TOO_LARGE -> XmppRefusal.badFormat();
                            case UNREACHABLE -> NOTHING;
                        }
                        : XmppRefusal.badFormat())
                .build();
    }

    private static Protocol<MinecraftHandshake> minecraft() {
        return Protocol.named("minecraft", MinecraftHandshake::readAtOnce)
                .host("host", MinecraftHandshake::host)
                .text("port", handshake -> positive(handshake.port()))
                .text("suffix", MinecraftHandshake::suffix)
                .flag("legacy", MinecraftHandshake::legacy)
                .text("intent", handshake -> word(handshake.intent()))
                .text(
                        "version",
                        handshake ->
                                handshake.protocolVersion() < 0 ? "" : Integer.toString(handshake.protocolVersion()))
                .refusing((reading, _, text) ->
                        reading instanceof Reading.Facts<MinecraftHandshake>(MinecraftHandshake handshake, int _)
                                ? MinecraftRefusal.of(handshake, text)
                                : NOTHING)
                .build();
    }
}
