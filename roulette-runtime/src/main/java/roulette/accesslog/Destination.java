package roulette.accesslog;

import java.nio.file.Path;

/** Where the lines go. */
public sealed interface Destination {
    /** A stream that the process was started with; it is never closed. */
    enum Stream implements Destination {
        OUTPUT,
        ERROR
    }

    /** A file that is appended to, and made where there is none; its folder is not made. */
    record File(Path path) implements Destination {}
}
