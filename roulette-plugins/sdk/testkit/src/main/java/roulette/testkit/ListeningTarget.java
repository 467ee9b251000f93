package roulette.testkit;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.api.Answer;
import roulette.api.FromTarget;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Target;

/** A connected target that talks to the router before it is joined with the client. For one thread. */
final class ListeningTarget {
    final Target target;
    final Input input;
    private final ByteArrayOutputStream sentToIt = new ByteArrayOutputStream();

    /** @param limit so many bytes of the target are shown to the router at most */
    ListeningTarget(Target target, int limit) {
        this.target = target;
        this.input = new Input(limit);
    }

    /** Calls the router, which can read the target's bytes during the call only, on its thread only. */
    @Nullable
    Answer ask(Router router, Opening opening) throws Exception {
        input.asked();
        try (Arena memory = Arena.ofConfined()) {
            ByteBuffer bytes = RouterCalls.copy(ByteBuffer.wrap(input.bytes()), memory);
            return router.answered(opening, new Received(target, bytes, input.ended(), input.full()));
        }
    }

    void send(Answer.Send send) {
        input.consume(send.consumed());
        sentToIt.writeBytes(Input.array(send.bytes()));
    }

    byte[] sentToIt() {
        return sentToIt.toByteArray();
    }

    private record Received(Target target, ByteBuffer readOnly, boolean ended, boolean full) implements FromTarget {
        @Override
        public ByteBuffer bytes() {
            return readOnly.duplicate();
        }
    }
}
