package roulette.eventloop;

/**
 * Chooses the buffer size of the next read from the results of the last ones: a full buffer selects the next larger
 * class, two reads in a row that would have fitted into the next smaller class select that. So an idle connection pins
 * little memory and a busy one makes few system calls.
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

    /** Nothing has been received for some time. */
    public void quiet() {
        sizeClass = BufferPool.FIRST;
        wasSmall = true;
    }

    /** A read returned this many bytes in a buffer of this capacity, which may differ from the requested one. */
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
