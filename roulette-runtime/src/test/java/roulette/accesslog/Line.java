package roulette.accesslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import roulette.net.AccessRecord;

/** The line of a record, without its end. */
final class Line {
    private Line() {}

    static String of(AccessRecord connection, Format format) {
        return of(format, fields -> fields.connection(connection));
    }

    static String of(Format format, Consumer<Fields> writing) {
        Bytes bytes = new Bytes(1);
        writing.accept(new Fields(format.syntax(bytes)));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            bytes.writeTo(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String line = strictly(written.toByteArray());
        if (line.indexOf('\n') != line.length() - 1) {
            throw new AssertionError("not one line: " + line);
        }
        return line.substring(0, line.length() - 1);
    }

    private static String strictly(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
    }
}
