package roulette.accesslog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the lines go. */
public sealed interface Destination {
    /** A stream that the process was started with; it is never closed. */
    enum Stream implements Destination {
        OUTPUT,
        ERROR
    }

    /** A file that is appended to, and made where there is none; its folder is not made. */
    record File(Path path) implements Destination {
        /** Why it could not be opened now, as far as can be told without opening it. */
        public Optional<String> problem() {
            Path folder = path.toAbsolutePath().getParent();
            if (Files.isDirectory(path)) {
                return Optional.of("is a directory; name a file");
            }
            if (folder == null || !Files.isDirectory(folder)) {
                return Optional.of("the folder it should lie in does not exist; make it");
            }
            boolean writable = Files.isWritable(Files.exists(path) ? path : folder);
            return writable ? Optional.empty() : Optional.of("may not be written: permission denied");
        }
    }
}
