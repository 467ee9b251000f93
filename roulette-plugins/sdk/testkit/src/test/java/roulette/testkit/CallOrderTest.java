package roulette.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;

/** A router is called when Roulette would call it. */
class CallOrderTest {
    private static final Decision.Forward FORWARD = Decision.forward("a", 1).orElse("b", 2);

    static String text(Opening opening) {
        return StandardCharsets.ISO_8859_1.decode(opening.bytes()).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Conversation limited(Router router, int limit) {
        return Conversation.with(router, TestOpening.empty(), limit, Duration.ofSeconds(5));
    }

    // ---- order

    @Test
    void aRouterIsStartedBeforeItsFirstCall() {
        RecordingRouter router = Configured.with(new RecordingRouter(opening -> FORWARD));
        Conversation.with(router).clientSends(bytes("x"));
        assertThat(router.calls).containsExactly("start", "route x");
    }

    @Test
    void aRouterThatNeedsNoBytesIsCalledBeforeTheFirstByte() {
        RecordingRouter router = new RecordingRouter(
                        opening -> opening.bytes().hasRemaining() ? FORWARD : Decision.reply("220 hi", 0))
                .needingNoBytes();
        Conversation conversation = Conversation.with(router);
        assertThat(conversation.sentToClient()).isEqualTo(bytes("220 hi"));
        assertThat(conversation.isDecided()).isFalse();
        assertThat(conversation.clientSends(bytes("x")).isDecided()).isTrue();
        assertThat(router.calls).containsExactly("route ", "route x");
    }

    @Test
    void aRouterThatNeedsNoBytesIsCalledOnceIfItDecides() {
        RecordingRouter router = new RecordingRouter(opening -> FORWARD).needingNoBytes();
        RouterCheck.of(router).clientSends("xy").forwardsTo("a:1", "b:2");
        assertThat(router.calls).containsOnly("route ");
        assertThat(RouterCheck.of(router).clientSends("xy").bytesNeeded()).isZero();
    }

    @Test
    void anOpeningGrowsToItsLimitAndFurtherBytesWaitForRoom() {
        RecordingRouter router = new RecordingRouter(opening ->
                opening.replies() > 0 ? FORWARD : opening.full() ? Decision.reply("ok", 2) : Decision.needMore());
        Conversation conversation = limited(router, 4).clientSends(bytes("abcdef"));
        assertThat(router.calls).containsExactly("route abcd full", "route cd");
        assertThat(conversation.sentToTarget()).isEqualTo(bytes("cdef"));
    }

    @Test
    void aConnectionWithAFullOpeningAndNoDecisionIsClosed() {
        Conversation conversation =
                limited(new RecordingRouter(opening -> Decision.needMore()), 4).clientSends(bytes("abcdef"));
        assertThat(conversation.closeReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("limits.opening"));
        assertThat(conversation.isDecided()).isFalse();
    }

    @Test
    void aConnectionThatEndsWithoutADecisionIsClosed() {
        RecordingRouter router = new RecordingRouter(opening -> Decision.needMore());
        assertThat(Conversation.with(router)
                        .clientSends(bytes("x"))
                        .clientEnds()
                        .closeReason())
                .isPresent();
        assertThat(router.calls).containsExactly("route x", "route x ended");
    }

    @Test
    void timedOutIsCalledOnceAndTheNextTimeoutClosesTheConnection() {
        RecordingRouter router = new RecordingRouter(opening -> Decision.needMore())
                .whenTimedOut(opening -> Decision.reply("220 hi", 0));
        Conversation conversation = Conversation.with(router).timedOut();
        assertThat(conversation.closeReason()).isEmpty();
        assertThat(conversation.timedOut().closeReason()).contains("no decision in time");
        assertThat(router.calls).containsExactly("timedOut ");
        assertThat(conversation.clientSends(bytes("x")).timedOut().sentToClient())
                .isEqualTo(bytes("220 hi"));
        assertThat(router.calls).containsExactly("timedOut ");
    }

    @Test
    void bytesThatAReplyOfTimedOutDoesNotConsumeAreRoutedAtOnce() {
        RecordingRouter router = new RecordingRouter(opening -> opening.replies() > 0 ? FORWARD : Decision.needMore())
                .whenTimedOut(opening -> Decision.reply("hi", 1));
        assertThat(Conversation.with(router).clientSends(bytes("xy")).timedOut().sentToTarget())
                .isEqualTo(bytes("y"));
        assertThat(router.calls).containsExactly("route xy", "timedOut xy", "route y");
    }

    // ---- targets that fail

    @Test
    void failedIsCalledForEachTargetAndThenUnreachableForTheLast() {
        RecordingRouter router =
                new RecordingRouter(opening -> FORWARD).whenUnreachable(opening -> Decision.reject("no\n"));
        Conversation conversation =
                Conversation.with(router).clientSends(bytes("x")).targetsFail(Failure.REFUSED);
        assertThat(router.calls)
                .containsExactly(
                        "route x", "failed a:1 REFUSED x", "failed b:2 REFUSED x", "unreachable b:2 REFUSED x");
        assertThat(conversation.sentToClient()).isEqualTo(bytes("no\n"));
    }

    @Test
    void aTargetThatFailsIsFollowedByTheNext() {
        RecordingRouter router = new RecordingRouter(opening -> FORWARD);
        Conversation conversation =
                Conversation.with(router).clientSends(bytes("x")).targetFails(Failure.REFUSED);
        assertThat(conversation.isJoined()).isTrue();
        assertThat(conversation.sentToTarget()).isEqualTo(bytes("x"));
        assertThat(conversation.targetFails(Failure.CONNECT_TIMEOUT).isJoined()).isFalse();
        assertThat(router.calls)
                .containsExactly(
                        "route x",
                        "failed a:1 REFUSED x",
                        "failed b:2 CONNECT_TIMEOUT x",
                        "unreachable b:2 CONNECT_TIMEOUT x");
    }

    @Test
    void aTargetWithoutAFirstByteHasTakenTheBytes() {
        RecordingRouter router = new RecordingRouter(opening -> FORWARD.replying("go\n"));
        Conversation conversation =
                Conversation.with(router).clientSends(bytes("x")).targetsFail(Failure.NO_FIRST_BYTE);
        assertThat(router.calls)
                .containsExactly("route x", "failed a:1 NO_FIRST_BYTE ", "unreachable a:1 NO_FIRST_BYTE ");
        assertThat(conversation.sentToClient()).isEqualTo(bytes("go\n"));
        assertThatThrownBy(() -> Conversation.with(
                                new RecordingRouter(opening -> FORWARD).whenUnreachable(opening -> FORWARD))
                        .clientSends(bytes("x"))
                        .targetsFail(Failure.NO_FIRST_BYTE))
                .hasMessageContaining("forward() after a target had taken the bytes");
    }

    @Test
    void aRouterMayForwardAgainEightTimes() {
        Conversation conversation = Conversation.with(
                        new RecordingRouter(opening -> FORWARD).whenUnreachable(opening -> FORWARD))
                .clientSends(bytes("x"));
        for (int round = 0; round < Router.ROUNDS; round++) {
            assertThat(conversation.targetsFail(Failure.REFUSED).isDecided()).isTrue();
        }
        assertThat(conversation.targetsFail(Failure.REFUSED).closeReason()).contains("no target after 8 rounds");
    }

    @Test
    void aReplyFromUnreachableIsInvalid() {
        assertThatThrownBy(() -> Conversation.with(new RecordingRouter(opening -> FORWARD)
                                .whenUnreachable(opening -> Decision.reply("?", 0)))
                        .clientSends(bytes("x"))
                        .targetsFail(Failure.REFUSED))
                .hasMessageContaining("reply() when no target could be reached");
    }

    // ---- splits

    @Test
    void fewSplitsMakeFewerCallsWithTheSameResult() {
        RecordingRouter router =
                new RecordingRouter(opening -> text(opening).endsWith("\n") ? FORWARD : Decision.needMore());
        RouterCheck check = RouterCheck.of(router).clientSends("x".repeat(2000) + "\n");
        assertThat(check.fewSplits().bytesNeeded()).isEqualTo(2001);
        int few = router.calls.size();
        assertThat(check.bytesNeeded()).isEqualTo(2001);
        assertThat(router.calls.size() - few).isEqualTo(2001);
        assertThat(few).isLessThan(150);
        RecordingRouter hasty = new RecordingRouter(
                opening -> Arrays.equals(bytes("abc\n"), bytes(text(opening))) ? FORWARD : Decision.reject());
        assertThatThrownBy(() ->
                        RouterCheck.of(hasty).fewSplits().clientSends("abc\n").forwardsTo("a:1", "b:2"))
                .hasMessageContaining("one by one");
    }
}
