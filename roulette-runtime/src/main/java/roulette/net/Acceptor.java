package roulette.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.eventloop.EventLoop;
import roulette.eventloop.Sockets;
import roulette.eventloop.Timer;
import roulette.eventloop.TimerWheel;
import roulette.options.Listener;
import roulette.text.LastResort;
import roulette.text.RateLimitedLog;

/**
 * Accepts connections from one listening socket of one loop. At the connection limit it stops accepting, so that
 * further clients wait in the backlog; if accept fails, mostly for lack of descriptors, it retries with a backoff.
 * Confined to its loop's thread.
 */
final class Acceptor
        implements CompletionHandler<AsynchronousSocketChannel, @Nullable Void>, Timer.Expiry, Worker.ListeningSocket {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final int BACKLOG = 4096;
    private static final Duration MIN_BACKOFF = Duration.ofMillis(50);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(1);

    private final Worker worker;
    private final EventLoop loop;
    private final OpenListener opened;
    private final Listener listener;
    private final AsynchronousServerSocketChannel socket;
    private final Timer retry = new Timer(this);
    private final RateLimitedLog log = new RateLimitedLog(LOG, Duration.ofMinutes(1));
    private Duration backoff = MIN_BACKOFF;

    /** A client accepted at the connection limit, which waits as if it were in the backlog. */
    private @Nullable AsynchronousSocketChannel waiting;

    private boolean closed;

    /** Accepted sockets may inherit the options of the listening one; checked on the first. */
    private boolean mayInherit;

    private boolean inherits;

    Acceptor(Worker worker, OpenListener opened, boolean sharePort) throws IOException {
        this.worker = worker;
        this.loop = worker.loop;
        this.opened = opened;
        this.listener = opened.listener;
        socket = AsynchronousServerSocketChannel.open(loop.group);
        try {
            if (sharePort) {
                socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            socket.bind(loop.channels.toBind(opened.address()), BACKLOG);
            mayInherit = Sockets.prepare(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) socket.getLocalAddress();
    }

    /** Starts accepting. */
    void accept() {
        if (!closed) {
            socket.accept(null, this);
        }
    }

    @Override
    public void completed(AsynchronousSocketChannel client, @Nullable Void unused) {
        try {
            backoff = MIN_BACKOFF;
            if (closed) {
                Sockets.close(client);
                return;
            }
            waiting = client;
            resume(true);
            if (waiting != null) {
                loop.timers.set(retry, loop.timers.after(Duration.ZERO));
            }
        } catch (Throwable failure) {
            retryAfter(failure);
        }
    }

    @Override
    public void failed(Throwable cause, @Nullable Void unused) {
        if (closed || cause instanceof ClosedChannelException) {
            return;
        }
        retryLater();
        log.warn(
                "listener {}: can't accept connections: {}; raise the limit of open files (ulimit -n) or lower"
                        + " limits.connections; retrying (logged at most once a minute)",
                listener.name(),
                String.valueOf(cause.getMessage()));
    }

    private void retryAfter(Throwable failure) {
        retryLater();
        LastResort.log(LOG, "internal error: listener {} failed to serve a client", listener.name(), failure);
    }

    private void retryLater() {
        loop.timers.set(retry, loop.timers.after(backoff));
        Duration doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : doubled;
    }

    @Override
    public long due(long tick) {
        try {
            if (waiting == null) {
                accept();
            } else {
                resume(false);
            }
            return waiting == null ? TimerWheel.NEVER : tick + 1;
        } catch (Throwable failure) {
            retryAfter(failure);
            return TimerWheel.NEVER;
        }
    }

    /** Serves the client that waits at the connection limit, if any, if the limits allow it now. */
    @Override
    public void resume() {
        resume(false);
    }

    /** @param first whether that client was just accepted */
    private void resume(boolean first) {
        AsynchronousSocketChannel client = waiting;
        if (client != null && admit(first)) {
            waiting = null;
            loop.timers.off(retry);
            serve(client);
            accept();
        }
    }

    /** Counts a new connection, if the limit and the memory allow it. */
    private boolean admit(boolean first) {
        if (!loop.buffers.canServe()) {
            loop.buffers.refused(first);
            return false;
        }
        return opened.enter(first);
    }

    /** Takes ownership of the channel and of its count against the limit. */
    private void serve(AsynchronousSocketChannel client) {
        try {
            prepare(client);
        } catch (IOException | RuntimeException | Error disconnected) {
            LOG.debug("listener {}: a client disconnected during accept", listener.name(), disconnected);
        } finally {
            Connection.start(worker, opened, client);
        }
    }

    private void prepare(AsynchronousSocketChannel client) throws IOException {
        if (mayInherit) {
            inherits = Sockets.isPrepared(client);
            mayInherit = false;
        }
        if (!inherits) {
            Sockets.prepare(client);
        }
    }

    @Override
    public void close() {
        closed = true;
        loop.timers.off(retry);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing listener {}", listener.name(), e);
        }
        if (waiting != null) {
            Sockets.close(waiting);
            waiting = null;
        }
    }
}
