package roulette.routers.rules;

/**
 * Whether a condition holds. More bytes may turn {@link #OPEN} into another value; the others never change. The same is
 * true of all combinations.
 */
enum Verdict {
    YES,
    NO,
    /** More of the client's bytes are needed. */
    OPEN,
    /** Can't be evaluated, now or later: the client violated the protocol of the condition. */
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
