package roulette.routers.lookup;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the one question, over a pool of connections that is opened when it is first needed. For any thread. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Connections connections;
    private final Query query;
    private final int poolSize;
    private final Duration timeout;
    private final Rows rows;
    private final Complaints unfit;
    private final Lock lock = new ReentrantLock();
    private volatile @Nullable HikariDataSource pool;
    private boolean closed;

    Database(Connections connections, Query query, int poolSize, Duration timeout, Rows rows, Complaints unfit) {
        this.connections = connections;
        this.query = query;
        this.poolSize = poolSize;
        this.timeout = timeout;
        this.rows = rows;
        this.unfit = unfit;
    }

    /** Asks, and waits. */
    Answer ask(Key key) throws SQLException {
        try {
            return askOnce(key);
        } catch (NoConnectionException e) {
            throw e;
        } catch (SQLException e) {
            if (Failures.isUnfitValue(e)) {
                unfit.say(LOG, "lookup: no row for a client, since the database says: " + Failures.text(e));
                return Answer.NO_ROW;
            } else if (!Failures.isBrokenConnection(e)) {
                throw e;
            }
            // A server that was started anew answers on another connection.
            return askOnce(key);
        }
    }

    private Answer askOnce(Key key) throws SQLException {
        HikariDataSource open = pool();
        try (Connection connection = connect(open)) {
            try {
                return ask(connection, key);
            } catch (SQLException e) {
                if (Failures.isBrokenConnection(e)) {
                    // The pool knows the codes of some databases only, and would hand it out again.
                    open.evictConnection(connection);
                }
                throw e;
            }
        }
    }

    private Answer ask(Connection connection, Key key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.jdbc())) {
            statement.setQueryTimeout(Math.toIntExact(Timeouts.seconds(timeout)));
            statement.setMaxRows(Rows.MOST);
            List<Optional<String>> values = key.values();
            for (int i = 0; i < values.size(); i++) {
                setText(statement, i + 1, values.get(i).orElse(null));
            }
            try (ResultSet result = statement.executeQuery()) {
                return rows.read(result);
            }
        }
    }

    /** As a string also where it is NULL: a driver may take that for text of a fixed type otherwise. */
    @SuppressWarnings("NullAway") // JDBC takes null for NULL
    private static void setText(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
        statement.setString(index, value);
    }

    private Connection connect(HikariDataSource open) throws SQLException {
        try {
            return open.getConnection();
        } catch (SQLException e) {
            throw new NoConnectionException(connections.lastFailure().orElse(e));
        }
    }

    private HikariDataSource pool() throws SQLException {
        HikariDataSource open = pool;
        if (open != null) {
            return open;
        }
        lock.lock();
        try {
            if (closed) {
                throw new SQLException("the router is closed");
            }
            HikariDataSource first = pool;
            if (first == null) {
                first = new HikariDataSource(configuration());
                pool = first;
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    private HikariConfig configuration() {
        HikariConfig configuration = new HikariConfig();
        configuration.setDataSource(connections);
        configuration.setPoolName("lookup");
        configuration.setMaximumPoolSize(poolSize);
        configuration.setMinimumIdle(1);
        configuration.setConnectionTimeout(timeout.toMillis());
        configuration.setValidationTimeout(timeout.toMillis());
        // A database that is down is no reason not to have a pool.
        configuration.setInitializationFailTimeout(-1);
        return configuration;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (pool != null) {
                pool.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
