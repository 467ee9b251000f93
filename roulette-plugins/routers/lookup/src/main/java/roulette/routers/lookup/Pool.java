package roulette.routers.lookup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection pool for one database. It has no thread: a caller that finds no idle connection opens one. A connection
 * is owned by its lease, and by the pool while it is idle. Thread-safe.
 */
final class Pool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    /** After this idle time a firewall or the server may have dropped a connection silently. */
    private static final long LONGEST_IDLE = Duration.ofMinutes(1).toNanos();

    /** Maximum age, so that changes of the server's address or the user's rights take effect. */
    private static final long LONGEST_LIFE = Duration.ofMinutes(30).toNanos();

    private record Idle(Connection connection, long opened, long since) {
        boolean isOld() {
            long now = System.nanoTime();
            return now - since > LONGEST_IDLE || now - opened > LONGEST_LIFE;
        }
    }

    private final Connections connections;
    private final int size;
    private final Semaphore places;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private final Set<Connection> lent = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Pool(Connections connections, int size) {
        this.connections = connections;
        this.size = size;
        places = new Semaphore(size, true);
    }

    /**
     * A connection, to be closed by the caller.
     *
     * @param wait how long to wait while all connections are in use
     * @throws NoConnectionException if the database can't be reached
     * @throws BusyException if it can, but no connection was available in time
     */
    Lease borrow(Duration wait) throws SQLException, InterruptedException {
        if (!places.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new BusyException(
                    size == 1 ? "the one connection is in use" : "all " + size + " connections are in use");
        }
        Lease lease = null;
        try {
            lease = lease();
        } finally {
            if (lease == null) {
                places.release();
            }
        }
        return lease;
    }

    private Lease lease() throws SQLException {
        if (closed) {
            throw new SQLException("the pool is closed");
        }
        // The most recently used one, so that unneeded ones age out.
        Idle kept = idle.pollFirst();
        if (kept != null && !kept.isOld()) {
            return new Lease(kept.connection, kept.opened);
        }
        try {
            // Close the old one afterwards: an embedded database closes with its last connection.
            return new Lease(connections.openPrepared(), System.nanoTime());
        } catch (SQLException e) {
            throw Failures.isFull(e) ? new BusyException(Failures.text(e)) : new NoConnectionException(e);
        } finally {
            if (kept != null) {
                closeQuietly(kept.connection);
            }
        }
    }

    /** Whether all connections are in use. */
    boolean isBusy() {
        return places.availablePermits() == 0;
    }

    /** Closes idle connections, because one of the connections was broken. */
    void dropIdle() {
        for (Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
            closeQuietly(each.connection);
        }
    }

    /** Closes all connections: those in use are aborted if the driver supports it, or else closed after use. */
    @Override
    public void close() {
        closed = true;
        dropIdle();
        for (Connection each : lent) {
            try {
                each.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("a connection could not be aborted; it is closed after its use", e);
            }
        }
    }

    /** Closes a broken or surplus connection; failures are only logged. */
    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection could not be closed in good order", e);
        }
    }

    /** The use of one connection, by one thread. */
    final class Lease implements AutoCloseable {
        private final Connection connection;
        private final long opened;
        private boolean broken;

        private Lease(Connection connection, long opened) {
            this.connection = connection;
            this.opened = opened;
            lent.add(connection);
        }

        Connection connection() {
            return connection;
        }

        /** Prevents reuse of the connection. */
        void isBroken() {
            broken = true;
        }

        /** Returns the connection to the pool, or closes it; releases its permit in any case. */
        @Override
        public void close() {
            try {
                lent.remove(connection);
                if (broken || closed) {
                    closeQuietly(connection);
                } else {
                    idle.addFirst(new Idle(connection, opened, System.nanoTime()));
                    if (closed) {
                        // close() may have checked before.
                        dropIdle();
                    }
                }
            } finally {
                places.release();
            }
        }
    }
}
