package roulette.config;

/**
 * How large all files of a configuration may be together. While the parser reads tables of targets it takes 50 to 130
 * bytes of the heap for each of theirs, and the JVM would end without a message if they do not fit. Also stops reading
 * of endless files such as /dev/zero.
 */
final class SizeLimit {
    private static final int HEAP_PER_BYTE = 128;
    private static final int MOST = 16 << 20;

    private final int all = (int) Math.min(MOST, Runtime.getRuntime().maxMemory() / HEAP_PER_BYTE);
    private int left = all;

    /** The bytes that further files may have. */
    int left() {
        return left;
    }

    /** Counts a file; false if it is too large. */
    boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    String message() {
        return "makes the configuration larger than " + (all >> 10) + " KiB, which needs a heap of "
                + ((long) all * HEAP_PER_BYTE >> 20)
                + " MB or more; move a long list of hosts to a file and name that as hosts-file, or set a larger -Xmx in"
                + " jvm.options (the limit is 16384 KiB)";
    }
}
