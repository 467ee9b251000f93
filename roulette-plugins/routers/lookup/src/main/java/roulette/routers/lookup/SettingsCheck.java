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

/**
 * Tests the settings against the database, at startup and for {@code roulette check}, so that errors are found before
 * the first client arrives. An unreachable database is not an error of the settings.
 */
final class SettingsCheck {
    /** The result. */
    sealed interface Result {
        /** The settings fit the database, as far as testable. */
        record Good() implements Result {}

        /**
         * The settings are wrong.
         *
         * @param setting the key with the error
         */
        record Mistake(String setting, String text) implements Result {}

        /**
         * The database can't be queried now, so the settings are untested.
         *
         * @param silent whether it has not responded at all, and still may
         */
        record Unreachable(String setting, String text, boolean silent) implements Result {}
    }

    private final Connections connections;
    private final Query query;

    SettingsCheck(Connections connections, Query query) {
        this.connections = connections;
        this.query = query;
    }

    /** Tests the settings, for at most the timeout. */
    Result within(Duration timeout) {
        FutureTask<Result> trial = new FutureTask<>(this::check);
        Thread.ofVirtual().name("lookup-check").start(trial);
        try {
            return trial.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Result.Unreachable(
                    "url", "the database has not answered within " + timeout.toMillis() + " ms", true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Unreachable("url", "interrupted while waiting for the database", true);
        } catch (ExecutionException e) {
            return new Result.Mistake("url", "the driver fails: " + Failures.brief(String.valueOf(e.getCause())));
        }
    }

    private interface Step {
        void take() throws SQLException;
    }

    private Result check() {
        Connection connection;
        try {
            connection = connections.open();
        } catch (SQLException e) {
            return judge(e, Failures.isRejected(e) ? "user" : "url", "the database can't be opened: ");
        }
        try (connection) {
            return step(() -> connections.prepare(connection), "init", "")
                    .or(() -> step(() -> compile(connection), "sql", "the database rejects it: "))
                    .orElse(new Result.Good());
        } catch (SQLException e) {
            return judge(e, "url", "the database can't be closed: ");
        }
    }

    /** Some drivers compile only when the columns are requested. */
    private void compile(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.jdbc())) {
            if (statement.getMetaData() == null) {
                throw new SQLException("it returns no rows");
            }
        }
    }

    private static Optional<Result> step(Step step, String setting, String what) {
        try {
            step.take();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(judge(e, setting, what));
        }
    }

    private static Result judge(SQLException failure, String setting, String what) {
        String text = what + Failures.text(failure);
        return Failures.isPassing(failure)
                ? new Result.Unreachable(setting, text, false)
                : new Result.Mistake(setting, text);
    }
}
