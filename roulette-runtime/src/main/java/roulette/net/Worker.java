package roulette.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.eventloop.EventLoop;
import roulette.text.LastResort;

/**
 * One loop of the proxy, with its listening sockets and its connections. A connection lives on the loop that accepted it
 * from accept to close. Confined to the loop's thread, unless said otherwise.
 */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** A connection, from accept to close. */
    interface OpenConnection {
        void abort(Ending ending, String reason);

        /** Makes the end of both sides a reset, whoever closes them. For any thread. */
        void resetOnClose();
    }

    /** A listening socket. */
    interface ListeningSocket {
        /** There may be a place for another connection. */
        void resume();

        void close();
    }

    final EventLoop loop;
    final Shared shared;

    /** Changed by the loop's thread only; others go through it. */
    private final Set<OpenConnection> connections = ConcurrentHashMap.newKeySet();

    private final List<ListeningSocket> sockets = new ArrayList<>();

    /** Whether every connection ends with a reset from now on, whoever closes its sockets. */
    private volatile boolean resetsConnections;

    Worker(EventLoop loop, Shared shared) {
        this.loop = loop;
        this.shared = shared;
    }

    /** Before the first connection is accepted. */
    void add(ListeningSocket socket) {
        sockets.add(socket);
    }

    void opened(OpenConnection connection) {
        connections.add(connection);
        if (resetsConnections) {
            connection.resetOnClose();
        }
    }

    boolean resetsConnections() {
        return resetsConnections;
    }

    void closed(OpenConnection connection) {
        connections.remove(connection);
        sockets.forEach(ListeningSocket::resume);
    }

    /** Closes the listening sockets; connections go on. */
    void stopAccepting() {
        sockets.forEach(ListeningSocket::close);
    }

    /** Resets every connection. */
    void cutAll() {
        for (OpenConnection connection : List.copyOf(connections)) {
            try {
                connection.abort(Ending.CUT, "the proxy was stopped");
            } catch (Throwable mistake) {
                LastResort.log(LOG, "a mistake in Roulette: a connection could not be cut", mistake);
            }
        }
    }

    /**
     * Has every connection end with a reset, whoever closes its sockets: the thread is held, and the channel group, or the
     * kernel at the end of the process, would end them cleanly. For other threads.
     */
    void resetConnections() {
        // First: what the loop opens meanwhile sees this, or is seen here.
        resetsConnections = true;
        connections.forEach(OpenConnection::resetOnClose);
    }
}
