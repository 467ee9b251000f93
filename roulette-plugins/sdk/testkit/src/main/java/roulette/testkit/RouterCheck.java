package roulette.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import roulette.api.Decision;
import roulette.api.Router;
import roulette.api.Target;
import roulette.dialogue.Splits;

/**
 * What a router must do with a client that says this, however its bytes come: at once, one by one, split in two at
 * every place, with more behind them, or cut off at every place. Checks that the outcome is always the same, that the
 * router never decides before it has seen enough to stay with it, never throws, and never answers what Roulette would
 * take for a mistake.
 *
 * {@snippet :
 * RouterCheck.of(router).says("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n").forwardsTo("10.0.0.1:80");
 * RouterCheck.of(router).says("nonsense").rejects();
 * }
 */
public final class RouterCheck {
    private final Router router;
    private final TestOpening connection;
    private final byte[] said;
    private final Splits splits;

    private RouterCheck(Router router, TestOpening connection, byte[] said, Splits splits) {
        this.router = router;
        this.connection = connection;
        this.said = said;
        this.splits = splits;
    }

    /** Checks this router, which was configured and started; see {@link Configured}. */
    public static RouterCheck of(Router router) {
        return new RouterCheck(router, TestOpening.silent(), new byte[0], Splits.ALL);
    }

    /** The same, for a connection as this opening tells of it: its addresses and its listener. */
    public RouterCheck on(TestOpening opening) {
        return new RouterCheck(router, opening, said, splits);
    }

    /** The same, with a client that says these bytes. */
    public RouterCheck says(byte[] bytes) {
        return new RouterCheck(router, connection, bytes.clone(), splits);
    }

    /** The same, with a client that says this in UTF-8. */
    public RouterCheck says(String text) {
        return says(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same, with fewer ways in which the bytes come: split after each of the first 32 bytes, and from there on each
     * time there is a sixteenth more. For routers that ask a service, and long openings.
     */
    public RouterCheck fewSplits() {
        return new RouterCheck(router, connection, said, Splits.FEW);
    }

    /** The client is forwarded to these, in this order, each as {@link Target#parse} reads it. */
    public void forwardsTo(String... targets) {
        List<Target> expected =
                Arrays.stream(targets).<Target>map(Target::parse).toList();
        decides("forwards to " + expected, conversation -> {
            if (!conversation.targets().equals(expected)) {
                throw new AssertionError("it answers " + Words.of(conversation.last()));
            }
        });
    }

    /** Another router of the configuration decides about the client. */
    public void delegatesTo(String router) {
        decides("delegates to " + router, conversation -> {
            if (!(conversation.last() instanceof Decision.Delegate delegate)
                    || !delegate.router().equals(router)) {
                throw new AssertionError("it answers " + Words.of(conversation.last()));
            }
        });
    }

    /** The client is rejected, with whatever words. */
    public void rejects() {
        decides("rejects", conversation -> {
            if (!(conversation.last() instanceof Decision.Reject)) {
                throw new AssertionError("it answers " + Words.of(conversation.last()));
            }
        });
    }

    /** The client is rejected, and has heard this in all. */
    public void rejects(byte[] heard) {
        decides("rejects with " + Words.of(heard), conversation -> {
            if (!(conversation.last() instanceof Decision.Reject) || !Arrays.equals(conversation.heard(), heard)) {
                throw new AssertionError("it answers " + Words.of(conversation.last()) + " and the client heard "
                        + Words.of(conversation.heard()));
            }
        });
    }

    /** All that the client says is not enough to decide, and neither is any part of it. */
    public void waitsForMore() {
        everyBeginning(length -> {
            Conversation conversation = begin(length);
            if (conversation.isDecided()) {
                throw new AssertionError(
                        "it decides on " + Words.of(said, length) + ": " + Words.of(conversation.last()));
            }
        });
    }

    /** The outcome is decided, and passes this test, which throws what is wrong with it. */
    public void decides(String what, Consumer<Conversation> test) {
        Conversation fast = begin(said.length);
        expect(what, "all at once", fast, test);
        int enough = enough();
        expect(what, "one by one", oneByOne(said.length), test);
        for (int split : ends(said.length)) {
            Conversation two = begin(split).say(Arrays.copyOfRange(said, split, said.length));
            expect(what, "split after " + split + " bytes", two, test);
            requireSame(fast, two, "split after " + split + " bytes");
        }
        requireSame(fast, oneByOne(said.length), "one by one");
        byte[] behind = {'x', 0, (byte) 0xff, '\r', '\n', 0x16, 3, 1};
        Conversation more = Conversation.with(router, connection).say(join(said, behind));
        expect(what, "with more behind it", more, test);
        everyBeginning(length -> cutOff(length, enough, fast));
        if (!router.blocks()) {
            WatchedCalls.run(() -> begin(said.length));
        }
    }

    /** How many bytes it takes until the router has decided; with few splits at most so many. */
    public int enough() {
        Conversation slow = Conversation.with(router, connection);
        int from = 0;
        for (int end : ends(said.length)) {
            if (slow.isDecided()) {
                return from;
            }
            slow.say(Arrays.copyOfRange(said, from, end));
            from = end;
        }
        return slow.isDecided() ? from : said.length;
    }

    /** Where the pieces end in which so many bytes come, the last of them at the end. */
    private int[] ends(int length) {
        return IntStream.iterate(0, end -> end < length, end -> end + splits.next(end, length - end))
                .map(end -> end + splits.next(end, length - end))
                .toArray();
    }

    /** A client that leaves early must be answered somehow, and never be forwarded to where it would not have gone. */
    private void cutOff(int length, int enough, Conversation whole) {
        Conversation cut = begin(length).end();
        if (length < enough
                && cut.last() instanceof Decision.Forward
                && !cut.targets().equals(whole.targets())) {
            throw new AssertionError("cut off after " + length + " bytes it is forwarded to " + cut.targets()
                    + ", whole to " + whole.targets() + ": " + Words.of(said, length));
        }
        begin(length).timedOut();
    }

    private Conversation begin(int length) {
        return Conversation.with(router, connection).say(Arrays.copyOf(said, length));
    }

    private Conversation oneByOne(int length) {
        Conversation slow = Conversation.with(router, connection);
        int from = 0;
        for (int end : ends(length)) {
            slow.say(Arrays.copyOfRange(said, from, end));
            from = end;
        }
        return slow;
    }

    private void everyBeginning(IntConsumer check) {
        check.accept(0);
        for (int end : ends(said.length)) {
            check.accept(end);
        }
    }

    private static void expect(String what, String how, Conversation seen, Consumer<Conversation> test) {
        if (!seen.isDecided()) {
            throw new AssertionError(
                    "it " + what + ", was expected, but " + how + " it answers " + Words.of(seen.last()));
        }
        try {
            test.accept(seen);
        } catch (AssertionError wrong) {
            throw new AssertionError("it " + what + ", was expected, but " + how + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void requireSame(Conversation fast, Conversation other, String how) {
        if (!Arrays.equals(fast.heard(), other.heard())
                || !fast.targets().equals(other.targets())
                || !Arrays.equals(fast.told(), other.told())) {
            throw new AssertionError(
                    "all at once it answers " + Words.of(fast.last()) + " after " + Words.of(fast.heard()) + ", " + how
                            + " it answers " + Words.of(other.last()) + " after " + Words.of(other.heard()));
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
