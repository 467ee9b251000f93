package roulette.dialogue;

/** After how many of a client's bytes a router is called. */
public enum Splits {
    /** After each byte. */
    ALL {
        @Override
        public int next(int shown, int left) {
            return 1;
        }
    },

    /**
     * After each of the first 32 bytes, then after each sixteenth more: so the total read by the router is linear in the
     * number of bytes, not quadratic.
     */
    FEW {
        @Override
        public int next(int shown, int left) {
            return Math.clamp(shown / 16, 1, left);
        }
    },

    /** Once, with all bytes. */
    NONE {
        @Override
        public int next(int shown, int left) {
            return left;
        }
    };

    /**
     * How many bytes are received next.
     *
     * @param left at least 1
     */
    public abstract int next(int shown, int left);
}
