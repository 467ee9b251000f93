package roulette.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roulette.api.Answer;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.FromTarget;
import roulette.api.Opening;
import roulette.api.Router;

/** After a listening forward, target and router exchange bytes as with Roulette. */
class TargetFirstTest {
    /** Sends EHLO after a banner of 220, and accepts no other banner. */
    private static class Greeting implements Router {
        final List<String> failed = new ArrayList<>();

        @Override
        public String name() {
            return "greeting";
        }

        @Override
        public Decision route(Opening opening) {
            return Decision.forward("a", 1).orElse("b", 2).listening().replying("go;");
        }

        @Override
        public Answer answered(Opening opening, FromTarget said) {
            String text = text(said.bytes());
            if (!text.endsWith("\n")) {
                return Answer.needMore();
            }
            return switch (text.substring(0, 3)) {
                case "220" -> Answer.send("EHLO\n", text.length());
                case "250" -> Answer.join(text.indexOf('\n') + 1);
                case "bad" -> Answer.send("", 1000);
                case "bye" -> Answer.reject("sorry");
                default -> Answer.nextTarget("banner");
            };
        }

        @Override
        public void failed(Opening opening, Attempt attempt) {
            failed.add(attempt.target() + " " + attempt.failure());
        }

        @Override
        public Decision unreachable(Opening opening, Attempt last) {
            return Decision.reject("none");
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Conversation forwarded(Greeting router) {
        return Conversation.with(router).clientSends(bytes("hello"));
    }

    @Test
    void theTargetIsJoinedByTheRoutersAnswer() {
        Conversation conversation =
                forwarded(new Greeting()).targetSends(bytes("220 hi")).targetSends(bytes("\n"));
        assertThat(conversation.isJoined()).isFalse();
        assertThat(conversation.sentToClient()).isEmpty();
        assertThat(conversation.sentToTarget()).isEqualTo(bytes("EHLO\n"));
        conversation.clientSends(bytes(" world")).targetSends(bytes("250 ok\nmore\n"));
        assertThat(conversation.isJoined()).isTrue();
        assertThat(conversation.sentToClient()).isEqualTo(bytes("go;more\n"));
        assertThat(conversation.sentToTarget()).isEqualTo(bytes("EHLO\nhello world"));
    }

    @Test
    void aTargetThatIsGivenUpIsFollowedByTheNextAndThenByUnreachable() {
        Greeting router = new Greeting();
        Conversation conversation = forwarded(router).targetSends(bytes("500 no\n"));
        assertThat(router.failed).containsExactly("a:1 GIVEN_UP");
        assertThat(conversation.targetSends(bytes("220 hi\n")).sentToTarget()).isEqualTo(bytes("EHLO\n"));
        conversation.targetEnds();
        assertThat(router.failed).containsExactly("a:1 GIVEN_UP", "b:2 CLOSED");
        assertThat(conversation.sentToClient()).isEqualTo(bytes("none"));
    }

    @Test
    void aTargetThatDoesNotAnswerInTimeIsFollowedByTheNext() {
        Greeting router = new Greeting();
        Conversation conversation = forwarded(router).targetSends(bytes("220")).targetFails(Failure.NO_ANSWER);
        assertThat(router.failed).containsExactly("a:1 NO_ANSWER");
        assertThat(conversation.targetSends(bytes("220 hi\n250 ok\n")).isJoined())
                .isFalse();
        assertThat(conversation.targetSends(bytes("250 ok\n")).isJoined()).isTrue();
        assertThat(conversation.sentToTarget()).isEqualTo(bytes("EHLO\nhello"));
    }

    @Test
    void targetsMayFailBeforeTheySend() {
        Greeting router = new Greeting();
        assertThat(forwarded(router).targetsFail(Failure.REFUSED).sentToClient())
                .isEqualTo(bytes("none"));
        assertThat(router.failed).containsExactly("a:1 REFUSED", "b:2 REFUSED");
    }

    @Test
    void theRouterMayRejectTheClientAndInvalidAnswersAreFound() {
        assertThat(forwarded(new Greeting()).targetSends(bytes("bye\n")).sentToClient())
                .isEqualTo(bytes("sorry"));
        assertThatThrownBy(() -> forwarded(new Greeting()).targetSends(bytes("bad\n")))
                .hasMessageContaining("send() consumes 1000 bytes of 4");
    }

    @Test
    void aRouterThatReadsTheTargetsBytesOfAnEarlierCallIsFound() {
        List<ByteBuffer> kept = new ArrayList<>();
        Greeting router = new Greeting() {
            @Override
            public Answer answered(Opening opening, FromTarget said) {
                kept.add(said.bytes());
                return kept.getFirst().hasRemaining() && kept.getFirst().get(0) == '2'
                        ? Answer.needMore()
                        : Answer.join(0);
            }
        };
        Conversation conversation = forwarded(router).targetSends(bytes("2"));
        assertThatThrownBy(() -> conversation.targetSends(bytes("2")))
                .hasMessageContaining("it read the bytes() of an earlier call");
    }

    @Test
    void aTargetCannotSendToTheRouterWithoutAListeningForward() {
        assertThatThrownBy(() -> Conversation.with(new Greeting()).targetSends(bytes("220 hi\n")))
                .hasMessageContaining("no target is connected that sends to the router");
    }
}
