package roulette.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import roulette.api.Decision;
import roulette.api.Router;
import roulette.api.Target;
import roulette.dialogue.Splits;

/**
 * What a router must decide for the bytes of a client, however they arrive: at once, one by one, split in two at every
 * place, followed by more, or cut off at every place. Checks that the outcome is always the same, that the router never
 * decides too early, never throws, and never returns what Roulette rejects as invalid.
 *
 * {@snippet :
 * RouterCheck.of(router).clientSends("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n").forwardsTo("10.0.0.1:80");
 * RouterCheck.of(router).clientSends("nonsense").rejects();
 * }
 */
public final class RouterCheck {
    private static final byte[] FURTHER = {'x', 0, (byte) 0xff, '\r', '\n', 0x16, 3, 1};

    private final Router router;
    private final TestOpening connection;
    private final byte[] input;
    private final Splits splits;

    private RouterCheck(Router router, TestOpening connection, byte[] input, Splits splits) {
        this.router = router;
        this.connection = connection;
        this.input = input;
        this.splits = splits;
    }

    /** Checks this router, which was configured and started; see {@link Configured}. */
    public static RouterCheck of(Router router) {
        return new RouterCheck(router, TestOpening.empty(), new byte[0], Splits.ALL);
    }

    /** The same, for a connection with the addresses, the listener and the PROXY protocol values of this opening. */
    public RouterCheck on(TestOpening opening) {
        return new RouterCheck(router, opening, input, splits);
    }

    /** The same, for a client that sends these bytes. */
    public RouterCheck clientSends(byte[] bytes) {
        return new RouterCheck(router, connection, bytes.clone(), splits);
    }

    /** The same, for a client that sends this in UTF-8. */
    public RouterCheck clientSends(String text) {
        return clientSends(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same, with fewer splits: after each of the first 32 bytes, and from there on each time there is a sixteenth
     * more. For routers that call a service, and for long openings.
     */
    public RouterCheck fewSplits() {
        return new RouterCheck(router, connection, input, Splits.FEW);
    }

    /** The client is forwarded to these targets, in this order, each as {@link Target#parse} reads it. */
    public void forwardsTo(String... targets) {
        List<Target> expected =
                Arrays.stream(targets).<Target>map(Target::parse).toList();
        decides("forwards to " + expected, conversation -> {
            if (!conversation.targets().equals(expected)) {
                throw unexpected(conversation);
            }
        });
    }

    /** The router of this name decides instead. */
    public void delegatesTo(String name) {
        decides("delegates to " + name, conversation -> {
            if (!(conversation.lastDecision() instanceof Decision.Delegate delegate)
                    || !delegate.router().equals(name)) {
                throw unexpected(conversation);
            }
        });
    }

    /** The client is rejected, with any message or none. */
    public void rejects() {
        decides("rejects", conversation -> {
            if (!(conversation.lastDecision() instanceof Decision.Reject)) {
                throw unexpected(conversation);
            }
        });
    }

    /** The client is rejected, and was sent exactly these bytes, replies included. */
    public void rejects(byte[] sent) {
        decides("rejects with " + Descriptions.of(sent), conversation -> {
            if (!(conversation.lastDecision() instanceof Decision.Reject)
                    || !Arrays.equals(conversation.sentToClient(), sent)) {
                throw new AssertionError("it answers " + Descriptions.of(conversation.lastDecision())
                        + " and the client was sent " + Descriptions.of(conversation.sentToClient()));
            }
        });
    }

    /** The router decides neither for these bytes nor for any part of them from the first one on. */
    public void needsMore() {
        RouterCalls calls = calls();
        calls.onOneThread(() -> beginnings().forEach(length -> {
            Conversation conversation = play(calls, Arrays.copyOf(input, length));
            if (conversation.isDecided()) {
                throw new AssertionError("it decides on " + Descriptions.of(input, length) + ": "
                        + Descriptions.of(conversation.lastDecision()));
            }
        }));
    }

    /**
     * The router decides, and each conversation passes the test.
     *
     * @param what for the message of a failure, such as "rejects"
     * @param test throws an {@code AssertionError} if the outcome is wrong; called on a virtual thread if the router blocks
     */
    public void decides(String what, Consumer<Conversation> test) {
        RouterCalls calls = calls();
        calls.onOneThread(() -> decides(calls, what, test));
        if (!router.blocks()) {
            WatchedCalls.run(() -> play(calls(), input));
        }
    }

    private void decides(RouterCalls calls, String what, Consumer<Conversation> test) {
        Conversation atOnce = play(calls, input);
        expect(what, "all at once", atOnce, test);
        Conversation oneByOne = oneByOne(calls);
        expect(what, "one by one", oneByOne, test);
        for (int split : ends()) {
            String how = "split after " + split + " bytes";
            Conversation inTwo = inTwo(calls, input, split);
            expect(what, how, inTwo, test);
            requireSame(atOnce, inTwo, how);
        }
        requireSame(atOnce, oneByOne, "one by one");
        expect(what, "with more behind it", play(calls, Input.join(input, FURTHER)), test);
        int needed = bytesNeeded(calls);
        beginnings().forEach(length -> cutOff(calls, length, needed, atOnce));
    }

    /** How many bytes it takes until the router has decided; with few splits an upper bound. */
    public int bytesNeeded() {
        RouterCalls calls = calls();
        int[] bytes = {0};
        calls.onOneThread(() -> bytes[0] = bytesNeeded(calls));
        return bytes[0];
    }

    private int bytesNeeded(RouterCalls calls) {
        return calls.counted(() -> {
            Conversation slow = Conversation.with(router, connection, calls);
            int from = 0;
            for (int end : ends()) {
                if (slow.isDecided()) {
                    return from;
                }
                slow.clientSends(Arrays.copyOfRange(input, from, end));
                from = end;
            }
            return from;
        });
    }

    /**
     * The outcome for each of so many mutated inputs is the same if it arrives at once and if it is split in two at some
     * place. The router is also asked about a client that ends or stays silent after the first part. A failure names the
     * input.
     *
     * @param test is given each input, and the conversation in which it arrived at once, as {@link #decides}
     *     gives them
     */
    public void fuzz(Mutations inputs, int count, BiConsumer<byte[], Conversation> test) {
        RouterCalls calls = calls();
        calls.onOneThread(() -> {
            for (int i = 0; i < count; i++) {
                byte[] bytes = inputs.next();
                int split = inputs.choose(bytes.length + 1);
                try {
                    test.accept(bytes, fuzz(calls, bytes, split));
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "input " + i + ", " + Descriptions.of(bytes) + ", split after " + split + " bytes: "
                                    + e.getMessage(),
                            e);
                }
            }
        });
    }

    private Conversation fuzz(RouterCalls calls, byte[] bytes, int split) {
        return calls.counted(() -> {
            Conversation atOnce = play(calls, bytes);
            Conversation inTwo = inTwo(calls, bytes, split);
            requireSame(atOnce, inTwo, "split after " + split + " bytes");
            inTwo.clientEnds().timedOut();
            play(calls, Arrays.copyOf(bytes, split)).timedOut();
            play(calls, Arrays.copyOf(bytes, split)).clientEnds().timedOut();
            return atOnce;
        });
    }

    /** Where the pieces end in which the bytes arrive, the last of them at the end. */
    private int[] ends() {
        return IntStream.iterate(0, end -> end < input.length, end -> end + splits.next(end, input.length - end))
                .map(end -> end + splits.next(end, input.length - end))
                .toArray();
    }

    private IntStream beginnings() {
        return IntStream.concat(IntStream.of(0), Arrays.stream(ends()));
    }

    /** A client that leaves early may get any answer, but must not be forwarded to other targets than the whole input. */
    private void cutOff(RouterCalls calls, int length, int needed, Conversation whole) {
        byte[] beginning = Arrays.copyOf(input, length);
        Conversation cut = calls.counted(() -> play(calls, beginning).clientEnds());
        if (length < needed
                && cut.lastDecision() instanceof Decision.Forward
                && !cut.targets().equals(whole.targets())) {
            throw new AssertionError("cut off after " + length + " bytes it is forwarded to " + cut.targets()
                    + ", whole to " + whole.targets() + ": " + Descriptions.of(beginning));
        }
        calls.counted(() -> play(calls, beginning).timedOut());
    }

    private RouterCalls calls() {
        return new RouterCalls(router, Conversation.ROUTING);
    }

    private Conversation play(RouterCalls calls, byte[]... pieces) {
        return calls.counted(() -> {
            Conversation conversation = Conversation.with(router, connection, calls);
            for (byte[] piece : pieces) {
                conversation.clientSends(piece);
            }
            return conversation;
        });
    }

    private Conversation inTwo(RouterCalls calls, byte[] bytes, int split) {
        return play(calls, Arrays.copyOf(bytes, split), Arrays.copyOfRange(bytes, split, bytes.length));
    }

    private Conversation oneByOne(RouterCalls calls) {
        int[] ends = ends();
        byte[][] pieces = new byte[ends.length][];
        for (int i = 0, from = 0; i < ends.length; i++) {
            pieces[i] = Arrays.copyOfRange(input, from, ends[i]);
            from = ends[i];
        }
        return play(calls, pieces);
    }

    private static void expect(String what, String how, Conversation seen, Consumer<Conversation> test) {
        String expected = "expected: " + what + "; " + how + ": ";
        if (!seen.isDecided()) {
            throw new AssertionError(expected + unexpected(seen).getMessage());
        }
        try {
            test.accept(seen);
        } catch (AssertionError wrong) {
            throw new AssertionError(expected + wrong.getMessage(), wrong);
        }
    }

    private static AssertionError unexpected(Conversation seen) {
        return new AssertionError("it answers " + Descriptions.of(seen.lastDecision()));
    }

    private static void requireSame(Conversation atOnce, Conversation other, String how) {
        if (!Arrays.equals(atOnce.sentToClient(), other.sentToClient())
                || !atOnce.targets().equals(other.targets())
                || !Arrays.equals(atOnce.sentToTarget(), other.sentToTarget())
                || atOnce.isDecided() != other.isDecided()
                || !atOnce.closeReason().equals(other.closeReason())) {
            throw new AssertionError(
                    "all at once it answers " + text(atOnce) + ", " + how + " it answers " + text(other));
        }
    }

    private static String text(Conversation seen) {
        return Descriptions.of(seen.lastDecision()) + " and sends " + Descriptions.of(seen.sentToClient());
    }
}
