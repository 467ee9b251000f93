package roulette.eventloop.epoll;

import java.nio.ByteBuffer;

/** A channel whose pending read can switch to another buffer, so that an idle connection need not hold a large one. */
public interface ReplaceableRead {
    /**
     * Switches the pending read to another direct buffer. For the group's thread.
     *
     * @return false if no read is waiting for data; the other buffer is not used then
     */
    boolean replaceRead(ByteBuffer other);
}
