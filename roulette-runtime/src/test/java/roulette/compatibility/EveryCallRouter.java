package roulette.compatibility;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roulette.api.Answer;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Ended;
import roulette.api.Environment;
import roulette.api.Failure;
import roulette.api.FromTarget;
import roulette.api.Opening;
import roulette.api.ProxyProtocol;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;

/**
 * The plugin of {@link CompatibilityTest}: uses all of the API as authors of routers do. A client sends one command in a
 * line. Compiled by the build against today's API.
 */
public final class EveryCallRouter implements Router {
    private final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();
    private List<Target> backends = List.of();
    private Target closed = Target.of("localhost", 1);
    private String inner = "";
    private String other = "";
    private String settings = "";
    private boolean delegates;

    @Override
    public String name() {
        return "every-call";
    }

    @Override
    public String description() {
        return "Calls every method of the API.";
    }

    @Override
    public void configure(Settings settings) {
        backends = settings.targets("backends");
        closed = settings.target("closed", closed);
        inner = settings.string("inner", "");
        other = settings.router("other");
        delegates = settings.bool("flag");
        Map<String, List<Target>> named = settings.targetsByName("named");
        Environment environment = settings.environment();
        this.settings = String.join(
                " ",
                settings.string("text"),
                String.valueOf(settings.integer("port")),
                String.valueOf(settings.integer("absent", 2)),
                String.valueOf(settings.longInteger("large")),
                String.valueOf(settings.longInteger("absent", 3L)),
                String.valueOf(delegates),
                String.valueOf(settings.bool("absent", true)),
                String.valueOf(settings.duration("time")),
                String.valueOf(settings.duration("absent", Duration.ZERO)),
                String.valueOf(settings.size("size")),
                String.valueOf(settings.size("absent", 4)),
                settings.target("first").toString(),
                settings.strings("strings").toString(),
                named.toString(),
                String.valueOf(settings.path("file")
                        .equals(environment.configurationFolder().resolve("x.txt"))),
                settings.path("absent", Path.of("y")).toString(),
                settings.table("table").string("key"),
                String.valueOf(settings.tables("tables").size()),
                String.valueOf(settings.has("absent")),
                String.valueOf(settings.keys().contains("text")),
                String.valueOf(environment.openingLimit()),
                String.valueOf(environment.callLimit() > 0),
                String.valueOf(environment.dataFolder().isAbsolute()),
                environment.connectTimeout().toString(),
                environment.routingTimeout().toString());
        if (settings.mistake("text", "is wrong", new IllegalStateException()).getCause() == null
                || String.valueOf(settings.mistake("text", "is wrong").getMessage())
                        .isEmpty()) {
            throw settings.mistake("text", "has no cause");
        }
    }

    @Override
    public void start() {
        notes.add("started");
    }

    @Override
    public Decision route(Opening opening) throws Exception {
        String line = line(opening.bytes());
        if (line.isEmpty()) {
            return opening.full() || opening.ended() ? Decision.reject() : Decision.needMore();
        }
        int length = line.length() + 1;
        return switch (line) {
            case "hello" ->
                Decision.reply("hello " + opening.replies() + "\n", length)
                        .within(Duration.ofSeconds(20))
                        .because("greeted")
                        .label("step", "1");
            case "settings" -> Decision.reject(settings + "\n");
            case "opening" -> Decision.reject(describe(opening) + "\n");
            case "join" -> forward("joined\n").listening();
            case "forward" -> forward("forwarded\n").firstByteTimeout(Duration.ofMinutes(1));
            case "fail" ->
                Decision.forward(closed).orElse("127.0.0.1", port(closed)).connectTimeout(Duration.ofSeconds(20));
            case "constants" -> Decision.reject(constants() + "\n");
            case "wrap" -> Decision.reject(kind(inner().route(opening)) + "\n").because("wrapped");
            case "kinds" -> Decision.reject(kinds() + "\n");
            case "delegate" ->
                delegates ? Decision.delegate(other).label("step", "2") : Decision.reject("decided by the other\n");
            case "notes" -> Decision.reject(String.join(";", notes) + "\n");
            default -> Decision.reject("unknown command\n".getBytes(StandardCharsets.UTF_8));
        };
    }

    private Decision.Forward forward(String text) {
        return Decision.forward(backends)
                .replacing("replaced\n")
                .replying(text)
                .proxyProtocol(ProxyProtocol.V1)
                .because("asked for")
                .label("host", "a.example");
    }

    @Override
    public Answer answered(Opening opening, FromTarget said) {
        String line = line(said.bytes());
        if (line.isEmpty()) {
            return said.ended() || said.full() ? Answer.nextTarget("it says nothing") : Answer.needMore();
        }
        notes.add("answered " + line + " " + (said.target() instanceof Target.Address));
        return line.equals("ready") ? Answer.join(line.length() + 1) : Answer.send("start\n", line.length() + 1);
    }

    @Override
    public void failed(Opening opening, Attempt attempt) {
        notes.add("failed " + word(attempt.failure()) + " " + attempt.sent() + " "
                + attempt.reason().isEmpty() + " " + attempt.duration().isNegative());
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) {
        return Decision.reject("unreachable: " + word(last.failure()) + "\n");
    }

    @Override
    public Decision timedOut(Opening opening) {
        return Decision.reject("too late\n");
    }

    @Override
    public void ended(Ended ended) {
        notes.add("ended " + ended.labels() + " " + ended.bytesUp() + " "
                + ended.target().isPresent() + " "
                + ended.state(AtomicInteger.class, AtomicInteger::new) + " "
                + ended.id().isEmpty() + " " + ended.listener() + " "
                + ended.client().getPort() / 100_000
                + " " + ended.bytesDown() / 100_000 + " " + ended.duration().isNegative() + " "
                + ended.end().isEmpty() + " " + (ended.reason().length() < 1_000));
    }

    @Override
    public Map<String, String> explain(Opening opening) {
        return Map.of("line", line(opening.bytes()));
    }

    private static String describe(Opening opening) {
        AtomicInteger calls = opening.state(AtomicInteger.class, AtomicInteger::new);
        return String.join(
                " ",
                String.valueOf(calls.incrementAndGet()),
                String.valueOf(opening.id().isEmpty()),
                String.valueOf(opening.client().equals(opening.peer())),
                String.valueOf(opening.local().getPort() > 0),
                opening.listener(),
                String.valueOf(opening.tlv(1).isPresent()),
                String.valueOf(opening.remaining().isZero()));
    }

    private static int port(Target target) {
        return switch (target) {
            case Target.Address address -> address.port();
            default -> 1;
        };
    }

    /** All constants, those that the API has when this runs. */
    private static String constants() {
        return Stream.concat(
                        Stream.of(Failure.values()).map(EveryCallRouter::word),
                        Stream.of(ProxyProtocol.values()).map(EveryCallRouter::word))
                .collect(Collectors.joining(" "));
    }

    private static String word(Failure failure) {
        return switch (failure) {
            case UNRESOLVED -> "unresolved";
            case REFUSED -> "refused";
            case UNREACHABLE -> "unreachable";
            case CONNECT_TIMEOUT, NO_FIRST_BYTE, NO_ANSWER -> "timeout";
            case CLOSED -> "closed";
            case GIVEN_UP -> "given-up";
            case ERROR -> "error";
            default -> "later-failure";
        };
    }

    private static String word(ProxyProtocol version) {
        return switch (version) {
            case V1 -> "one";
            case V2 -> "two";
            default -> "later-version";
        };
    }

    /** The router that this one wraps: a class of a plugin that may be newer. */
    private Router inner() throws ReflectiveOperationException {
        return inner.isEmpty()
                ? new Wrapped()
                : Class.forName(inner)
                        .asSubclass(Router.class)
                        .getDeclaredConstructor()
                        .newInstance();
    }

    private static String kind(Decision decision) {
        return switch (decision) {
            case Decision.NeedMore more -> "need-more " + more.because();
            case Decision.Forward forward ->
                "forward " + forward.targets() + forward.replacement().map(ByteBuffer::remaining)
                        + forward.reply().map(ByteBuffer::remaining) + forward.connectTimeout()
                        + forward.firstByteTimeout() + forward.proxyProtocol() + forward.listens();
            case Decision.Reply reply -> "reply " + reply.bytes().remaining() + reply.consumed() + reply.within();
            case Decision.Reject reject -> "reject " + reject.reply().remaining();
            case Decision.Delegate delegate -> "delegate " + delegate.router();
            default -> "later-kind " + decision.because() + decision.labels();
        };
    }

    /** Each kind, with all that it can say. */
    private static String kinds() {
        List<Decision> kinds = new ArrayList<>(List.of(
                Decision.needMore(),
                Decision.forward("a", 1)
                        .orElse(Target.parse("b:2"))
                        .replacing(new byte[1])
                        .replying(new byte[1])
                        .connectTimeout(Duration.ofSeconds(1))
                        .firstByteTimeout(Duration.ofSeconds(2))
                        .proxyProtocol(ProxyProtocol.V2)
                        .listening(),
                Decision.reply(new byte[2], 1).within(Duration.ofSeconds(1)),
                Decision.reply("x", 0),
                Decision.reject(new byte[3]),
                Decision.delegate("other")));
        kinds.replaceAll(decision -> decision.because("reason").label("key", "value"));
        boolean same = Decision.reject("x").equals(Decision.reject("x"))
                && !Decision.needMore().equals(kinds.get(0));
        Answer answer = Answer.reject("no");
        return kinds.stream().map(EveryCallRouter::kind).collect(Collectors.joining(", ")) + " " + same + " "
                + (answer instanceof Decision.Reject) + " " + Answer.needMore() + Answer.send(new byte[1], 0)
                + Answer.join(1) + Answer.nextTarget("x");
    }

    /** The line at the beginning, or nothing while it is incomplete. */
    private static String line(ByteBuffer bytes) {
        String text = StandardCharsets.UTF_8.decode(bytes).toString();
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(0, end);
    }

    private static final class Wrapped implements Router {
        @Override
        public String name() {
            return "wrapped";
        }

        @Override
        public Decision route(Opening opening) {
            return Decision.needMore();
        }
    }
}
