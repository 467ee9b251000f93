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
 * One loop of the proxy, with its listening sockets and its connections. A connection stays on the loop that accepted
 * it. Confined to the loop's thread, unless stated otherwise.
 */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** A connection, from accept to close. */
    interface OpenConnection {
        void abort(Ending ending, String reason);

        /** Makes any later close of the two sockets a reset. For any thread. */
        void resetOnClose();
    }

    /** A listening socket. */
    interface ListeningSocket {
        /** The limits may allow another connection now. */
        void resume();

        void close();
    }

    final EventLoop loop;
    final Shared shared;

    /** Modified by the loop's thread only; other threads may iterate over it. */
    private final Set<OpenConnection> connections = ConcurrentHashMap.newKeySet();

    private final List<ListeningSocket> sockets = new ArrayList<>();

    /** The number of connections since the start. */
    private long numbered;

    /** Whether any close of a connection's sockets must be a reset. */
    private volatile boolean resetsOnClose;

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
        if (resetsOnClose) {
            connection.resetOnClose();
        }
    }

    /** A number for a new connection, unique in this worker. */
    long nextNumber() {
        return numbered++;
    }

    boolean resetsOnClose() {
        return resetsOnClose;
    }

    void closed(OpenConnection connection) {
        connections.remove(connection);
        sockets.forEach(ListeningSocket::resume);
    }

    /** Closes the listening sockets; connections continue. */
    void stopAccepting() {
        sockets.forEach(ListeningSocket::close);
    }

    /** Resets every connection. */
    void cutAll() {
        for (OpenConnection connection : List.copyOf(connections)) {
            try {
                connection.abort(Ending.CUT, "the proxy was stopped");
            } catch (Throwable failure) {
                LastResort.log(LOG, "internal error: a connection could not be reset", failure);
            }
        }
    }

    /**
     * Makes any later close of a connection's sockets a reset: the loop's thread is blocked, and the channel group, or
     * the kernel at process exit, would close them cleanly. For other threads.
     */
    void resetOnClose() {
        // First: a connection opened meanwhile either sees this flag or is in the set.
        resetsOnClose = true;
        connections.forEach(OpenConnection::resetOnClose);
    }
}
