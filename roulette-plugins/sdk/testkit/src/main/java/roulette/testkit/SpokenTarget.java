package roulette.testkit;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Arrays;
import roulette.api.Answer;
import roulette.api.FromTarget;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Target;
import roulette.dialogue.Heard;

/** A target that speaks to the router before it is joined with the client. For one thread. */
final class SpokenTarget implements Heard {
    final Target target;
    private final int limit;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    /** What it has said without what answers have consumed, and what is not read yet. */
    private byte[] said = {};

    private byte[] unread = {};
    private boolean endsAfterThat;
    private boolean ended;
    private boolean news;

    SpokenTarget(Target target, int limit) {
        this.target = target;
        this.limit = limit;
    }

    void say(byte[] piece) {
        unread = Conversation.join(unread, piece);
    }

    void end() {
        endsAfterThat = true;
    }

    /** Reads what there is room for. Returns false where there is nothing to read. */
    boolean read() {
        int count = Math.min(unread.length, limit - said.length);
        if (count > 0) {
            said = Conversation.join(said, Arrays.copyOf(unread, count));
            unread = Arrays.copyOfRange(unread, count, unread.length);
        } else if (unread.length == 0 && endsAfterThat && !ended) {
            ended = true;
        } else {
            return false;
        }
        news = true;
        return true;
    }

    Answer ask(Router router, Opening opening) throws Exception {
        news = false;
        try (Arena memory = Arena.ofConfined()) {
            ByteBuffer lent = memory.allocate(said.length).asByteBuffer();
            lent.put(said).flip();
            return router.answered(opening, new Said(target, lent.asReadOnlyBuffer(), ended, full()));
        }
    }

    private record Said(Target target, ByteBuffer readOnly, boolean ended, boolean full) implements FromTarget {
        @Override
        public ByteBuffer bytes() {
            return readOnly.duplicate();
        }
    }

    void consume(int count) {
        said = Arrays.copyOfRange(said, count, said.length);
    }

    void tell(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        told.writeBytes(array);
    }

    byte[] told() {
        return told.toByteArray();
    }

    /** What it has said and no answer has consumed, read or not. */
    byte[] rest() {
        return Conversation.join(said, unread);
    }

    @Override
    public int held() {
        return said.length;
    }

    @Override
    public boolean hasNews() {
        return news;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean full() {
        return said.length == limit;
    }
}
