package roulette.net;

/**
 * How large a buffer the next read should have, going by what the last ones brought: a full one asks for the next larger
 * class, two in a row that would have fitted into the next smaller one ask for that. So a quiet connection pins little
 * memory and a busy one makes few system calls.
 */
final class ReadSize {
    private byte sizeClass;
    private boolean wasSmall = true;

    /** @param first the class of the first read */
    ReadSize(int first) {
        sizeClass = (byte) first;
    }

    int sizeClass() {
        return sizeClass;
    }

    /** Nothing has come for long. */
    void quiet() {
        sizeClass = BufferPool.FIRST;
        wasSmall = true;
    }

    /** A read into a buffer of this capacity, perhaps not the one that was asked for, brought so many bytes. */
    void read(int count, int capacity) {
        boolean small = count <= capacity / 4;
        if (count == capacity) {
            sizeClass = (byte) Math.min(BufferPool.LARGEST, BufferPool.classFor(capacity) + 1);
        } else if (small && wasSmall && sizeClass > BufferPool.SMALLEST) {
            sizeClass--;
            small = false;
        }
        wasSmall = small;
    }
}
