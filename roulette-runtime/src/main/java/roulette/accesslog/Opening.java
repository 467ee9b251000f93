package roulette.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A destination that can be opened, and opened again. */
interface Opening {
    /** What people call it. */
    String name();

    OutputStream open() throws IOException;

    static Opening of(Destination destination) {
        return switch (destination) {
            case Destination.Stream.OUTPUT ->
                new StandardStream("on standard output", new FileOutputStream(FileDescriptor.out));
            case Destination.Stream.ERROR ->
                new StandardStream("on standard error", new FileOutputStream(FileDescriptor.err));
            case Destination.File file -> new AppendedFile(file.path());
        };
    }
}
