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

/** A target speaks to the router in the test kit as it would with Roulette. */
class TargetFirstTest {
    /** Greets the target; takes a banner of 220 only. */
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
        return Conversation.with(router).say(bytes("hello"));
    }

    @Test
    void theTargetIsJoinedWhenTheRouterSaysSo() {
        Conversation conversation =
                forwarded(new Greeting()).targetSays(bytes("220 hi")).targetSays(bytes("\n"));
        assertThat(conversation.isJoined()).isFalse();
        assertThat(conversation.heard()).isEmpty();
        assertThat(conversation.told()).isEqualTo(bytes("EHLO\n"));
        conversation.say(bytes(" world")).targetSays(bytes("250 ok\nmore\n"));
        assertThat(conversation.isJoined()).isTrue();
        assertThat(conversation.heard()).isEqualTo(bytes("go;more\n"));
        assertThat(conversation.told()).isEqualTo(bytes("EHLO\nhello world"));
    }

    @Test
    void aTargetThatIsGivenUpIsFollowedByTheNextAndThenByUnreachable() {
        Greeting router = new Greeting();
        Conversation conversation = forwarded(router).targetSays(bytes("500 no\n"));
        assertThat(router.failed).containsExactly("a:1 GIVEN_UP");
        assertThat(conversation.targetSays(bytes("220 hi\n")).told()).isEqualTo(bytes("EHLO\n"));
        conversation.targetEnds();
        assertThat(router.failed).containsExactly("a:1 GIVEN_UP", "b:2 CLOSED");
        assertThat(conversation.heard()).isEqualTo(bytes("none"));
    }

    @Test
    void targetsMayFailBeforeTheySpeak() {
        Greeting router = new Greeting();
        assertThat(forwarded(router).fail(Failure.REFUSED).heard()).isEqualTo(bytes("none"));
        assertThat(router.failed).containsExactly("a:1 REFUSED", "b:2 REFUSED");
    }

    @Test
    void theRouterMayRejectTheClientAndItsMistakesAreFound() {
        assertThat(forwarded(new Greeting()).targetSays(bytes("bye\n")).heard()).isEqualTo(bytes("sorry"));
        assertThatThrownBy(() -> forwarded(new Greeting()).targetSays(bytes("bad\n")))
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
        Conversation conversation = forwarded(router).targetSays(bytes("2"));
        assertThatThrownBy(() -> conversation.targetSays(bytes("2")))
                .hasMessageContaining("it read the bytes() of an earlier call");
    }

    @Test
    void aTargetThatDoesNotSpeakToTheRouterSaysNothingHere() {
        assertThatThrownBy(() -> Conversation.with(new Greeting()).targetSays(bytes("220 hi\n")))
                .hasMessageContaining("no target is connected that sends to the router");
    }
}
