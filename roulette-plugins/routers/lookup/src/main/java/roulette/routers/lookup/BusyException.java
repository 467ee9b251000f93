package roulette.routers.lookup;

import java.sql.SQLException;

/** The database answers, but no connection was available in time. */
final class BusyException extends SQLException {
    private static final long serialVersionUID = 1;

    BusyException(String message) {
        super(message);
    }
}
