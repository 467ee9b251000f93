package roulette.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.Target;
import roulette.dialogue.Dialogue;
import roulette.dialogue.Progress;
import roulette.dialogue.Question;
import roulette.dialogue.Step;

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

    /**
     * The targets of the forward fail, each of them so; with {@link Failure#NO_FIRST_BYTE} the first of them is connected
     * and says nothing, and no other is tried.
     */
    public Conversation fail(Failure failure) {
        if (!(end instanceof Step.Forward forwarding)) {
            throw new AssertionError("there is no forward that could fail, but " + Words.of(last));
        }
        Decision.Forward forward = forwarding.forward();
        List<Target> failing = forward.targets();
        if (failure == Failure.NO_FIRST_BYTE) {
            course.taken = true;
            opening = NOTHING;
            forward.reply().ifPresent(this::hear);
            failing = failing.subList(0, 1);
        }
        for (Target target : failing) {
            calls.tell(opening(), opening -> router.failed(opening, TestAttempt.of(target, failure)));
        }
        course.lastFailure = failure.reason();
        end = null;
        Attempt last = TestAttempt.of(failing.getLast(), failure);
        follow(answer(Question.UNREACHABLE, opening -> router.unreachable(opening, last)));
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
                case Step.Forward _ -> {
                    course.forwards++;
                    end = step;
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

    /** Whether the router has forwarded or rejected the connection. */
    public boolean isDecided() {
        return end instanceof Step.Forward || end instanceof Step.Reject;
    }

    /** Why Roulette has closed the connection without a decision of the router; empty where it has not. */
    public Optional<String> closed() {
        return end instanceof Step.Close close ? Optional.of(close.reason()) : Optional.empty();
    }

    /** The router's last answer; {@link Decision#needMore()} where it was never asked. */
    public Decision last() {
        return last;
    }

    /** All that the client has heard: replies, also of a rejection or a forward, the latter as if its target had been connected. */
    public byte[] heard() {
        byte[] replies = heard.toByteArray();
        return forward()
                .flatMap(Decision.Forward::reply)
                .map(reply -> join(replies, array(reply)))
                .orElse(replies);
    }

    /** The targets of the forward; none where there is no forward. */
    public List<Target> targets() {
        return forward().map(Decision.Forward::targets).orElse(List.of());
    }

    /** All that the target has been told; nothing where there is no forward. */
    public byte[] told() {
        return forward()
                .map(forward ->
                        join(forward.replacement().map(Conversation::array).orElse(opening), unread))
                .orElse(NOTHING);
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

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
