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
 * Open connections to one database, kept for later questions. It has no thread: whoever needs a connection and finds
 * none opens it. A connection belongs to the lease that carries it, and to this pool while no lease does. For any
 * thread.
 */
final class Pool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    /** After this long without use, a firewall or the server may have dropped a connection without a word. */
    private static final long LONGEST_IDLE = Duration.ofMinutes(1).toNanos();

    /** So that a change of the server's address, or of the user's rights, is noticed. */
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
     * @param wait for how long to wait while all connections are in use
     * @throws NoConnectionException if the database can't be reached
     * @throws BusyException if it can, and has no connection for this question
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
        // The one used last, so that those not needed any more grow old.
        Idle kept = idle.pollFirst();
        if (kept != null && !kept.isOld()) {
            return new Lease(kept.connection, kept.opened);
        }
        try {
            // The old one is closed after that: an embedded database is closed with its last connection.
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

    /** Closes the connections that nobody uses, since one of them was broken. */
    void dropIdle() {
        for (Idle each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
            closeQuietly(each.connection);
        }
    }

    /** Closes all connections: those in use are interrupted where the driver can do that, or closed after their use. */
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

    /** Closes a connection that is of no use any more, so that a failure of that changes nothing. */
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

        /** It is not used again. */
        void isBroken() {
            broken = true;
        }

        /** Gives the connection back to the pool, or closes it; and its place in any case. */
        @Override
        public void close() {
            try {
                lent.remove(connection);
                if (broken || closed) {
                    closeQuietly(connection);
                } else {
                    idle.addFirst(new Idle(connection, opened, System.nanoTime()));
                    if (closed) {
                        // close() may have looked before.
                        dropIdle();
                    }
                }
            } finally {
                places.release();
            }
        }
    }
}
