package roulette.routers.socks;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Target;

/** Follows the answers of a router as Roulette does, until it is decided what becomes of the connection. */
final class Conversation {
    private final SocksRouter router;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private byte[] unconsumed = {};
    private int replies;
    private Decision last = Decision.needMore();
    private byte[] toTarget = {};

    Conversation(SocksRouter router) {
        this.router = router;
    }

    static Conversation of(SocksRouter router, byte[]... pieces) throws InterruptedException {
        Conversation conversation = new Conversation(router);
        for (byte[] piece : pieces) {
            conversation.say(piece);
        }
        return conversation;
    }

    /** The client says this; nothing at all is not said. */
    void say(byte[] piece) throws InterruptedException {
        if (last instanceof Decision.Forward) {
            toTarget = Wire.bytes(toTarget, piece);
        } else if (piece.length > 0 && !(last instanceof Decision.Reject)) {
            unconsumed = Wire.bytes(unconsumed, piece);
            ask();
        }
    }

    private void ask() throws InterruptedException {
        do {
            last = router.route(opening());
            follow();
        } while (last instanceof Decision.Reply && unconsumed.length > 0);
    }

    private void follow() {
        switch (last) {
            case Decision.NeedMore more -> {}
            case Decision.Reply reply -> {
                hear(reply.bytes());
                unconsumed = Wire.from(unconsumed, reply.consumed());
                replies++;
            }
            case Decision.Reject reject -> hear(reject.reply());
            case Decision.Forward forward ->
                toTarget = forward.replacement().map(Conversation::array).orElse(unconsumed);
        }
    }

    /** The last of the targets fails. */
    void fail(Target target, Failure failure) {
        last = router.unreachable(opening(), target, failure);
        follow();
    }

    /** The first of the targets is connected. */
    void connect() {
        if (last instanceof Decision.Forward forward) {
            forward.reply().ifPresent(this::hear);
        }
    }

    private void hear(ByteBuffer bytes) {
        heard.writeBytes(array(bytes));
    }

    private static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    /** What the router sees. */
    Opening opening() {
        return new Said(ByteBuffer.wrap(unconsumed), replies);
    }

    Decision last() {
        return last;
    }

    /** All that the client was told. */
    String heard() {
        return Wire.hex(heard.toByteArray());
    }

    List<Target> targets() {
        return last instanceof Decision.Forward forward ? forward.targets() : List.of();
    }

    /** All that the target is told. */
    byte[] toTarget() {
        return toTarget;
    }

    /** All that anybody could see of it. */
    String course() {
        connect();
        String end =
                last instanceof Decision.Forward ? "" : " " + last.getClass().getSimpleName();
        return "heard " + heard() + ", targets " + targets() + ", told " + Wire.hex(toTarget) + end;
    }

    private record Said(ByteBuffer said, int replies) implements Opening {
        private static final InetSocketAddress SOMEBODY =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000);

        @Override
        public InetSocketAddress client() {
            return SOMEBODY;
        }

        @Override
        public InetSocketAddress local() {
            return SOMEBODY;
        }

        @Override
        public String listener() {
            return "test";
        }

        @Override
        public ByteBuffer bytes() {
            return said.asReadOnlyBuffer();
        }

        @Override
        public boolean ended() {
            return false;
        }
    }
}
