package roulette.routers.lookup;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Target;

/**
 * Reads targets from rows: from the columns {@code host} and {@code port} if both exist, otherwise from the first
 * column as {@code host:port}.
 */
final class Rows {
    /** The maximum number of rows read; more targets would never be tried in time. */
    static final int MOST = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Rows.class);

    private final RateLimitedLog log;

    Rows(RateLimitedLog log) {
        this.log = log;
    }

    Answer read(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        int host = column(columns, "host");
        int port = column(columns, "port");
        List<Target> targets = new ArrayList<>();
        boolean flawed = false;
        for (int number = 1; number <= MOST && rows.next(); number++) {
            String text =
                    host > 0 && port > 0 ? joined(rows.getString(host), rows.getString(port)) : text(rows.getString(1));
            Optional<Target> target = target(text, number);
            target.ifPresent(targets::add);
            flawed |= target.isEmpty();
        }
        return targets.isEmpty() && !flawed ? Answer.NO_ROW : new Answer(targets, flawed);
    }

    private static int column(ResultSetMetaData columns, String name) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return 0;
    }

    private static String joined(@Nullable String host, @Nullable String port) {
        String name = text(host);
        boolean bare = name.indexOf(':') >= 0 && !name.startsWith("[");
        return (bare ? "[" + name + "]" : name) + ":" + text(port);
    }

    /** Fixed-width columns are padded with blanks. */
    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private Optional<Target> target(String text, int row) {
        try {
            return Optional.of(Target.parse(text));
        } catch (IllegalArgumentException e) {
            log.warn(LOG, "lookup: row " + row + " of an answer is skipped, it has no valid target: " + e.getMessage());
            return Optional.empty();
        }
    }
}
