package roulette.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import roulette.dialogue.Received;

/**
 * The bytes that one side of a connection has sent: those that were read and that no answer of the router has consumed,
 * and those that are not read yet. For one thread.
 */
final class Input implements Received {
    private static final byte[] NOTHING = {};

    private final int limit;
    private byte[] held = NOTHING;
    private byte[] unread = NOTHING;
    private boolean ending;
    private boolean ended;
    private boolean news;

    /** @param limit so many bytes are held at most */
    Input(int limit) {
        this.limit = limit;
    }

    void send(byte[] piece) {
        unread = join(unread, piece);
    }

    /** The side ends after what it has sent so far. */
    void end() {
        ending = true;
    }

    /** Reads what there is room for, or the end. Returns false if there is nothing to read. */
    boolean read() {
        int count = Math.min(unread.length, limit - held.length);
        if (count > 0) {
            held = join(held, Arrays.copyOf(unread, count));
            unread = Arrays.copyOfRange(unread, count, unread.length);
        } else if (unread.length == 0 && ending && !ended) {
            ended = true;
        } else {
            return false;
        }
        news = true;
        return true;
    }

    /** The router is asked about all that was read. */
    void asked() {
        news = false;
    }

    void consume(int count) {
        held = Arrays.copyOfRange(held, count, held.length);
    }

    /** What was read. */
    byte[] bytes() {
        return held;
    }

    byte[] unread() {
        return unread;
    }

    /** What no answer has consumed, read or not. */
    byte[] all() {
        return join(held, unread);
    }

    @Override
    public int held() {
        return held.length;
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
        return held.length == limit;
    }

    static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.duplicate().get(array);
        return array;
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
