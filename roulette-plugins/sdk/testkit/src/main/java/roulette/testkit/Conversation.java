package roulette.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.Target;

/**
 * Follows the answers of a router as Roulette does, until it is decided what becomes of the connection. What Roulette
 * would take for a router's mistake is an {@code AssertionError} here. For one thread.
 */
public final class Conversation {
    private final Router router;
    private final TestOpening connection;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ByteArrayOutputStream afterwards = new ByteArrayOutputStream();
    private byte[] opening = {};
    private int replies;
    private boolean ended;
    private Decision last = Decision.needMore();

    private Conversation(Router router, TestOpening connection) {
        this.router = router;
        this.connection = connection;
    }

    /** A connection of the usual client, who has said nothing so far. */
    public static Conversation with(Router router) {
        return with(router, TestOpening.silent());
    }

    /** A connection as this opening tells of it: its addresses and its listener. */
    public static Conversation with(Router router, TestOpening connection) {
        return new Conversation(router, connection);
    }

    /** The client says this; the router is asked unless all is decided. */
    public Conversation say(byte[] piece) {
        if (isDecided()) {
            afterwards.writeBytes(piece);
        } else if (piece.length > 0) {
            opening = join(opening, piece);
            ask();
        }
        return this;
    }

    /** The client ends its side; the router is asked unless all is decided, or the client never said anything. */
    public Conversation end() {
        ended = true;
        if (!isDecided() && opening.length > 0) {
            ask();
        }
        return this;
    }

    /** The routing deadline passes. */
    public Conversation fallSilent() {
        if (!isDecided()) {
            follow(answer(() -> router.silent(opening())));
        }
        return this;
    }

    /** All targets of the forward fail, the last of them so. */
    public Conversation fail(Failure failure) {
        if (!(last instanceof Decision.Forward forward)) {
            throw new AssertionError("there is no forward that could fail, but " + Words.of(last));
        }
        Target target = forward.targets().getLast();
        follow(answer(() -> router.unreachable(opening(), target, failure)));
        if (last instanceof Decision.NeedMore || last instanceof Decision.Reply) {
            throw new AssertionError(Words.of(last) + " is no answer when no target could be reached");
        }
        return this;
    }

    private void ask() {
        boolean again;
        do {
            int before = opening.length;
            follow(answer(() -> router.route(opening())));
            again = last instanceof Decision.Reply && opening.length > 0 && opening.length < before;
        } while (again);
    }

    private interface Question {
        @Nullable
        Decision ask() throws Exception;
    }

    private static Decision answer(Question question) {
        try {
            Decision decision = question.ask();
            if (decision == null) {
                throw new AssertionError("the router answered null");
            }
            return decision;
        } catch (Exception thrown) {
            throw new AssertionError("the router threw " + thrown, thrown);
        }
    }

    private void follow(Decision decision) {
        last = decision;
        switch (decision) {
            case Decision.NeedMore _ -> {}
            case Decision.Forward _ -> {}
            case Decision.Reject reject -> hear(reject.reply());
            case Decision.Reply reply -> {
                if (reply.consumed() > opening.length) {
                    throw new AssertionError("a reply consumes " + reply.consumed() + " bytes of " + opening.length);
                }
                hear(reply.bytes());
                opening = Arrays.copyOfRange(opening, reply.consumed(), opening.length);
                replies++;
            }
        }
    }

    private void hear(ByteBuffer bytes) {
        heard.writeBytes(array(bytes));
    }

    private TestOpening opening() {
        TestOpening now = connection.saying(opening).after(replies);
        return ended ? now.atItsEnd() : now;
    }

    /** Whether the router has forwarded or rejected the connection. */
    public boolean isDecided() {
        return last instanceof Decision.Forward || last instanceof Decision.Reject;
    }

    /** The router's last answer; {@link Decision#needMore()} where it was never asked. */
    public Decision last() {
        return last;
    }

    /** All that the client has heard: replies, last words, and the reply of a forward as if its target had been connected. */
    public byte[] heard() {
        byte[] words = heard.toByteArray();
        return last instanceof Decision.Forward forward
                ? join(words, forward.reply().map(Conversation::array).orElse(new byte[0]))
                : words;
    }

    /** The targets of the forward; none where there is no forward. */
    public List<Target> targets() {
        return last instanceof Decision.Forward forward ? forward.targets() : List.of();
    }

    /** All that the target has been told; nothing where there is no forward. */
    public byte[] told() {
        if (last instanceof Decision.Forward forward) {
            byte[] first = forward.replacement().map(Conversation::array).orElse(opening);
            return join(first, afterwards.toByteArray());
        }
        return new byte[0];
    }

    /** How many replies the client was given. */
    public int replies() {
        return replies;
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
