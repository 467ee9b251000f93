package roulette.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.Target;
import roulette.dialogue.Dialogue;
import roulette.dialogue.Question;
import roulette.dialogue.Step;
import roulette.dialogue.TargetDialogue;
import roulette.dialogue.TargetStep;

/**
 * One connection of a client, without a network. The router is called when Roulette would call it, on a thread of the
 * same kind, and what follows from its answers is the same. An {@code AssertionError} is thrown for answers that Roulette
 * rejects as invalid, for reading the bytes of an earlier call, for a wait in a router that does not {@linkplain
 * Router#blocks() block}, and for a call that exceeds the routing deadline. For one thread.
 */
public final class Conversation {
    /** The defaults of {@code limits.opening} and {@code timeouts.routing}. */
    private static final int OPENING = 16 << 10;

    static final Duration ROUTING = Duration.ofSeconds(5);

    private static final byte[] NOTHING = {};

    private final Router router;
    private final RouterCalls calls;
    private final TestOpening connection;
    private final int limit;
    private final ClientSide client;
    private Decision last = Decision.needMore();

    /** The final decision, or why the connection was closed without one. */
    private @Nullable Step end;

    /** The connected target of a forward that listens, until it is given up. */
    private @Nullable ListeningTarget target;

    /** The index of the forward's present target. */
    private int tried;

    private boolean joined;

    private Conversation(Router router, TestOpening connection, int limit, RouterCalls calls) {
        this.router = router;
        this.connection = connection.newConnection();
        this.limit = limit;
        this.calls = calls;
        this.client = new ClientSide(limit);
    }

    /** A connection from 127.0.0.1:50000 on listener "test". */
    public static Conversation with(Router router) {
        return with(router, TestOpening.empty());
    }

    /** A connection with the addresses, the listener and the PROXY protocol values of this opening. */
    public static Conversation with(Router router, TestOpening connection) {
        return with(router, connection, OPENING, ROUTING);
    }

    /**
     * A connection with the addresses, the listener and the PROXY protocol values of this opening, and these settings.
     *
     * @param openingLimit {@code limits.opening}: how many bytes are shown to the router at most; 16 KiB elsewhere
     * @param routingDeadline {@code timeouts.routing}, for each call of a router that blocks; zero: none; five seconds
     *     elsewhere
     */
    public static Conversation with(Router router, TestOpening connection, int openingLimit, Duration routingDeadline) {
        return accepted(router, connection, openingLimit, new RouterCalls(router, routingDeadline));
    }

    static Conversation with(Router router, TestOpening connection, RouterCalls calls) {
        return accepted(router, connection, OPENING, calls);
    }

    private static Conversation accepted(Router router, TestOpening connection, int limit, RouterCalls calls) {
        Conversation accepted = new Conversation(router, connection, limit, calls);
        accepted.follow(Dialogue.accepted(router.needsBytes(), accepted.client));
        return accepted;
    }

    // ---- events

    /** The client sends these bytes. What the router is not asked about before it decides goes to the target. */
    public Conversation clientSends(byte[] piece) {
        client.input.send(piece);
        read();
        return this;
    }

    /** The client ends its side. */
    public Conversation clientEnds() {
        client.input.end();
        read();
        return this;
    }

    /** The routing deadline passes. */
    public Conversation timedOut() {
        if (end == null) {
            Step step = Dialogue.expired(Dialogue.Stage.WAITING, client);
            client.timeOut();
            follow(step);
        }
        return this;
    }

    /** The connected target of a forward that {@linkplain Decision.Forward#listening() listens} sends these bytes. */
    public Conversation targetSends(byte[] piece) {
        ListeningTarget sender = requireTarget();
        sender.input.send(piece);
        readTarget(sender);
        return this;
    }

    /** The connected target of a forward that listens ends its side before it is joined with the client. */
    public Conversation targetEnds() {
        ListeningTarget sender = requireTarget();
        sender.input.end();
        readTarget(sender);
        return this;
    }

    /**
     * The present target of the forward fails, and the next one is tried. After {@link Failure#NO_FIRST_BYTE} no other is
     * tried: the target was connected and has taken the bytes.
     */
    public Conversation targetFails(Failure failure) {
        Decision.Forward forward = requireForward();
        Target failed = forward.targets().get(tried);
        if (failure == Failure.NO_FIRST_BYTE) {
            client.take();
            forward.reply().ifPresent(client::send);
            tellFailed(failed, failure);
            unreachable(failed, failure);
        } else {
            giveUp(failed, failure);
        }
        return this;
    }

    /** All remaining targets of the forward fail, as by {@link #targetFails}. */
    public Conversation targetsFail(Failure failure) {
        int remaining = requireForward().targets().size() - tried;
        int failing = failure == Failure.NO_FIRST_BYTE ? 1 : remaining;
        for (int i = 0; i < failing; i++) {
            targetFails(failure);
        }
        return this;
    }

    private Decision.Forward requireForward() {
        return forward()
                .orElseThrow(
                        () -> new AssertionError("there is no forward that can fail: the last decision is " + text()));
    }

    // ---- the client's side

    /** Shows the router what the client has sent, until it has decided. */
    private void read() {
        while (end == null && client.input.read()) {
            follow(Dialogue.received(client));
        }
    }

    /** Until more input is needed, or the connection is decided. */
    private void follow(Step first) {
        Step step = first;
        while (true) {
            switch (step) {
                case Step.Wait _ -> {
                    return;
                }
                case Step.Ask ask -> step = ask(ask.question());
                case Step.Reply reply -> {
                    client.reply(reply.reply());
                    step = Dialogue.replied(reply.reply(), client);
                }
                case Step.InvalidAnswer invalid ->
                    throw new AssertionError("the router's answer is invalid: " + invalid.text());
                case Step.Forward forward -> {
                    end = step;
                    connect(forward.forward());
                    return;
                }
                case Step.Reject reject -> {
                    end = step;
                    last = reject.reject();
                    client.send(reject.reject().reply());
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
            case ROUTE -> ask(question, router::route);
            case TIMED_OUT -> ask(question, router::timedOut);
            case UNREACHABLE -> throw new IllegalStateException("asked in unreachable() only");
        };
    }

    private Step ask(Question question, RouterCalls.Method<Decision> method) {
        client.input.asked();
        @Nullable Decision decision = calls.ask(opening(), method);
        if (decision != null) {
            last = decision;
        }
        return Dialogue.answered(question, decision, client);
    }

    private TestOpening opening() {
        return connection.with(client.input, client.replies());
    }

    // ---- the target's side

    private void connect(Decision.Forward forward) {
        client.forward();
        tried = 0;
        joined = !forward.listens();
        target = joined ? null : new ListeningTarget(forward.targets().getFirst(), limit);
    }

    private ListeningTarget requireTarget() {
        if (target == null) {
            throw new AssertionError("no target is connected that sends to the router: the last decision is " + text());
        }
        return target;
    }

    private void readTarget(ListeningTarget sender) {
        while (target == sender && !joined && sender.input.read()) {
            follow(sender, TargetDialogue.received(sender.input));
        }
    }

    private void follow(ListeningTarget sender, TargetStep first) {
        TargetStep step = first;
        while (true) {
            switch (step) {
                case TargetStep.Wait _ -> {
                    return;
                }
                case TargetStep.Ask _ ->
                    step = TargetDialogue.answered(
                            calls.ask(opening(), opening -> sender.ask(router, opening)), sender.input);
                case TargetStep.Send send -> {
                    sender.send(send.send());
                    step = TargetDialogue.sent(send.send(), sender.input);
                }
                case TargetStep.Join join -> {
                    sender.input.consume(join.join().consumed());
                    joined = true;
                    return;
                }
                case TargetStep.GiveUp giveUp -> {
                    giveUp(sender.target, giveUp.failure());
                    return;
                }
                case TargetStep.Client decided -> {
                    target = null;
                    end = null;
                    follow(decided.step());
                    return;
                }
            }
        }
    }

    private void giveUp(Target failed, Failure failure) {
        tellFailed(failed, failure);
        tried++;
        List<Target> targets = targets();
        if (tried < targets.size()) {
            target = joined ? null : new ListeningTarget(targets.get(tried), limit);
        } else {
            unreachable(failed, failure);
        }
    }

    private void tellFailed(Target failed, Failure failure) {
        calls.tell(opening(), opening -> router.failed(opening, TestAttempt.of(failed, failure)));
    }

    private void unreachable(Target lastTried, Failure failure) {
        client.fail(failure.reason());
        target = null;
        end = null;
        follow(ask(Question.UNREACHABLE, opening -> router.unreachable(opening, TestAttempt.of(lastTried, failure))));
    }

    // ---- results

    /** Whether the router has forwarded, rejected or delegated the connection. */
    public boolean isDecided() {
        return end instanceof Step.Forward || end instanceof Step.Reject || end instanceof Step.Delegate;
    }

    /** Why Roulette has closed the connection without a decision of the router; empty if it has not. */
    public Optional<String> closeReason() {
        return end instanceof Step.Close close ? Optional.of(close.reason()) : Optional.empty();
    }

    /** The router's latest decision; {@link Decision#needMore()} if it was never asked. */
    public Decision lastDecision() {
        return last;
    }

    /**
     * All bytes sent to the client: replies, that of a rejection, that of a forward as if its target had been connected,
     * and what a joined target has sent beyond what the router consumed.
     */
    public byte[] sentToClient() {
        byte[] replies = client.sentToIt();
        if (!joined) {
            return replies;
        }
        byte[] reply =
                forward().flatMap(Decision.Forward::reply).map(Input::array).orElse(NOTHING);
        return Input.join(Input.join(replies, reply), target == null ? NOTHING : target.input.all());
    }

    /** The targets of the forward; empty if there is no forward. */
    public List<Target> targets() {
        return forward().map(Decision.Forward::targets).orElse(List.of());
    }

    /** All bytes sent to the target, by the router and by the client; empty if there is no forward. */
    public byte[] sentToTarget() {
        byte[] byRouter = target == null ? NOTHING : target.sentToIt();
        return forward()
                .filter(forward -> joined)
                .map(forward -> forward.replacement()
                        .map(replacement -> Input.join(Input.array(replacement), client.input.unread()))
                        .orElseGet(client.input::all))
                .map(byClient -> Input.join(byRouter, byClient))
                .orElse(byRouter);
    }

    /** Whether bytes are relayed between client and target: there is a forward, and it does not listen any more. */
    public boolean isJoined() {
        return joined && forward().isPresent();
    }

    /** How many replies the client was sent. */
    public int replies() {
        return client.replies();
    }

    private Optional<Decision.Forward> forward() {
        return end instanceof Step.Forward forwarding ? Optional.of(forwarding.forward()) : Optional.empty();
    }

    private String text() {
        return Descriptions.of(last);
    }
}
