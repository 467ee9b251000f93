package roulette.dialogue;

/** After how many of a client's bytes a router is asked. */
public enum Splits {
    /** After each. */
    ALL {
        @Override
        public int next(int shown, int left) {
            return 1;
        }
    },

    /**
     * After each of the first 32, and from there on each time there is a sixteenth more: what the router reads grows
     * with the number of bytes, and not with its square.
     */
    FEW {
        @Override
        public int next(int shown, int left) {
            return Math.clamp(shown / 16, 1, left);
        }
    },

    /** Once, with all of them. */
    NONE {
        @Override
        public int next(int shown, int left) {
            return left;
        }
    };

    /**
     * How many bytes come next.
     *
     * @param left at least 1
     */
    public abstract int next(int shown, int left);
}
