package roulette.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import roulette.capture.Capture;
import roulette.cli.trial.EscapedBytes;
import roulette.cli.trial.HexBytes;

/** The options that say what a client says: one of them. */
final class BytesOption {
    private static final String STANDARD_INPUT = "-";

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            description = "The bytes, as text; \\n, \\r, \\t, \\\\, \\0 and \\xHH stand for what they do in C.",
            converter = FromText.class)
    private @Nullable ByteBuffer text;

    @Option(
            names = "--hex",
            paramLabel = "HEX",
            description = "The bytes, two hexadecimal digits each; blanks and colons don't matter.",
            converter = FromHex.class)
    private @Nullable ByteBuffer hex;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A file of the bytes, or of captured packets (pcap or pcapng); - is the standard input.")
    private @Nullable Path file;

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description = "A file of captured packets: every TCP connection in it is tried; - is the standard input.")
    private @Nullable Path pcap;

    /** What people call it. */
    String name() {
        Path path = file == null ? pcap : file;
        return path == null ? "" : isStandardInput(path) ? "the standard input" : path.toString();
    }

    /** What is read from there; supports marks. */
    InputStream open() throws IOException {
        ByteBuffer given = text == null ? hex : text;
        if (given != null) {
            return new ByteArrayInputStream(given.array());
        }
        Path path = file == null ? pcap : file;
        if (path == null) {
            throw new IllegalStateException("one of the options is there");
        }
        if (isStandardInput(path)) {
            return new BufferedInputStream(System.in);
        }
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": this is a folder");
        }
        try {
            return new BufferedInputStream(Files.newInputStream(path));
        } catch (NoSuchFileException e) {
            throw new FileNotFoundException(path + ": there is no such file");
        } catch (IOException e) {
            throw new IOException(path + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Whether what was opened is a file of packets, and not what one client says. */
    boolean isCapture(InputStream opened) throws IOException {
        return pcap != null || (file != null && Capture.isCapture(opened));
    }

    private static boolean isStandardInput(Path path) {
        return path.toString().equals(STANDARD_INPUT);
    }

    /** For picocli. */
    static final class FromText implements ITypeConverter<ByteBuffer> {
        @Override
        public ByteBuffer convert(String value) {
            return converted(() -> EscapedBytes.parse(value));
        }
    }

    /** For picocli. */
    static final class FromHex implements ITypeConverter<ByteBuffer> {
        @Override
        public ByteBuffer convert(String value) {
            return converted(() -> HexBytes.parse(value));
        }
    }

    private static ByteBuffer converted(Supplier<ByteBuffer> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
