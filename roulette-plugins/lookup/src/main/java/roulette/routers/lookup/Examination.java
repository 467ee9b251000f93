package roulette.routers.lookup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the settings on the database, when Roulette starts and for {@code roulette check}. A mistake is found then, and
 * not by the first client; a database that is down is no mistake.
 */
final class Examination {
    private static final Logger LOG = LoggerFactory.getLogger(Examination.class);

    /**
     * What is wrong.
     *
     * @param setting the key that it is wrong with
     */
    record Mistake(String setting, String text) {}

    private final Connections connections;
    private final Query query;

    Examination(Connections connections, Query query) {
        this.connections = connections;
        this.query = query;
    }

    /** Looks for a mistake, for no longer than the timeout. */
    Optional<Mistake> within(Duration timeout) {
        FutureTask<Optional<Mistake>> trial = new FutureTask<>(this::examine);
        Thread.ofVirtual().name("lookup-check").start(trial);
        try {
            return trial.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "lookup: the database has not answered within {} ms; it is asked again for clients",
                    timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            return Optional.of(
                    new Mistake("url", "the driver fails: " + Complaints.oneLine(String.valueOf(e.getCause()))));
        }
        return Optional.empty();
    }

    private interface Step {
        void take() throws SQLException;
    }

    private Optional<Mistake> examine() {
        Connection connection;
        try {
            connection = connections.open();
        } catch (SQLException e) {
            return judge(e, Failures.isRejected(e) ? "user" : "url", "the database can't be opened: ");
        }
        try (connection) {
            return step(() -> connections.prepare(connection), "init", "")
                    .or(() -> step(() -> compile(connection), "sql", "the database does not take it: "));
        } catch (SQLException e) {
            return judge(e, "url", "the database can't be closed: ");
        }
    }

    /** Drivers may compile when they are asked for the columns, and not before. */
    private void compile(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.jdbc())) {
            if (statement.getMetaData() == null) {
                throw new SQLException("it gives no rows");
            }
        }
    }

    private static Optional<Mistake> step(Step step, String setting, String what) {
        try {
            step.take();
            return Optional.empty();
        } catch (SQLException e) {
            return judge(e, setting, what);
        }
    }

    private static Optional<Mistake> judge(SQLException failure, String setting, String what) {
        if (Failures.isPassing(failure)) {
            LOG.warn("lookup: {}{}; it is asked again for clients", what, Failures.text(failure));
            return Optional.empty();
        }
        return Optional.of(new Mistake(setting, what + Failures.text(failure)));
    }
}
