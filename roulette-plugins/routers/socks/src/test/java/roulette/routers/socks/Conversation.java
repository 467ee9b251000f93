package roulette.routers.socks;

import java.util.Arrays;
import java.util.List;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Target;

/** A conversation with the router, recorded in hexadecimal, separately for client and target. */
final class Conversation {
    private final roulette.testkit.Conversation conversation;
    private boolean connected;

    Conversation(SocksRouter router) {
        conversation = roulette.testkit.Conversation.with(router);
    }

    static Conversation of(SocksRouter router, byte[]... pieces) {
        Conversation conversation = new Conversation(router);
        for (byte[] piece : pieces) {
            conversation.clientSends(piece);
        }
        return conversation;
    }

    void clientSends(byte[] piece) {
        conversation.clientSends(piece);
    }

    /** All targets fail, the last one with this failure. */
    void targetsFail(Failure failure) {
        conversation.targetsFail(failure);
    }

    /** The first of the targets is connected. */
    void connect() {
        connected = true;
    }

    Decision lastDecision() {
        return conversation.lastDecision();
    }

    /** All bytes sent to the client. */
    String sentToClient() {
        byte[] sent = conversation.sentToClient();
        int early = !connected && lastDecision() instanceof Decision.Forward forward
                ? forward.reply().map(reply -> reply.remaining()).orElse(0)
                : 0;
        return Wire.hex(Arrays.copyOf(sent, sent.length - early));
    }

    List<Target> targets() {
        return conversation.targets();
    }

    /** All bytes sent to the target. */
    byte[] sentToTarget() {
        return conversation.sentToTarget();
    }

    /** All observable results. */
    String course() {
        connect();
        String end = lastDecision() instanceof Decision.Forward
                ? ""
                : " " + lastDecision().getClass().getSimpleName();
        return "received " + sentToClient() + ", targets " + targets() + ", sent " + Wire.hex(sentToTarget()) + end;
    }
}
