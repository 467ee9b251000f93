package roulette.control;

import java.io.IOException;

/** The other side does not keep to the protocol. */
final class WireException extends IOException {
    private static final long serialVersionUID = 1;

    WireException(String message) {
        super(message);
    }
}
