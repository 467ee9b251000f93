package roulette.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;

/** The check finds every kind of error that it promises to find. */
class RouterCheckTest {
    private interface Route {
        Decision route(Opening opening) throws Exception;
    }

    private static Router router(Route route) {
        return new Router() {
            @Override
            public String name() {
                return "made-of-a-lambda";
            }

            @Override
            public Decision route(Opening opening) throws Exception {
                return route.route(opening);
            }
        };
    }

    private static String text(Opening opening) {
        return StandardCharsets.US_ASCII.decode(opening.bytes()).toString();
    }

    /** Decides by the first line, once it is complete. */
    private static Decision byLine(Opening opening) {
        String text = text(opening);
        int end = text.indexOf('\n');
        if (end < 0) {
            return Decision.needMore();
        }
        return text.startsWith("a") ? Decision.forward("a", 1) : Decision.reject("no\n");
    }

    @Test
    void aRouterThatNeedsTheWholeLinePasses() {
        RouterCheck check = RouterCheck.of(router(RouterCheckTest::byLine));
        check.clientSends("abc\nmore").forwardsTo("a:1");
        check.clientSends("xyz\n").rejects("no\n".getBytes(StandardCharsets.US_ASCII));
        check.clientSends("abc").needsMore();
        assertThat(check.clientSends("abc\nmore").bytesNeeded()).isEqualTo(4);
    }

    @Test
    void aRouterThatDecidesTooEarlyIsFound() {
        Router hasty =
                router(opening -> text(opening).equals("abc\n") ? Decision.forward("a", 1) : Decision.forward("b", 1));
        assertThatThrownBy(() -> RouterCheck.of(hasty).clientSends("abc\n").forwardsTo("a:1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("one by one")
                .hasMessageContaining("forward to [b:1]");
    }

    @Test
    void aRouterThatExpectsAllBytesAtOnceIsFound() {
        Router greedy =
                router(opening -> opening.bytes().remaining() >= 4 ? byLine(opening) : Decision.reject("too short"));
        assertThatThrownBy(() -> RouterCheck.of(greedy).clientSends("abc\n").forwardsTo("a:1"))
                .hasMessageContaining("one by one");
    }

    @Test
    void aRouterThatReadsPastTheEndIsFound() {
        Router reckless = router(opening -> {
            ByteBuffer bytes = opening.bytes();
            return bytes.get(3) == '\n' ? Decision.forward("a", 1) : Decision.needMore();
        });
        assertThatThrownBy(() -> RouterCheck.of(reckless).clientSends("abc\n").forwardsTo("a:1"))
                .hasMessageContaining("IndexOutOfBoundsException");
    }

    @Test
    void aRouterThatDependsOnFurtherBytesIsFound() {
        Router confused = router(opening -> text(opening).equals("abc\n") ? Decision.forward("a", 1) : late(opening));
        assertThatThrownBy(() -> RouterCheck.of(confused).clientSends("abc\n").forwardsTo("a:1"))
                .hasMessageContaining("with more behind it");
    }

    private static Decision late(Opening opening) {
        return opening.bytes().remaining() > 4 ? Decision.reject() : Decision.needMore();
    }

    @Test
    void aRouterThatForwardsIncompleteInputElsewhereIsFound() {
        Router careless = router(opening -> opening.ended() ? Decision.forward("b", 1) : byLine(opening));
        assertThatThrownBy(() -> RouterCheck.of(careless).clientSends("abc\n").forwardsTo("a:1"))
                .hasMessageContaining("cut off after 1 bytes");
    }

    @Test
    void nullAndConsumingTooManyBytesAreInvalid() {
        assertThatThrownBy(() -> RouterCheck.of(router(opening -> nothing()))
                        .clientSends("abc\n")
                        .rejects())
                .hasMessageContaining("null");
        assertThatThrownBy(() -> RouterCheck.of(router(opening -> Decision.reply("x", 100)))
                        .clientSends("abc\n")
                        .rejects())
                .hasMessageContaining("consumes 100 bytes of 4");
    }

    @SuppressWarnings("NullAway") // as a router without these checks may
    private static Decision nothing() {
        return null;
    }

    // ---- mutated inputs

    private static Mutations lines() {
        return Mutations.of(List.of(bytes("abc\nmore"), bytes("xyz\n")), 7);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void mutatedInputsAreCheckedWithTheTest() {
        List<Decision> seen = new ArrayList<>();
        RouterCheck.of(router(RouterCheckTest::byLine))
                .fuzz(lines(), 1000, (input, conversation) -> seen.add(conversation.lastDecision()));
        assertThat(seen).hasSize(1000).contains(Decision.needMore(), Decision.forward("a", 1), Decision.reject("no\n"));
    }

    @Test
    void aMutatedInputThatIsDecidedDifferentlyWhenItIsSplitIsFound() {
        Router hasty = router(opening -> text(opening).startsWith("ab") ? Decision.forward("a", 1) : Decision.reject());
        assertThatThrownBy(() -> RouterCheck.of(hasty).fuzz(lines(), 1000, (input, conversation) -> {}))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)input \\d+, .*, split after 1 bytes: all at once it answers forward to .*");
    }

    @Test
    void aMutatedInputWithAWrongOutcomeIsFound() {
        assertThatThrownBy(() -> RouterCheck.of(router(RouterCheckTest::byLine))
                        .fuzz(lines(), 1000, (input, conversation) -> {
                            throw new AssertionError("as expected");
                        }))
                .hasMessageMatching("(?s)input 0, .*: as expected");
    }

    @Test
    void aRouterThatFailsWhenAMutatedInputEndsIsFound() {
        Router router = router(opening -> {
            if (opening.ended()) {
                throw new IllegalStateException("broken");
            }
            return Decision.needMore();
        });
        assertThatThrownBy(() -> RouterCheck.of(router).fuzz(lines(), 1000, (input, conversation) -> {}))
                .hasMessageContaining("the router threw java.lang.IllegalStateException: broken");
    }

    @Test
    void aWrongExpectationIsFound() {
        RouterCheck check = RouterCheck.of(router(RouterCheckTest::byLine));
        assertThatThrownBy(() -> check.clientSends("abc\n").rejects()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check.clientSends("xyz\n").forwardsTo("a:1")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check.clientSends("xyz\n").rejects(new byte[] {1}))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"no\\n\"");
        assertThatThrownBy(() -> check.clientSends("abc\n").needsMore()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check.clientSends("abc").forwardsTo("a:1")).hasMessageContaining("needMore()");
    }
}
