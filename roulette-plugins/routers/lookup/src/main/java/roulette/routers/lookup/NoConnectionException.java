package roulette.routers.lookup;

import java.sql.SQLException;

/** The database can't be reached: no connection could be opened. */
final class NoConnectionException extends SQLException {
    private static final long serialVersionUID = 1;

    NoConnectionException(SQLException cause) {
        super(Failures.text(cause), cause.getSQLState(), cause);
    }
}
