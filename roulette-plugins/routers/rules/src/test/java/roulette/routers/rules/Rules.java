package roulette.routers.rules;

import java.nio.charset.StandardCharsets;
import roulette.api.Decision;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;
import roulette.testkit.RouterCheck;

/** Routers from settings, and their decisions for client bytes. */
final class Rules {
    private Rules() {}

    static RulesRouter rules(String keys) {
        return Configured.with(new RulesRouter(), keys);
    }

    static RouterCheck check(String keys, byte[] sent) {
        return RouterCheck.of(rules(keys)).clientSends(sent);
    }

    static String heard(Conversation conversation) {
        return new String(conversation.sentToClient(), StandardCharsets.ISO_8859_1);
    }

    static Conversation say(String keys, byte[] sent) {
        return Conversation.with(rules(keys)).clientSends(sent);
    }

    static String because(Conversation conversation) {
        return switch (conversation.lastDecision()) {
            case Decision.Forward forward -> forward.because();
            case Decision.Reject reject -> reject.because();
            default -> throw new AssertionError(conversation.lastDecision().toString());
        };
    }
}
