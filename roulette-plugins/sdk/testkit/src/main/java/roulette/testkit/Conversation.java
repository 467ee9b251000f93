package roulette.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.Target;
import roulette.dialogue.Dialogue;
import roulette.dialogue.Progress;
import roulette.dialogue.Question;
import roulette.dialogue.Step;
import roulette.dialogue.TargetDialogue;
import roulette.dialogue.TargetStep;

/**
 * One connection of a client, without a network. The router is called when Roulette would call it, on a thread as
 * Roulette gives it one, and its answers are followed by the same rules. What Roulette would take for a router's mistake
 * is an {@code AssertionError} here; so is a router that reads the bytes of an earlier call, one that waits although it
 * says that it does not {@linkplain Router#blocks() block}, and a call that takes longer than the routing deadline. For
 * one thread.
 */
public final class Conversation {
    /** The defaults of {@code limits.opening} and {@code timeouts.routing}. */
    private static final int OPENING = 16 << 10;

    private static final Duration ROUTING = Duration.ofSeconds(5);

    private static final byte[] NOTHING = {};

    private final Router router;
    private final RouterCalls calls;
    private final TestOpening connection;
    private final int limit;
    private final Course course = new Course();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    /** What the client has said and Roulette has read, without what replies have consumed; and what is not read yet. */
    private byte[] opening = NOTHING;

    private byte[] unread = NOTHING;
    private int replies;
    private Decision last = Decision.needMore();

    /** What was decided in the end, or why the connection was closed without a decision. */
    private @Nullable Step end;

    /** The target of a forward that listens: the present one, which is to be joined or given up. */
    private @Nullable SpokenTarget spoken;

    /** Which target of the forward that is. */
    private int tried;

    private boolean joined;

    private Conversation(Router router, TestOpening connection, int limit, Duration deadline) {
        this.router = router;
        this.connection = connection.afresh();
        this.limit = limit;
        this.calls = new RouterCalls(router, deadline);
    }

    /** A connection of the usual client, who has said nothing so far. */
    public static Conversation with(Router router) {
        return with(router, TestOpening.silent());
    }

    /** A connection as this opening tells of it: its addresses and its listener. */
    public static Conversation with(Router router, TestOpening connection) {
        return with(router, connection, OPENING, ROUTING);
    }

    /**
     * A connection as this opening tells of it, with these settings.
     *
     * @param openingLimit {@code limits.opening}: so many bytes are shown to the router at most; {@value #OPENING}
     *     elsewhere
     * @param routingDeadline {@code timeouts.routing}: so long one call of a router that blocks may take; five seconds
     *     elsewhere
     */
    public static Conversation with(Router router, TestOpening connection, int openingLimit, Duration routingDeadline) {
        Conversation accepted = new Conversation(router, connection, openingLimit, routingDeadline);
        accepted.follow(Dialogue.accepted(router.needsBytes(), accepted.course));
        return accepted;
    }

    // ---- what happens to the connection

    /** The client says this. What the router was not asked about when all is decided goes to the target. */
    public Conversation say(byte[] piece) {
        unread = join(unread, piece);
        read();
        return this;
    }

    /** The client ends its side. */
    public Conversation end() {
        course.clientEnded = true;
        read();
        return this;
    }

    /** The routing deadline passes. */
    public Conversation timedOut() {
        if (end == null) {
            Step step = Dialogue.expired(Dialogue.Stage.WAITING, course);
            course.wasTimedOut = true;
            follow(step);
        }
        return this;
    }

    /** The connected target of a forward that {@linkplain Decision.Forward#listening() listens} says this to the router. */
    public Conversation targetSays(byte[] piece) {
        SpokenTarget target = requireSpoken();
        target.say(piece);
        if (!joined) {
            hearTarget(target);
        }
        return this;
    }

    /** The connected target of a forward that listens ends its side before it is joined with the client. */
    public Conversation targetEnds() {
        SpokenTarget target = requireSpoken();
        target.end();
        hearTarget(target);
        return this;
    }

    private SpokenTarget requireSpoken() {
        if (spoken == null) {
            throw new AssertionError("there is no forward whose target speaks to the router, but " + Words.of(last));
        }
        return spoken;
    }

    private void hearTarget(SpokenTarget target) {
        while (spoken == target && !joined && target.read()) {
            follow(target, TargetDialogue.received(target));
        }
    }

    private void follow(SpokenTarget target, TargetStep first) {
        TargetStep step = first;
        while (true) {
            switch (step) {
                case TargetStep.Wait _ -> {
                    return;
                }
                case TargetStep.Ask _ ->
                    step = TargetDialogue.answered(
                            calls.ask(opening(), opening -> target.ask(router, opening)), target);
                case TargetStep.Send send -> {
                    target.consume(send.send().consumed());
                    target.tell(send.send().bytes());
                    step = TargetDialogue.sent(send.send(), target);
                }
                case TargetStep.Join join -> {
                    target.consume(join.join().consumed());
                    joined = true;
                    return;
                }
                case TargetStep.GiveUp giveUp -> {
                    givenUp(giveUp.failure());
                    return;
                }
                case TargetStep.Client client -> {
                    spoken = null;
                    end = null;
                    follow(client.step());
                    return;
                }
            }
        }
    }

    private void givenUp(Failure failure) {
        Decision.Forward forward = forward().orElseThrow();
        Target target = forward.targets().get(tried);
        calls.tell(opening(), opening -> router.failed(opening, TestAttempt.of(target, failure)));
        tried++;
        if (tried < forward.targets().size()) {
            spoken = new SpokenTarget(forward.targets().get(tried), limit);
        } else {
            noTargetLeft(target, failure);
        }
    }

    private void noTargetLeft(Target target, Failure failure) {
        course.lastFailure = failure.reason();
        spoken = null;
        end = null;
        follow(answer(Question.UNREACHABLE, opening -> router.unreachable(opening, TestAttempt.of(target, failure))));
    }

    /**
     * The targets of the forward fail, each of them so; with {@link Failure#NO_FIRST_BYTE} the first of them is connected
     * and says nothing, and no other is tried.
     */
    public Conversation fail(Failure failure) {
        if (!(end instanceof Step.Forward forwarding)) {
            throw new AssertionError("there is no forward that could fail, but " + Words.of(last));
        }
        Decision.Forward forward = forwarding.forward();
        List<Target> failing =
                forward.targets().subList(tried, forward.targets().size());
        if (failure == Failure.NO_FIRST_BYTE) {
            course.taken = true;
            opening = NOTHING;
            forward.reply().ifPresent(this::hear);
            failing = failing.subList(0, 1);
        }
        for (Target target : failing) {
            calls.tell(opening(), opening -> router.failed(opening, TestAttempt.of(target, failure)));
        }
        noTargetLeft(failing.getLast(), failure);
        return this;
    }

    /** Roulette reads what the client has said, as long as the router wants more. */
    private void read() {
        while (end == null && (unread.length > 0 || (course.clientEnded && !course.ended))) {
            if (unread.length > 0) {
                int count = Math.min(unread.length, limit - opening.length);
                opening = join(opening, Arrays.copyOf(unread, count));
                unread = Arrays.copyOfRange(unread, count, unread.length);
            } else {
                course.ended = true;
            }
            course.news = true;
            follow(Dialogue.received(course));
        }
    }

    // ---- what follows

    /** Until the client is to say more, or all is decided. */
    private void follow(Step first) {
        Step step = first;
        while (true) {
            switch (step) {
                case Step.Wait _ -> {
                    return;
                }
                case Step.Ask ask -> step = ask(ask.question());
                case Step.Reply reply -> step = replied(reply.reply());
                case Step.Mistake mistake ->
                    throw new AssertionError("the router's answer is a mistake: " + mistake.text());
                case Step.Forward forward -> {
                    course.forwards++;
                    end = step;
                    tried = 0;
                    joined = !forward.forward().listens();
                    spoken = joined
                            ? null
                            : new SpokenTarget(forward.forward().targets().getFirst(), limit);
                    return;
                }
                case Step.Reject reject -> {
                    hear(reject.reject().reply());
                    end = step;
                    return;
                }
                case Step.Delegate _, Step.Close _ -> {
                    end = step;
                    return;
                }
            }
        }
    }

    private Step ask(Question question) {
        return switch (question) {
            case ROUTE -> answer(question, router::route);
            case TIMED_OUT -> answer(question, router::timedOut);
            case UNREACHABLE -> throw new IllegalStateException("is asked where a target fails");
        };
    }

    private Step answer(Question question, RouterCalls.Method<Decision> method) {
        course.news = false;
        @Nullable Decision decision = calls.ask(opening(), method);
        if (decision != null) {
            last = decision;
        }
        return Dialogue.answered(question, decision, course);
    }

    private Step replied(Decision.Reply reply) {
        opening = Arrays.copyOfRange(opening, reply.consumed(), opening.length);
        hear(reply.bytes());
        replies++;
        return Dialogue.replied(reply, course);
    }

    private void hear(ByteBuffer bytes) {
        heard.writeBytes(array(bytes));
    }

    private TestOpening opening() {
        TestOpening now = connection.saying(opening).after(replies);
        now = course.full() ? now.whenFull() : now;
        return course.ended ? now.atItsEnd() : now;
    }

    private final class Course implements Progress {
        private boolean clientEnded;
        private boolean ended;
        private boolean news;
        private boolean taken;
        private boolean wasTimedOut;
        private int forwards;
        private String lastFailure = "";

        @Override
        public int held() {
            return opening.length;
        }

        @Override
        public boolean hasNews() {
            return news;
        }

        @Override
        public boolean ended() {
            return ended;
        }

        @Override
        public boolean full() {
            return opening.length == limit;
        }

        @Override
        public boolean taken() {
            return taken;
        }

        @Override
        public boolean wasTimedOut() {
            return wasTimedOut;
        }

        @Override
        public int forwards() {
            return forwards;
        }

        @Override
        public int delegations() {
            return 0;
        }

        @Override
        public String lastFailure() {
            return lastFailure;
        }
    }

    // ---- what has become of it

    /** Whether the router has forwarded or rejected the connection, or has delegated it. */
    public boolean isDecided() {
        return end instanceof Step.Forward || end instanceof Step.Reject || end instanceof Step.Delegate;
    }

    /** Why Roulette has closed the connection without a decision of the router; empty where it has not. */
    public Optional<String> closed() {
        return end instanceof Step.Close close ? Optional.of(close.reason()) : Optional.empty();
    }

    /** The router's last answer; {@link Decision#needMore()} where it was never asked. */
    public Decision last() {
        return last;
    }

    /**
     * All that the client has heard: replies, also of a rejection or a forward, the latter as if its target had been
     * connected; and from a target that spoke to the router what it has said beyond that, once it is joined.
     */
    public byte[] heard() {
        byte[] replies = heard.toByteArray();
        if (!joined) {
            return replies;
        }
        byte[] reply = forward()
                .flatMap(Decision.Forward::reply)
                .map(Conversation::array)
                .orElse(NOTHING);
        return join(join(replies, reply), spoken == null ? NOTHING : spoken.rest());
    }

    /** The targets of the forward; none where there is no forward. */
    public List<Target> targets() {
        return forward().map(Decision.Forward::targets).orElse(List.of());
    }

    /** All that the target has been told, by the router and by the client; nothing where there is no forward. */
    public byte[] told() {
        byte[] byRouter = spoken == null ? NOTHING : spoken.told();
        return forward()
                .filter(forward -> joined)
                .map(forward -> forward.replacement().map(Conversation::array).orElse(opening))
                .map(first -> join(byRouter, join(first, unread)))
                .orElse(byRouter);
    }

    /** Whether client and target can speak to each other: there is a forward, which does not listen any more. */
    public boolean isJoined() {
        return joined && forward().isPresent();
    }

    /** How many replies the client was given. */
    public int replies() {
        return replies;
    }

    private Optional<Decision.Forward> forward() {
        return end instanceof Step.Forward forwarding ? Optional.of(forwarding.forward()) : Optional.empty();
    }

    private static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
