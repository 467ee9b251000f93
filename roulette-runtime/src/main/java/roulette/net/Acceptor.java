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
import roulette.routing.RunningRouter;
import roulette.text.LastResort;
import roulette.text.RateLimitedLog;

/**
 * Accept: one listening socket of one loop. At the connection limit it stops accepting, so that further clients wait in
 * the backlog; where accepting fails, for want of descriptors mostly, it waits before it tries again. Confined to its
 * loop's thread.
 */
final class Acceptor
        implements CompletionHandler<AsynchronousSocketChannel, @Nullable Void>, Timer.Expiry, Worker.ListeningSocket {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final int BACKLOG = 4096;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Worker worker;
    private final EventLoop loop;
    private final Listener listener;
    private final RunningRouter router;
    private final AsynchronousServerSocketChannel socket;
    private final Timer retry = new Timer(this);
    private final RateLimitedLog log = new RateLimitedLog(LOG, Duration.ofMinutes(1));
    private Duration pause = FIRST_PAUSE;

    /** Accepted at the connection limit, and waiting for a place as if it were in the backlog. */
    private @Nullable AsynchronousSocketChannel waiting;

    private boolean closed;

    /** Accepted sockets may have their options from the listening one; whether they do, the first of them shows. */
    private boolean mayInherit;

    private boolean inherits;

    Acceptor(Worker worker, Listener listener, RunningRouter router, InetSocketAddress address, boolean sharePort)
            throws IOException {
        this.worker = worker;
        this.loop = worker.loop;
        this.listener = listener;
        this.router = router;
        socket = AsynchronousServerSocketChannel.open(loop.group);
        try {
            if (sharePort) {
                socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            socket.bind(loop.channels.toBind(address), BACKLOG);
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
            pause = FIRST_PAUSE;
            if (closed) {
                Sockets.close(client);
                return;
            }
            waiting = client;
            resume();
            if (waiting != null) {
                loop.timers.set(retry, loop.timers.after(Duration.ZERO));
            }
        } catch (Throwable mistake) {
            stumbled(mistake);
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
                        + " limits.connections; the next attempt follows, and warnings once a minute",
                listener.name(),
                String.valueOf(cause.getMessage()));
    }

    private void stumbled(Throwable mistake) {
        retryLater();
        LastResort.log(LOG, "a mistake in Roulette: listener {} stumbled over a client", listener.name(), mistake);
    }

    private void retryLater() {
        loop.timers.set(retry, loop.timers.after(pause));
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    @Override
    public long due(long tick) {
        try {
            if (waiting == null) {
                accept();
            } else {
                resume();
            }
            return waiting == null ? TimerWheel.NEVER : tick + 1;
        } catch (Throwable mistake) {
            stumbled(mistake);
            return TimerWheel.NEVER;
        }
    }

    /** Serves the client that waits at the connection limit, if there is one and there is a place by now. */
    @Override
    public void resume() {
        AsynchronousSocketChannel client = waiting;
        if (client != null && admit()) {
            waiting = null;
            loop.timers.off(retry);
            serve(client);
            accept();
        }
    }

    /** Takes a place for a connection, if there is one, and memory for it. */
    private boolean admit() {
        if (!loop.buffers.canServe()) {
            loop.buffers.refused();
            return false;
        }
        return worker.shared.limiter().enter();
    }

    /** Takes over the channel and its place. */
    private void serve(AsynchronousSocketChannel client) {
        try {
            prepare(client);
        } catch (IOException | RuntimeException | Error gone) {
            LOG.debug("listener {}: a client left as it was accepted", listener.name(), gone);
        } finally {
            Connection.start(worker, listener, router, client);
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
