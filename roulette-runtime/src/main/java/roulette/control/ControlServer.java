package roulette.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;
import roulette.text.RateLimitedLog;

/**
 * Answers requests on the control socket. Each client is served on a thread of its own, at most eight at a time; further
 * ones wait in the backlog. A client has five seconds to send its request, and as many to take the answer.
 */
public final class ControlServer implements AutoCloseable {
    /** Runs a command. Called by several threads. */
    public interface Command {
        /** @param arguments of the request */
        Answer run(List<String> arguments) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int MAX_CLIENTS = 8;
    private static final int USAGE = 64;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RateLimitedLog log = new RateLimitedLog(LOG, Duration.ofMinutes(1));
    private final Path path;
    private final ServerSocketChannel socket;
    private final Map<String, Command> commands;
    private final Duration timeout;
    private final ClosingTimer timer = new ClosingTimer();
    private final Semaphore places = new Semaphore(MAX_CLIENTS);
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private ControlServer(Path path, ServerSocketChannel socket, Map<String, Command> commands, Duration timeout) {
        this.path = path;
        this.socket = socket;
        this.commands = Map.copyOf(commands);
        this.timeout = timeout;
    }

    /**
     * Opens the socket of the process that holds the lock, in place of one that a dead process has left.
     *
     * @param commands by their names
     */
    public static ControlServer open(RunLock lock, Map<String, Command> commands) throws IOException {
        return open(lock, commands, Duration.ofSeconds(5));
    }

    static ControlServer open(RunLock lock, Map<String, Command> commands, Duration timeout) throws IOException {
        Path path = lock.socket();
        Files.deleteIfExists(path);
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean open = false;
        try {
            socket.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            ControlServer server = new ControlServer(path, socket, commands, timeout);
            Thread.ofPlatform().daemon().name("roulette-control").start(server::accept);
            open = true;
            return server;
        } finally {
            if (!open) {
                socket.close();
            }
        }
    }

    // ---- the thread that accepts

    private void accept() {
        while (socket.isOpen()) {
            try {
                places.acquire();
                serveNext();
            } catch (ClosedChannelException | InterruptedException end) {
                return;
            } catch (Throwable failure) {
                log(failure);
                if (isClosedWithin(RETRY)) {
                    return;
                }
            }
        }
    }

    private void log(Throwable failure) {
        if (failure instanceof IOException) {
            log.warn(
                    "the control socket can't accept clients: {}; trying again each second (logged at most once a"
                            + " minute)",
                    String.valueOf(failure.getMessage()));
        } else {
            LastResort.log(LOG, "the control socket can't accept a client; trying again in a second", failure);
        }
    }

    /** Passes the place on to the client's thread, or releases it. */
    private void serveNext() throws IOException {
        @Nullable SocketChannel client = null;
        boolean serving = false;
        try {
            SocketChannel accepted = socket.accept();
            client = accepted;
            clients.add(accepted);
            Thread.ofPlatform().daemon().name("roulette-control-client").start(() -> serve(accepted));
            serving = true;
        } finally {
            if (!serving) {
                release(client);
            }
        }
    }

    private void release(@Nullable SocketChannel client) {
        places.release();
        if (client != null) {
            clients.remove(client);
            ClosingTimer.close(client);
        }
    }

    private boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    // ---- a client's thread

    private void serve(SocketChannel client) {
        try {
            Answer answer = answer(client);
            Future<?> late = timer.after(timeout, client);
            Wire.send(answer, client);
            late.cancel(false);
        } catch (IOException left) {
            LOG.debug("a client of the control socket has left, or was too slow", left);
        } catch (Throwable failure) {
            LastResort.log(LOG, "internal error: a client of the control socket was not answered", failure);
        } finally {
            release(client);
        }
    }

    private Answer answer(SocketChannel client) throws IOException {
        Request request;
        Future<?> late = timer.after(timeout, client);
        try {
            request = Wire.receiveRequest(client);
        } catch (WireException e) {
            return new Answer(USAGE, e.getMessage() + "\n");
        } finally {
            late.cancel(false);
        }
        @Nullable Command command = commands.get(request.command());
        if (command == null) {
            return new Answer(USAGE, "the running proxy does not know the command " + request.command() + "\n");
        }
        try {
            return command.run(request.arguments());
        } catch (Exception | Error e) {
            LastResort.log(LOG, "internal error: command {} of the control socket failed", request.command(), e);
            return new Answer(1, "the running proxy failed to do it: " + e + "\n");
        }
    }

    // ---- for any thread

    /** Closes the socket and every client's connection. Commands that run are not waited for. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("deleting {}", path, e);
        } finally {
            ClosingTimer.close(socket);
            timer.close();
            clients.forEach(ClosingTimer::close);
        }
    }
}
