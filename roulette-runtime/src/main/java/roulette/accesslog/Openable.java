package roulette.accesslog;

import java.io.IOException;
import java.io.OutputStream;

/** A destination that can be opened repeatedly. */
interface Openable {
    /** Its name in messages. */
    String name();

    OutputStream open() throws IOException;

    static Openable of(Destination destination) {
        return switch (destination) {
            case Destination.Stream.OUTPUT -> StandardStream.output();
            case Destination.Stream.ERROR -> StandardStream.error();
            case Destination.File file -> new AppendedFile(file.path());
        };
    }
}
