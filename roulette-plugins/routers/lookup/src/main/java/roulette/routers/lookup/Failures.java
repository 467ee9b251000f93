package roulette.routers.lookup;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.List;

/** Classifies database failures by SQLSTATE class, and by H2's own error codes. */
final class Failures {
    /** Connections, insufficient resources, operator intervention, timeouts. */
    private static final List<String> PASSING = List.of("08", "53", "57", "HYT");

    /** The connection broke: the query may be repeated on another one. */
    private static final List<String> BROKEN = List.of("08", "57P");

    /** H2: in use by another process, broken connection, closed. */
    private static final List<String> H2_PASSING = List.of("90020", "90067", "90098", "90121");

    /** Insufficient resources, such as connections. */
    private static final String FULL = "53";

    /** The server rejects the user. */
    private static final String REJECTED = "08004";

    private static final int LONGEST = 500;

    private Failures() {}

    /** Whether a retry may succeed; otherwise settings or database must be changed first. */
    static boolean isPassing(SQLException failure) {
        String state = state(failure);
        return failure instanceof SQLTransientException
                || failure instanceof SQLTimeoutException
                || H2_PASSING.contains(state)
                || !state.equals(REJECTED) && PASSING.stream().anyMatch(state::startsWith);
    }

    static boolean isBrokenConnection(SQLException failure) {
        String state = state(failure);
        return H2_PASSING.contains(state) || BROKEN.stream().anyMatch(state::startsWith);
    }

    /** The server responds, but accepts no more connections. */
    static boolean isFull(SQLException failure) {
        return state(failure).startsWith(FULL);
    }

    /** The user name or password is wrong. */
    static boolean isRejected(SQLException failure) {
        String state = state(failure);
        return state.startsWith("28") || state.equals(REJECTED);
    }

    /** The client's value does not fit the column's type, such as a host name compared with an address. */
    static boolean isUnfitValue(SQLException failure) {
        return state(failure).startsWith("22");
    }

    /** The kind of failure, without the driver's text. */
    static String kind(SQLException failure) {
        String state = state(failure);
        String known = switch (state.length() < 2 ? state : state.substring(0, 2)) {
            case "08" -> "the connection broke";
            case "21", "22" -> "a value does not fit";
            case "23" -> "a constraint is violated";
            case "28" -> "permission denied";
            case "42" -> "syntax error, or a name that is unknown, exists already or may not be used";
            case "53" -> "the server lacks resources";
            case "57" -> "it was cancelled";
            default -> "it is refused";
        };
        return known + ", SQLSTATE " + brief(state) + ", error " + failure.getErrorCode();
    }

    /** The driver's message, in one line. */
    static String text(SQLException failure) {
        return brief(String.valueOf(failure.getMessage()));
    }

    /**
     * A text of at most 500 characters, with a blank for each run of white space, because drivers' messages may have
     * several lines. The log and error messages escape other harmful characters.
     */
    static String brief(String text) {
        String brief = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
        return brief.replaceAll("\\s+", " ").strip();
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
