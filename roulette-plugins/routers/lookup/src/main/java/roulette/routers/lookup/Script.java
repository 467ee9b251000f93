package roulette.routers.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** SQL that is run once, on the first connection that can be opened. */
final class Script {
    static final Script NONE = new Script("", "");

    private final String file;
    private final String sql;
    private final Lock lock = new ReentrantLock();
    private volatile boolean done;

    private Script(String file, String sql) {
        this.file = file;
        this.sql = sql;
        done = sql.isBlank();
    }

    static Script read(Path file) throws IOException {
        return new Script(file.toString(), Files.readString(file));
    }

    /** Runs it if not yet done. If it fails, the next connection tries again. */
    void run(Connection connection) throws SQLException {
        if (done) {
            return;
        }
        lock.lock();
        try {
            if (!done) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw withoutText(e);
                }
                done = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** A script may contain passwords, and drivers quote it in their messages, so these are dropped. */
    private SQLException withoutText(SQLException failure) {
        String text = "a statement of " + Failures.brief(file) + " fails: " + Failures.kind(failure)
                + " (the database's message is not shown because it may quote the script)";
        return Failures.isPassing(failure)
                ? new SQLTransientException(text, failure.getSQLState(), failure.getErrorCode())
                : new SQLException(text, failure.getSQLState(), failure.getErrorCode());
    }
}
