package roulette.routers.lookup;

import java.sql.SQLException;

/** The pool has no connection: the database is down, or all connections are busy. */
final class NoConnectionException extends SQLException {
    private static final long serialVersionUID = 1;

    NoConnectionException(SQLException cause) {
        super(Failures.text(cause), cause.getSQLState(), cause);
    }
}
