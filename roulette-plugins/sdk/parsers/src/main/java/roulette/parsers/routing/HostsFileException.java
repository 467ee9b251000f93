package roulette.parsers.routing;

import java.util.List;

/** A file of hosts can't be used. */
final class HostsFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> mistakes;

    /** @param mistakes at least one, each with the file and perhaps the line */
    HostsFileException(List<String> mistakes) {
        super(String.join("; ", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    HostsFileException(String mistake) {
        this(List.of(mistake));
    }

    HostsFileException(String mistake, Throwable cause) {
        this(mistake);
        initCause(cause);
    }

    List<String> mistakes() {
        return mistakes;
    }
}
