package roulette.proxyprotocol;

import java.io.Serial;

/** The bytes are not a header. Has no stack trace, because the cause is input. */
final class MalformedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String reason;

    MalformedException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
