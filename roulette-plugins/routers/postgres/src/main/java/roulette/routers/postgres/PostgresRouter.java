package roulette.routers.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;
import roulette.parsers.Reading;
import roulette.parsers.facts.Explanation;
import roulette.parsers.postgres.PostgresOpening;
import roulette.parsers.postgres.PostgresRefusal;
import roulette.parsers.tls.TlsAlert;
import roulette.parsers.tls.TlsHello;

/**
 * Forwards PostgreSQL clients by the database or user in their startup message. Encryption requests are declined, after
 * which the client sends its startup message, unless there is a TLS target; that one also receives clients that start
 * with TLS. Cancel requests are sent to every server.
 */
public final class PostgresRouter implements Router {
    /** A client requests GSSAPI encryption once, and TLS once. */
    private static final int REQUESTS = 2;

    private static final Decision NO_ENCRYPTION = Decision.reply("N", 8);
    private static final Decision NO_DIRECT_TLS = Decision.reject(TlsAlert.handshakeFailure())
            .because("TLS from the first byte on, and there is no tls-target");

    private final CancelRequests.Sender sender;
    private Servers servers = Servers.NONE;
    private List<Target> all = List.of();
    private CancelRequests cancelRequests;

    public PostgresRouter() {
        this(new SocketSender());
    }

    PostgresRouter(CancelRequests.Sender sender) {
        this.sender = sender;
        cancelRequests = new CancelRequests(List.of(), Duration.ZERO, sender);
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String description() {
        return "Forwards PostgreSQL clients by database or user.";
    }

    @Override
    public void configure(Settings settings) {
        Duration timeout = settings.duration("cancel-timeout", Duration.ofSeconds(2));
        if (!timeout.isPositive()) {
            throw settings.mistake("cancel-timeout", "must be positive");
        }
        servers = Servers.read(settings);
        all = servers.all();
        cancelRequests = new CancelRequests(all, timeout, sender);
    }

    /** Only to send cancel requests to several servers and wait for them. */
    @Override
    public boolean blocks() {
        return all.size() > 1;
    }

    @Override
    public Decision route(Opening opening) throws InterruptedException {
        return switch (PostgresOpening.read(opening.bytes())) {
            case Reading.Partial<PostgresOpening> _ -> more(opening);
            case Reading.NotThis<PostgresOpening> not -> other(opening, not);
            case Reading.Facts<PostgresOpening>(PostgresOpening facts, int length) ->
                switch (facts) {
                    case PostgresOpening.SslRequest _ ->
                        servers.tls().<Decision>map(tls -> tls).orElseGet(() -> noEncryption(opening));
                    case PostgresOpening.GssEncRequest _ -> noEncryption(opening);
                    case PostgresOpening.CancelRequest _ -> cancel(opening, length);
                    case PostgresOpening.Startup startup ->
                        startup(startup).label("database", startup.database()).label("user", startup.user());
                };
        };
    }

    private static Decision more(Opening opening) {
        if (opening.ended()) {
            return Decision.reject().because("the client closed in the middle of its first message");
        }
        if (opening.full()) {
            String reason = "the first message is longer than the limit for openings";
            return Decision.reject(PostgresRefusal.protocolViolation(reason)).because(reason);
        }
        return Decision.needMore();
    }

    /** Direct TLS (sslnegotiation=direct), or another protocol. */
    private Decision other(Opening opening, Reading.NotThis<PostgresOpening> not) {
        if (opening.replies() > 0) {
            return refuse(not);
        }
        return switch (TlsHello.read(opening.bytes())) {
            case Reading.Facts<TlsHello>(TlsHello hello, int _) ->
                servers.tls().<Decision>map(tls -> tls).orElse(NO_DIRECT_TLS).label("sni", hello.serverName());
            case Reading.Partial<TlsHello> _
            when opening.full() ->
                Decision.reject(TlsAlert.decodeError()).because("the TLS hello is longer than the limit for openings");
            case Reading.Partial<TlsHello> _ -> Decision.needMore();
            case Reading.NotThis<TlsHello>(String reason, boolean malformed) ->
                malformed ? Decision.reject(TlsAlert.decodeError()).because(reason) : refuse(not);
        };
    }

    private static Decision refuse(Reading.NotThis<PostgresOpening> not) {
        byte[] error = not.malformed() ? PostgresRefusal.protocolViolation(not.reason()) : new byte[0];
        return Decision.reject(error).because(not.reason());
    }

    private static Decision noEncryption(Opening opening) {
        if (opening.replies() < REQUESTS) {
            return NO_ENCRYPTION;
        }
        String reason = "encryption is requested repeatedly";
        return Decision.reject(PostgresRefusal.protocolViolation(reason)).because(reason);
    }

    private Decision cancel(Opening opening, int length) throws InterruptedException {
        if (all.size() == 1) {
            return Decision.forward(all.getFirst()).because("cancel request");
        }
        byte[] request = new byte[length];
        opening.bytes().get(request);
        return Decision.reject().because(cancelRequests.send(request));
    }

    private Decision startup(PostgresOpening.Startup startup) {
        Optional<Decision.Forward> forward = servers.find(startup.user(), startup.database());
        if (forward.isPresent()) {
            return forward.get();
        }
        String text = "no server is configured for database " + PostgresRefusal.quoted(startup.database());
        return Decision.reject(PostgresRefusal.unknownDatabase(text)).because("unknown database");
    }

    /** An unreachable server is reported as "cannot connect now", the SQLSTATE that makes clients try another one. */
    @Override
    public Decision unreachable(Opening opening, Attempt last) {
        return PostgresOpening.read(opening.bytes())
                        instanceof Reading.Facts<PostgresOpening>(PostgresOpening facts, int _)
                ? switch (facts) {
                    case PostgresOpening.Startup startup ->
                        unreachable(
                                "the server of database " + PostgresRefusal.quoted(startup.database()), last.failure());
                    case PostgresOpening.SslRequest _ -> unreachable("the server for TLS", last.failure());
                    case PostgresOpening.GssEncRequest _, PostgresOpening.CancelRequest _ -> Decision.reject();
                }
                : Decision.reject(TlsAlert.internalError());
    }

    private static Decision unreachable(String server, Failure failure) {
        return Decision.reject(PostgresRefusal.cannotConnectNow(server + " can't be reached: " + failure.reason()));
    }

    @Override
    public Map<String, String> explain(Opening opening) {
        return switch (PostgresOpening.read(opening.bytes())) {
            case Reading.Partial<PostgresOpening> _ -> Map.of("postgres", "not known yet");
            case Reading.NotThis<PostgresOpening> _
            when TlsHello.read(opening.bytes()) instanceof Reading.Facts<TlsHello>(TlsHello hello, int _) ->
                Explanation.of("postgres.request", "direct tls", "tls.sni", hello.serverName());
            case Reading.NotThis<PostgresOpening> not ->
                Map.of("postgres", (not.malformed() ? "malformed: " : "not this: ") + not.reason());
            case Reading.Facts<PostgresOpening>(PostgresOpening facts, int _) ->
                switch (facts) {
                    case PostgresOpening.SslRequest _ -> Map.of("postgres.request", "tls");
                    case PostgresOpening.GssEncRequest _ -> Map.of("postgres.request", "gssapi encryption");
                    case PostgresOpening.CancelRequest cancel ->
                        Explanation.of("postgres.request", "cancel", "postgres.process", cancel.processId());
                    case PostgresOpening.Startup startup -> explain(startup);
                };
        };
    }

    private static Map<String, String> explain(PostgresOpening.Startup startup) {
        Map<String, String> lines = Explanation.of(
                "postgres.request",
                "startup",
                "postgres.version",
                startup.major() + "." + startup.minor(),
                "postgres.user",
                startup.user(),
                "postgres.database",
                startup.database());
        startup.parameters().forEach((name, value) -> lines.put("postgres.parameter." + name, value));
        return lines;
    }
}
