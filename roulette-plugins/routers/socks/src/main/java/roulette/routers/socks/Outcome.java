package roulette.routers.socks;

import roulette.api.Failure;

/**
 * The result of a request, as a reply code of RFC 1928, section 6. SOCKS 4 has only two: granted, and anything else.
 */
enum Outcome {
    GRANTED(0),
    FAILED(1),
    NOT_ALLOWED(2),
    NETWORK_UNREACHABLE(3),
    HOST_UNREACHABLE(4),
    REFUSED(5),
    TTL_EXPIRED(6),
    COMMAND_NOT_SUPPORTED(7),
    ADDRESS_TYPE_NOT_SUPPORTED(8);

    private final int code;

    Outcome(int code) {
        this.code = code;
    }

    /** The field REP of a SOCKS 5 reply. */
    int code() {
        return code;
    }

    /** The reply code for a target's failure. The RFC has none for timeouts; {@link #TTL_EXPIRED} is the closest. */
    static Outcome of(Failure failure) {
        return switch (failure) {
            case UNRESOLVED -> HOST_UNREACHABLE;
            case UNREACHABLE -> NETWORK_UNREACHABLE;
            case REFUSED -> REFUSED;
            case CONNECT_TIMEOUT -> TTL_EXPIRED;
            default -> FAILED;
        };
    }
}
