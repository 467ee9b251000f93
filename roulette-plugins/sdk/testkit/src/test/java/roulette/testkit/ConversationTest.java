package roulette.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;

/** A conversation has the same course as with Roulette. */
class ConversationTest {
    /** Replies to "hello", then forwards; the rest of the opening goes to the target. */
    private static final class Greeter implements Router {
        private Target target = Target.of("127.0.0.1", 1);

        @Override
        public String name() {
            return "greeter";
        }

        @Override
        public void configure(Settings settings) {
            target = settings.target("target");
        }

        @Override
        public Decision route(Opening opening) {
            int held = opening.bytes().remaining();
            if (opening.replies() == 1) {
                return held == 0
                        ? Decision.needMore()
                        : Decision.forward(target).replying("go\n");
            }
            return held < 5 && !opening.ended() ? Decision.needMore() : Decision.reply("hi\n", Math.min(held, 5));
        }

        @Override
        public Decision timedOut(Opening opening) {
            return Decision.reject("speak!\n");
        }

        @Override
        public Decision unreachable(Opening opening, Attempt last) {
            return Decision.reject("sorry\n");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void theClientIsSentEveryReplyAndTheTargetWhatNoReplyConsumed() {
        Conversation conversation =
                Conversation.with(new Greeter()).clientSends(bytes("hello")).clientSends(bytes("wor"));
        assertThat(text(conversation.sentToClient())).isEqualTo("hi\ngo\n");
        assertThat(text(conversation.clientSends(bytes("ld")).sentToTarget())).isEqualTo("world");
        assertThat(conversation.targets()).containsExactly(Target.of("127.0.0.1", 1));
        assertThat(conversation.replies()).isEqualTo(1);
    }

    @Test
    void bytesThatAReplyDoesNotConsumeAreRoutedAtOnce() {
        assertThat(text(Conversation.with(new Greeter())
                        .clientSends(bytes("helloworld"))
                        .sentToTarget()))
                .isEqualTo("world");
    }

    @Test
    void timeoutsAndFailedTargetsAreRouted() {
        assertThat(text(Conversation.with(new Greeter()).timedOut().sentToClient()))
                .isEqualTo("speak!\n");
        Conversation failing = Conversation.with(new Greeter()).clientSends(bytes("helloworld"));
        assertThat(text(failing.targetsFail(Failure.REFUSED).sentToClient())).isEqualTo("hi\nsorry\n");
    }

    @Test
    void aClientThatEndsWithoutSendingIsNotRouted() {
        assertThat(Conversation.with(new Greeter()).clientEnds().lastDecision()).isEqualTo(Decision.needMore());
    }

    @Test
    void aRouterIsConfiguredLikeInRoulette() {
        Router router = Configured.with(new Greeter(), "target = \"10.0.0.1:80\"");
        assertThat(Conversation.with(router).clientSends(bytes("helloworld")).targets())
                .containsExactly(Target.of("10.0.0.1", 80));
        assertThatThrownBy(() -> Configured.with(new Greeter(), "target = 5"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("greeter.toml:1:1: ");
        assertThatThrownBy(() -> Configured.with(new Greeter(), "target = \"a:1\"\ntraget = \"b:1\""))
                .hasMessageContaining("greeter.toml:2:1")
                .hasMessageContaining("did you mean \"target\"?");
    }

    @Test
    void mutationsOfOneSeedAreTheSame() {
        Mutations one = Mutations.of(java.util.List.of(bytes("an example"), bytes("another")), 7);
        Mutations two = Mutations.of(java.util.List.of(bytes("an example"), bytes("another")), 7);
        for (int i = 0; i < 1000; i++) {
            assertThat(one.next()).isEqualTo(two.next());
        }
    }
}
