package roulette.eventloop;

/**
 * How large a buffer the next read should have, going by what the last ones brought: a full one asks for the next larger
 * class, two in a row that would have fitted into the next smaller one ask for that. So a quiet connection pins little
 * memory and a busy one makes few system calls.
 */
public final class ReadSize {
    private byte sizeClass;
    private boolean wasSmall = true;

    /** @param first the class of the first read */
    public ReadSize(int first) {
        sizeClass = (byte) first;
    }

    public int sizeClass() {
        return sizeClass;
    }

    /** Nothing has come for long. */
    public void quiet() {
        sizeClass = BufferPool.FIRST;
        wasSmall = true;
    }

    /** A read into a buffer of this capacity, perhaps not the one that was asked for, brought so many bytes. */
    public void read(int count, int capacity) {
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
