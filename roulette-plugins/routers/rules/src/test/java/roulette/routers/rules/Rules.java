package roulette.routers.rules;

import java.nio.charset.StandardCharsets;
import roulette.api.Decision;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;
import roulette.testkit.RouterCheck;

/** Routers by their settings, and what comes of a client that says something to them. */
final class Rules {
    private Rules() {}

    static RulesRouter rules(String keys) {
        return Configured.with(new RulesRouter(), keys);
    }

    static RouterCheck check(String keys, byte[] said) {
        return RouterCheck.of(rules(keys)).says(said);
    }

    static String heard(Conversation conversation) {
        return new String(conversation.heard(), StandardCharsets.ISO_8859_1);
    }

    static Conversation say(String keys, byte[] said) {
        return Conversation.with(rules(keys)).say(said);
    }

    static String because(Conversation conversation) {
        return switch (conversation.last()) {
            case Decision.Forward forward -> forward.because();
            case Decision.Reject reject -> reject.because();
            default -> throw new AssertionError(conversation.last().toString());
        };
    }
}
