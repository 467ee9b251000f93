package roulette.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.cli.status.Status;
import roulette.cli.status.StatusJson;
import roulette.cli.status.StatusText;
import roulette.control.Answer;
import roulette.control.ControlFolder;
import roulette.control.ControlServer;
import roulette.control.RunLock;
import roulette.control.RunningException;
import roulette.net.Proxy;
import roulette.options.Listener;

/** The control socket of a running proxy, and what it does for each command. */
final class ControlCommands implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlCommands.class);

    private final Assembly assembly;
    private final Path file;
    private final Home home;
    private final Warnings warnings;
    private final Instant started = Instant.now();
    private final long startedNanos = System.nanoTime();

    /** Null if the run folder can't be used. */
    private final @Nullable RunLock lock;

    private @Nullable ControlServer server;

    private ControlCommands(Assembly assembly, Path file, Home home, Warnings warnings, @Nullable RunLock lock) {
        this.assembly = assembly;
        this.file = file;
        this.home = home;
        this.warnings = warnings;
        this.lock = lock;
    }

    /**
     * Makes sure that no other process runs the configuration, unless all of its listeners share their ports. If the
     * run folder can't be used, that is a warning.
     *
     * @param file the configuration
     */
    static ControlCommands prepare(Assembly assembly, Path file, Home home, Warnings warnings) throws IOException {
        boolean several = assembly.configuration().listeners().stream().allMatch(Listener::sharePort);
        ControlFolder folder = ControlFolder.of(home.runFolder(), file);
        @Nullable RunLock lock = null;
        try {
            lock = RunLock.take(folder, several);
        } catch (RunningException running) {
            throw new IOException(
                    running.getMessage() + ": " + file
                            + "; stop it first, or set share-port = true for every listener to run several",
                    running);
        } catch (IOException e) {
            warn(folder, e);
        }
        return new ControlCommands(assembly, file, home, warnings, lock);
    }

    /** Opens the socket. */
    void serve(Proxy proxy) {
        if (lock != null) {
            try {
                server = ControlServer.open(lock, Map.of("status", arguments -> status(proxy, arguments)));
            } catch (IOException | OutOfMemoryError e) {
                // The latter also if there are too many threads.
                warn(lock.folder(), e);
            }
        }
    }

    private static void warn(ControlFolder folder, Throwable e) {
        LOG.warn(
                "no control socket, so status and other commands can't reach this process: {}: {}; set ROULETTE_RUN to a"
                        + " folder of this user with a short path",
                folder.path(),
                e.toString());
    }

    private Answer status(Proxy proxy, List<String> arguments) {
        Status status = new Status(
                Version.number(),
                Runtime.version().toString(),
                ClassCache.ofThisProcess(home).text(),
                ProcessHandle.current().pid(),
                file.toAbsolutePath().normalize(),
                started,
                Duration.ofNanos(System.nanoTime() - startedNanos),
                proxy.isStopping(),
                proxy.status(),
                assembly.droppedLines(),
                assembly.plugins(),
                warnings.count(),
                warnings.latest());
        return new Answer(ExitCode.OK, arguments.contains("json") ? StatusJson.of(status) : StatusText.of(status));
    }

    @Override
    public void close() throws IOException {
        try {
            Optional.ofNullable(server).ifPresent(ControlServer::close);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }
}
