package roulette.routers.socks;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;

/**
 * Forwards clients to where they ask by SOCKS 4, 4a or 5 (RFC 1928, RFC 1929), if that is allowed. The messages of a
 * SOCKS 5 client are its greeting, its name and password where users are configured, and its request; each but the last
 * has one reply, so the number of replies tells which is next. A SOCKS 4 client has its request only.
 */
public final class SocksRouter implements Router {
    private static final Logger LOG = LoggerFactory.getLogger(SocksRouter.class);
    private static final Dialect SOCKS4 = new Socks4();
    private static final Dialect SOCKS5 = new Socks5();

    private final Lookup lookup;
    private Users users = Users.ANYBODY;
    private Gate gate;

    public SocksRouter() {
        this(InetAddress::getAllByName);
    }

    SocksRouter(Lookup.NameService names) {
        lookup = new Lookup(names);
        gate = new Gate(AllowList.NOTHING, lookup, Duration.ZERO);
    }

    @Override
    public String name() {
        return "socks";
    }

    @Override
    public String description() {
        return "Forwards to where SOCKS 4, 4a and 5 clients ask, if that is allowed.";
    }

    @Override
    public void configure(Settings settings) {
        Duration patience = settings.duration("lookup-timeout", Duration.ofSeconds(3));
        if (!patience.isPositive()) {
            throw settings.mistake("lookup-timeout", "must be positive");
        }
        users = Users.read(settings.table("users"));
        gate = new Gate(allowed(settings), lookup, patience);
    }

    private static AllowList allowed(Settings settings) {
        List<String> entries = settings.strings("allow");
        try {
            return AllowList.parse(entries);
        } catch (IllegalArgumentException e) {
            throw settings.mistake("allow", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Decision route(Opening opening) throws InterruptedException {
        ByteBuffer bytes = opening.bytes();
        if (!bytes.hasRemaining()) {
            return Decision.needMore();
        }
        return switch (opening.replies()) {
            case 0 -> bytes.get(0) == Socks4.VERSION ? socks4(opening, bytes) : greeting(opening, bytes);
            case 1 -> users.isAnybody() ? request(SOCKS5, opening, bytes) : credentials(opening, bytes);
            default -> request(SOCKS5, opening, bytes);
        };
    }

    /** Where users are configured nobody gets in by SOCKS 4, which knows no password. */
    private Decision socks4(Opening opening, ByteBuffer bytes) throws InterruptedException {
        return users.isAnybody()
                ? request(SOCKS4, opening, bytes)
                : refused(opening, "SOCKS 4 has no password", SOCKS4.reply(Outcome.NOT_ALLOWED));
    }

    private Decision greeting(Opening opening, ByteBuffer bytes) {
        return switch (Greeting.parse(bytes)) {
            case Message.Partial<Greeting> partial -> Decision.needMore();
            case Message.Invalid<Greeting> invalid -> refused(opening, invalid.reason(), new byte[0]);
            case Message.Whole<Greeting>(Greeting greeting, int length) -> {
                if (users.isAnybody() && greeting.open()) {
                    yield Decision.reply(Greeting.openReply(), length);
                } else if (!users.isAnybody() && greeting.password()) {
                    yield Decision.reply(Greeting.passwordReply(), length);
                } else {
                    yield refused(opening, "no method in common", Greeting.refusal());
                }
            }
        };
    }

    private Decision credentials(Opening opening, ByteBuffer bytes) {
        return switch (Credentials.parse(bytes)) {
            case Message.Partial<Credentials> partial -> Decision.needMore();
            case Message.Invalid<Credentials> invalid -> refused(opening, invalid.reason(), Credentials.refused());
            case Message.Whole<Credentials>(Credentials credentials, int length) ->
                users.know(credentials)
                        ? Decision.reply(Credentials.accepted(), length)
                        : refused(opening, "wrong name or password", Credentials.refused());
        };
    }

    private Decision request(Dialect dialect, Opening opening, ByteBuffer bytes) throws InterruptedException {
        return switch (dialect.request(bytes)) {
            case Message.Partial<Request> partial -> Decision.needMore();
            case Message.Invalid<Request> invalid ->
                refused(opening, invalid.reason(), dialect.reply(invalid.outcome()));
            case Message.Whole<Request>(Request request, int length) ->
                switch (gate.judge(request)) {
                    case Gate.Verdict.Denied(Outcome outcome, String reason) ->
                        refused(
                                opening,
                                request.host() + " port " + request.port() + ": " + reason,
                                dialect.reply(outcome));
                    case Gate.Verdict.Allowed(List<InetAddress> addresses) ->
                        forward(addresses, request.port())
                                .replying(dialect.reply(Outcome.GRANTED))
                                .replacing(rest(bytes, length));
                };
        };
    }

    private static Decision.Forward forward(List<InetAddress> addresses, int port) {
        Decision.Forward forward = Decision.forward(addresses.getFirst().getHostAddress(), port);
        for (InetAddress next : addresses.subList(1, addresses.size())) {
            forward = forward.orElse(next.getHostAddress(), port);
        }
        return forward;
    }

    /** What was sent ahead, behind the request. */
    private static byte[] rest(ByteBuffer bytes, int from) {
        byte[] rest = new byte[bytes.remaining() - from];
        bytes.get(from, rest);
        return rest;
    }

    private static Decision refused(Opening opening, String reason, byte[] reply) {
        LOG.debug("{} was refused: {}", opening.client(), reason);
        return Decision.reject(reply);
    }

    @Override
    public Decision unreachable(Opening opening, Target target, Failure failure) {
        ByteBuffer request = opening.bytes();
        if (!request.hasRemaining()) {
            return Decision.reject();
        }
        Dialect dialect = request.get(0) == Socks4.VERSION ? SOCKS4 : SOCKS5;
        return Decision.reject(dialect.reply(Outcome.of(failure)));
    }

    @Override
    public void close() {
        lookup.close();
    }
}
