package roulette.parsers.routing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Decision;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;
import roulette.match.HostTable;

/**
 * Forwards by host from a file, for a million hosts. Between {@link #start} and {@link #close} a thread of its own reads
 * the file again when it has changed, and replaces all forwards at once; while it reads, and if the file is wrong, those
 * before stay. Every forward has its pattern as the reason in the access log. {@link #find} may be called on any thread
 * and never waits.
 */
public final class HostsFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostsFile.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Path file;
    private final HostsReader reader;
    private final Duration interval;

    /** The state before the file was last read, right or wrong. Of one thread: that of configure, then the watcher. */
    private FileState read;

    private volatile HostTable table;

    /** Of the thread that starts and closes. */
    private @Nullable Thread watcher;

    HostsFile(Path file, HostsReader reader, Duration interval) throws HostsFileException {
        this.file = file;
        this.reader = reader;
        this.interval = interval;
        read = FileState.of(file);
        table = reader.read();
    }

    /**
     * Reads the file that a key names.
     *
     * @param fixed further forwards; a host of these in the file is a mistake
     * @throws SettingsException if the file can't be used; it has all mistakes, with file and line
     */
    public static HostsFile read(Settings settings, String key, Map<String, List<Target>> fixed) {
        Path file = settings.path(key);
        try {
            // Two tables must fit while one replaces the other, beside what else the heap is needed for.
            long mostMemory = Math.min(Runtime.getRuntime().maxMemory() / 10 * 3, 1L << 30);
            return new HostsFile(file, new HostsReader(file, fixed, mostMemory), INTERVAL);
        } catch (HostsFileException e) {
            SettingsException first = settings.mistake(key, e.mistakes().getFirst(), e);
            e.mistakes().stream()
                    .skip(1)
                    .map(mistake -> settings.mistake(key, mistake))
                    .forEach(first::addSuppressed);
            throw first;
        }
    }

    /** The forward for this host, if there is one. */
    public Optional<Decision.Forward> find(String host) {
        Optional<HostTable.Match> found = table.find(host);
        return found.isEmpty() ? Optional.empty() : Optional.of(forward(found.get()));
    }

    private static Decision.Forward forward(HostTable.Match match) {
        return Decision.forward(TargetTexts.read(match.value())).because(match.pattern());
    }

    /** Begins to watch the file. */
    public void start() {
        watcher = Thread.ofPlatform().daemon().name("hosts-file " + file).start(this::watch);
    }

    /** Ends the watching, and waits until the thread is gone. */
    @Override
    public void close() {
        Thread thread = watcher;
        watcher = null;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            if (!thread.join(LONGEST_END)) {
                LOG.warn("{}: the thread that reads it does not end", file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the file again when it has changed, and then not for one interval: writers are given time to finish. */
    private void watch() {
        FileState before = read;
        try {
            while (true) {
                Thread.sleep(interval);
                FileState now = FileState.of(file);
                if (now.equals(before) && !now.equals(read)) {
                    read = now;
                    readAgain();
                }
                before = now;
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void readAgain() throws InterruptedException {
        long start = System.nanoTime();
        try {
            HostTable next = reader.read();
            if (FileState.of(file).equals(read)) {
                table = next;
                LOG.info("{}: {} hosts, read in {} ms", file, next.size(), (System.nanoTime() - start) / 1_000_000);
            }
            // Otherwise it was written meanwhile: the next round notices.
        } catch (HostsFileException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.warn("{}: the {} hosts from before stay: {}", file, table.size(), e.getMessage());
        }
    }
}
