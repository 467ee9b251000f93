package roulette.routers.rules;

/**
 * Whether a condition holds. More bytes turn {@link #OPEN} into one of the others, and never change those: so it is
 * with all that is put together from conditions, too.
 */
enum Verdict {
    YES,
    NO,
    /** The client has not said enough to tell. */
    OPEN,
    /** It can't be told, and never will: what the client said broke the rules of the protocol that is asked about. */
    BROKEN;

    static Verdict of(boolean holds) {
        return holds ? YES : NO;
    }

    /** Whether both hold. */
    Verdict and(Verdict other) {
        if (this == NO || other == NO) {
            return NO;
        } else if (this == OPEN || other == OPEN) {
            return OPEN;
        }
        return this == BROKEN ? BROKEN : other;
    }

    /** Whether one of them holds. */
    Verdict or(Verdict other) {
        return not().and(other.not()).not();
    }

    Verdict not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case OPEN -> OPEN;
            case BROKEN -> BROKEN;
        };
    }
}
