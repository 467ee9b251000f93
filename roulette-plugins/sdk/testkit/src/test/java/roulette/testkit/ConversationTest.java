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

/** A conversation goes as it would with Roulette. */
class ConversationTest {
    /** Greets who says "hello", then forwards; what remains of the opening goes to the target. */
    private static final class Polite implements Router {
        private Target target = Target.of("127.0.0.1", 1);

        @Override
        public String name() {
            return "polite";
        }

        @Override
        public void configure(Settings settings) {
            target = settings.target("target");
        }

        @Override
        public Decision route(Opening opening) {
            int said = opening.bytes().remaining();
            if (opening.replies() == 1) {
                return said == 0
                        ? Decision.needMore()
                        : Decision.forward(target).replying("go\n");
            }
            return said < 5 && !opening.ended() ? Decision.needMore() : Decision.reply("hi\n", Math.min(said, 5));
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
    void theClientHearsEveryReplyAndTheTargetWhatNoReplyConsumed() {
        Conversation conversation =
                Conversation.with(new Polite()).say(bytes("hello")).say(bytes("wor"));
        assertThat(text(conversation.heard())).isEqualTo("hi\ngo\n");
        assertThat(text(conversation.say(bytes("ld")).told())).isEqualTo("world");
        assertThat(conversation.targets()).containsExactly(Target.of("127.0.0.1", 1));
        assertThat(conversation.replies()).isEqualTo(1);
    }

    @Test
    void bytesThatAReplyLeftOverAreLookedAtAtOnce() {
        assertThat(text(Conversation.with(new Polite()).say(bytes("helloworld")).told()))
                .isEqualTo("world");
    }

    @Test
    void silenceIsAskedAboutAndSoAreTargetsThatFail() {
        assertThat(text(Conversation.with(new Polite()).timedOut().heard())).isEqualTo("speak!\n");
        Conversation failing = Conversation.with(new Polite()).say(bytes("helloworld"));
        assertThat(text(failing.fail(Failure.REFUSED).heard())).isEqualTo("hi\nsorry\n");
    }

    @Test
    void aClientThatLeavesWithoutAWordIsNotAskedAbout() {
        assertThat(Conversation.with(new Polite()).end().last()).isEqualTo(Decision.needMore());
    }

    @Test
    void aRouterIsConfiguredAsRouletteDoesIt() {
        Router router = Configured.with(new Polite(), "target = \"10.0.0.1:80\"");
        assertThat(Conversation.with(router).say(bytes("helloworld")).targets())
                .containsExactly(Target.of("10.0.0.1", 80));
        assertThatThrownBy(() -> Configured.with(new Polite(), "target = 5"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("polite.toml:1:1: ");
        assertThatThrownBy(() -> Configured.with(new Polite(), "target = \"a:1\"\ntraget = \"b:1\""))
                .hasMessageContaining("polite.toml:2:1")
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
