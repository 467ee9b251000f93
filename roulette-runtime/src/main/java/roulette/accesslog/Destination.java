package roulette.accesslog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where lines are written. */
public sealed interface Destination {
    /** A standard stream of the process; it is never closed. */
    enum Stream implements Destination {
        OUTPUT,
        ERROR
    }

    /** A file to append to. It is created if it does not exist; its folder is not. */
    record File(Path path) implements Destination {
        /** Why it can't be opened now, as far as can be told without opening it. */
        public Optional<String> problem() {
            Path folder = path.toAbsolutePath().getParent();
            if (Files.isDirectory(path)) {
                return Optional.of("is a directory; name a file");
            }
            if (folder == null || !Files.isDirectory(folder)) {
                return Optional.of("its folder does not exist; create it");
            }
            boolean writable = Files.isWritable(Files.exists(path) ? path : folder);
            return writable ? Optional.empty() : Optional.of("can't be written: permission denied");
        }
    }
}
