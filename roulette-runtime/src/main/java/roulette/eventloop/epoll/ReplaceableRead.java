package roulette.eventloop.epoll;

import java.nio.ByteBuffer;

/** A channel whose pending read can go on with another buffer, so that a quiet connection need not hold a large one. */
public interface ReplaceableRead {
    /**
     * Has the pending read use another direct buffer. For the group's thread.
     *
     * @return false where no read waits for the peer; the other buffer is not used then
     */
    boolean replaceRead(ByteBuffer other);
}
