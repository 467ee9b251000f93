package roulette.routers.socks;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;

/**
 * Forwards clients to the destination they request by SOCKS 4, 4a or 5 (RFC 1928, RFC 1929), if allowed. A SOCKS 5
 * client sends its greeting, name and password if users are configured, and its request; each but the last gets one
 * reply, so the number of replies tells which is next. A SOCKS 4 client sends only a request.
 */
public final class SocksRouter implements Router {
    private static final Dialect SOCKS4 = new Socks4();
    private static final Dialect SOCKS5 = new Socks5();

    private final Lookup lookup;
    private Users users = Users.ANYBODY;
    private AccessControl accessControl;

    public SocksRouter() {
        this(InetAddress::getAllByName);
    }

    SocksRouter(Lookup.NameService names) {
        lookup = new Lookup(names);
        accessControl = new AccessControl(AllowList.NOTHING, lookup, Duration.ZERO);
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
        Duration timeout = settings.duration("lookup-timeout", Duration.ofSeconds(3));
        if (!timeout.isPositive()) {
            throw settings.mistake("lookup-timeout", "must be positive");
        }
        users = Users.read(settings.table("users"));
        accessControl = new AccessControl(allowed(settings), lookup, timeout);
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
            case 0 -> bytes.get(0) == Socks4.VERSION ? socks4(bytes) : greeting(bytes);
            case 1 -> users.isAnybody() ? request(SOCKS5, bytes) : credentials(bytes);
            default -> request(SOCKS5, bytes);
        };
    }

    /** If users are configured, SOCKS 4 is refused, because it has no password. */
    private Decision socks4(ByteBuffer bytes) throws InterruptedException {
        if (bytes.remaining() < 2) {
            return Decision.needMore();
        }
        if (!Socks4.isCommand(bytes.get(1))) {
            return refused("not SOCKS", new byte[0]);
        }
        return users.isAnybody()
                ? request(SOCKS4, bytes)
                : refused("SOCKS 4 has no password", SOCKS4.reply(Outcome.NOT_ALLOWED));
    }

    private Decision greeting(ByteBuffer bytes) {
        return switch (Greeting.parse(bytes)) {
            case Message.Partial<Greeting> partial -> Decision.needMore();
            case Message.Invalid<Greeting> invalid -> refused(invalid.reason(), new byte[0]);
            case Message.Whole<Greeting>(Greeting greeting, int length) -> {
                if (users.isAnybody() && greeting.open()) {
                    yield Decision.reply(Greeting.openReply(), length);
                } else if (!users.isAnybody() && greeting.password()) {
                    yield Decision.reply(Greeting.passwordReply(), length);
                } else {
                    yield refused(
                            users.isAnybody()
                                    ? "the client requires authentication, and no users are configured"
                                    : "the client offers no name and password",
                            Greeting.refusal());
                }
            }
        };
    }

    private Decision credentials(ByteBuffer bytes) {
        return switch (Credentials.parse(bytes)) {
            case Message.Partial<Credentials> partial -> Decision.needMore();
            case Message.Invalid<Credentials> invalid -> refused(invalid.reason(), Credentials.refused());
            case Message.Whole<Credentials>(Credentials credentials, int length) ->
                (users.know(credentials)
                                ? Decision.reply(Credentials.accepted(), length)
                                : refused("wrong name or password", Credentials.refused()))
                        .label("user", credentials.name());
        };
    }

    private Decision request(Dialect dialect, ByteBuffer bytes) throws InterruptedException {
        return switch (dialect.request(bytes)) {
            case Message.Partial<Request> partial -> Decision.needMore();
            case Message.Invalid<Request> invalid -> refused(invalid.reason(), dialect.reply(invalid.outcome()));
            case Message.Whole<Request>(Request request, int length) ->
                decide(dialect, request, rest(bytes, length))
                        .label("host", request.host().toString());
        };
    }

    private Decision decide(Dialect dialect, Request request, byte[] rest) throws InterruptedException {
        return switch (accessControl.judge(request)) {
            case AccessControl.Verdict.Denied(Outcome outcome, String reason) ->
                refused(request.host() + " port " + request.port() + ": " + reason, dialect.reply(outcome));
            case AccessControl.Verdict.Allowed(List<InetAddress> addresses) ->
                forward(addresses, request.port())
                        .replying(dialect.reply(Outcome.GRANTED))
                        .replacing(rest);
        };
    }

    private static Decision.Forward forward(List<InetAddress> addresses, int port) {
        return Decision.forward(addresses.stream()
                .map(address -> Target.of(address.getHostAddress(), port))
                .toList());
    }

    /** Bytes sent ahead, after the request. */
    private static byte[] rest(ByteBuffer bytes, int from) {
        byte[] rest = new byte[bytes.remaining() - from];
        bytes.get(from, rest);
        return rest;
    }

    private static Decision refused(String reason, byte[] reply) {
        return Decision.reject(reply).because(reason);
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) {
        ByteBuffer request = opening.bytes();
        if (!request.hasRemaining()) {
            return Decision.reject();
        }
        Dialect dialect = request.get(0) == Socks4.VERSION ? SOCKS4 : SOCKS5;
        return Decision.reject(dialect.reply(Outcome.of(last.failure())));
    }

    @Override
    public void close() {
        lookup.close();
    }
}
