package roulette.routers.lookup;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.util.List;

/** What the failures of a database mean: classes of SQLSTATE, and codes of H2, which has its own. */
final class Failures {
    /** Connections, lack of resources, intervention of an operator, timeouts. */
    private static final List<String> PASSING = List.of("08", "53", "57", "HYT");

    /** The connection broke: what was asked may be asked again on another one. */
    private static final List<String> BROKEN = List.of("08", "57P");

    /** H2: used by another process, broken connection, closed. */
    private static final List<String> H2_PASSING = List.of("90020", "90067", "90098", "90121");

    /** No more resources, such as connections. */
    private static final String FULL = "53";

    /** The server does not let this user in. */
    private static final String REJECTED = "08004";

    private static final int LONGEST = 500;

    private Failures() {}

    /** Whether the same may well work later; otherwise the settings, or the database, have to be changed first. */
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

    /** The server answers, and takes no more connections. */
    static boolean isFull(SQLException failure) {
        return state(failure).startsWith(FULL);
    }

    /** The user's name or password is wrong. */
    static boolean isRejected(SQLException failure) {
        String state = state(failure);
        return state.startsWith("28") || state.equals(REJECTED);
    }

    /** What the client said does not fit the type it is compared with, such as a host name with an address. */
    static boolean isUnfitValue(SQLException failure) {
        return state(failure).startsWith("22");
    }

    /** What kind of failure it is, in no words of the driver. */
    static String kind(SQLException failure) {
        String state = state(failure);
        String known = switch (state.length() < 2 ? state : state.substring(0, 2)) {
            case "08" -> "the connection broke";
            case "21", "22" -> "a value does not fit";
            case "23" -> "a constraint is violated";
            case "28" -> "the user may not do that";
            case "42" -> "syntax error, or a name that is unknown, exists already or may not be used";
            case "53" -> "the server lacks resources";
            case "57" -> "it was cancelled";
            default -> "it is refused";
        };
        return known + ", SQLSTATE " + brief(state) + ", error " + failure.getErrorCode();
    }

    /** What the driver said, in one line. */
    static String text(SQLException failure) {
        return brief(String.valueOf(failure.getMessage()));
    }

    /**
     * A text of 500 characters at most, with a blank for each run of white space: drivers say things in several lines.
     * Where it is logged, and in a problem, other harmful characters are escaped.
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
