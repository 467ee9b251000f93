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

/** The options for the bytes that the client sends; exactly one is given. */
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
            description = "The bytes, two hexadecimal digits each; blanks and colons are ignored.",
            converter = FromHex.class)
    private @Nullable ByteBuffer hex;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A file with the bytes, or a capture (pcap or pcapng); - is standard input.")
    private @Nullable Path file;

    @Option(
            names = "--pcap",
            paramLabel = "FILE",
            description = "A capture: every TCP connection in it is tried; - is standard input.")
    private @Nullable Path pcap;

    /** Its name in messages. */
    String name() {
        Path path = file == null ? pcap : file;
        return path == null ? "" : isStandardInput(path) ? "standard input" : path.toString();
    }

    /** Opens the bytes for reading; the stream supports marks. */
    InputStream open() throws IOException {
        ByteBuffer given = text == null ? hex : text;
        if (given != null) {
            return new ByteArrayInputStream(given.array());
        }
        Path path = file == null ? pcap : file;
        if (path == null) {
            throw new IllegalStateException("picocli requires one of the options");
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

    /** Whether the opened stream is a capture, not the bytes of one client. */
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

    private static ByteBuffer converted(Supplier<ByteBuffer> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
