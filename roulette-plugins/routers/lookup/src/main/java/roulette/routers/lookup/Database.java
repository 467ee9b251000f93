package roulette.routers.lookup;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the query over a pool of lazily opened connections. Thread-safe. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(1);

    private final Connections connections;
    private final Query query;
    private final int poolSize;
    private final Duration timeout;
    private final Rows rows;
    private final RateLimitedLog unfit;
    private final AtomicReference<Pool> pool;
    private volatile boolean closed;

    Database(Connections connections, Query query, int poolSize, Duration timeout, Rows rows, RateLimitedLog unfit) {
        this.connections = connections;
        this.query = query;
        this.poolSize = poolSize;
        this.timeout = timeout;
        this.rows = rows;
        this.unfit = unfit;
        pool = new AtomicReference<>(new Pool(connections, poolSize));
    }

    /** Runs the query and waits for the answer. */
    Answer ask(Key key) throws SQLException, InterruptedException {
        Pool open = pool.get();
        try {
            return askOnce(open, key);
        } catch (NoConnectionException | BusyException e) {
            throw e;
        } catch (SQLException e) {
            if (Failures.isUnfitValue(e)) {
                unfit.warn(LOG, "lookup: no row for a client, because the database reports: " + Failures.text(e));
                return Answer.NO_ROW;
            } else if (!Failures.isBrokenConnection(e)) {
                throw e;
            }
            // A restarted server accepts new connections; all old ones are broken.
            open.dropIdle();
            return askOnce(pool.get(), key);
        }
    }

    private Answer askOnce(Pool open, Key key) throws SQLException, InterruptedException {
        try (Pool.Lease lease = open.borrow(timeout)) {
            try {
                return ask(lease, key);
            } catch (SQLException e) {
                if (Failures.isBrokenConnection(e)) {
                    lease.isBroken();
                }
                throw e;
            } catch (RuntimeException | Error e) {
                lease.isBroken();
                throw e;
            }
        }
    }

    private Answer ask(Pool.Lease lease, Key key) throws SQLException {
        try (PreparedStatement statement = lease.connection().prepareStatement(query.jdbc())) {
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

    /** As a string even if NULL: otherwise a driver may treat it as fixed-width text. */
    @SuppressWarnings("NullAway") // JDBC accepts null for NULL
    private static void setText(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
        statement.setString(index, value);
    }

    /**
     * Opens and closes a connection outside the pool: tests whether the database can be reached, however busy the pool
     * is.
     */
    void reach() throws SQLException {
        try {
            connections.openPrepared().close();
        } catch (SQLException e) {
            if (!Failures.isFull(e)) {
                throw e;
            }
        }
    }

    /** Whether all connections are in use. */
    boolean isBusy() {
        return pool.get().isBusy();
    }

    /**
     * Continues with new connections. Queries that hang on old ones no longer occupy the pool: not every driver has a
     * query timeout.
     */
    void renew() {
        closing(pool.getAndSet(new Pool(connections, poolSize)));
        if (closed) {
            // close() may have closed the previous one.
            closing(pool.get());
        }
    }

    /** Closing may block on an unresponsive server, so it has its own thread. */
    private static Thread closing(Pool old) {
        return Thread.ofVirtual().name("lookup-close").start(old::close);
    }

    @Override
    public void close() {
        closed = true;
        try {
            closing(pool.get()).join(PATIENCE_AT_THE_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
