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
            conversation.say(piece);
        }
        return conversation;
    }

    void say(byte[] piece) {
        conversation.say(piece);
    }

    /** All targets fail, the last one with this failure. */
    void fail(Failure failure) {
        conversation.fail(failure);
    }

    /** The first of the targets is connected. */
    void connect() {
        connected = true;
    }

    Decision last() {
        return conversation.last();
    }

    /** All bytes sent to the client. */
    String heard() {
        byte[] heard = conversation.heard();
        int early = !connected && last() instanceof Decision.Forward forward
                ? forward.reply().map(reply -> reply.remaining()).orElse(0)
                : 0;
        return Wire.hex(Arrays.copyOf(heard, heard.length - early));
    }

    List<Target> targets() {
        return conversation.targets();
    }

    /** All bytes sent to the target. */
    byte[] toTarget() {
        return conversation.told();
    }

    /** All observable results. */
    String course() {
        connect();
        String end = last() instanceof Decision.Forward
                ? ""
                : " " + last().getClass().getSimpleName();
        return "received " + heard() + ", targets " + targets() + ", sent " + Wire.hex(toTarget()) + end;
    }
}
