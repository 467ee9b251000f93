package roulette.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a process runs a configuration: a locked file with its process id. The system releases the lock when the
 * process ends, however that happens.
 *
 * @param number of this process among those that run the same configuration, from 1
 */
public record RunLock(ControlFolder folder, int number, FileChannel file) implements AutoCloseable {
    /**
     * Locks the first number that is free.
     *
     * @param several whether other processes may run the same configuration
     * @throws RunningException if they may not, and one does
     * @throws IOException if the folder can't be used
     */
    public static RunLock take(ControlFolder folder, boolean several) throws IOException, RunningException {
        folder.create();
        int most = several ? ControlFolder.MAX_PROCESSES : 1;
        for (int number = 1; number <= most; number++) {
            @Nullable FileChannel locked = tryLock(folder.lock(number));
            if (locked != null) {
                return new RunLock(folder, number, locked);
            }
        }
        String process = Files.readString(folder.lock(most)).strip();
        throw new RunningException(process.isEmpty() ? "another process" : "process " + process);
    }

    /** The locked file, or null if another process has locked it. */
    private static @Nullable FileChannel tryLock(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean locked = false;
        try {
            @Nullable FileLock lock = file.tryLock();
            if (lock != null) {
                byte[] process = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
                file.truncate(0).write(ByteBuffer.wrap(process));
                locked = true;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // Counts as locked by another.
            return null;
        } finally {
            if (!locked) {
                file.close();
            }
        }
        return locked ? file : null;
    }

    Path socket() {
        return folder.socket(number);
    }

    /** Releases the lock; the file stays, as another process may be about to lock it. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
