package roulette.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;

/** Parses a file into its top-level table. */
final class TomlFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Pattern QUOTED =
            Pattern.compile("^Unexpected '.*[\\p{L}\\p{N}].*'(?=, expected )", Pattern.DOTALL);

    private final Place top;
    private final Variables variables;
    private final Problems problems;

    TomlFile(Path file, Variables variables, Problems problems) {
        this.top = Place.top(file);
        this.variables = variables;
        this.problems = problems;
    }

    /** The top-level table; an empty one if the file is broken, since reading only part of it would mislead. */
    Table read(SizeLimit limit) {
        return problems.attempt(() -> parse(decode(bytes(limit))), Table.missing(top));
    }

    /** The same for this text instead of the file's. */
    Table parse(String text) {
        TomlParseResult toml = Toml.parse(text, TomlParseOptions.sourceless());
        toml.errors()
                .forEach(error -> problems.add(
                        problem(Node.position(error.position()), withoutText(String.valueOf(error.getMessage())))));
        return toml.hasErrors() ? Table.missing(top) : Table.of(top, toml, variables, problems);
    }

    /** The parser's message without its quote from the file, which may be part of a secret. */
    private static String withoutText(String message) {
        String shown = QUOTED.matcher(message).replaceFirst("Unexpected text");
        if (shown.startsWith("Unexpected text, expected a value")) {
            return shown + "; put a string in quotes";
        }
        return shown.startsWith("Unexpected '*', expected a key") ? shown + "; put a name with \"*\" in quotes" : shown;
    }

    private byte[] bytes(SizeLimit limit) {
        if (Files.isDirectory(top.file())) {
            throw unreadable("is a directory; name a file", null);
        }
        try {
            return atMost(limit);
        } catch (NoSuchFileException missing) {
            throw unreadable("there is no such file", missing);
        } catch (AccessDeniedException denied) {
            throw unreadable("can't be read: permission denied", denied);
        } catch (FileSystemException failed) {
            throw unreadable("can't be read: " + failed.getReason(), failed);
        } catch (IOException failed) {
            throw unreadable("can't be read: " + failed.getMessage(), failed);
        }
    }

    private byte[] atMost(SizeLimit limit) throws IOException {
        try (InputStream stream = Files.newInputStream(top.file())) {
            byte[] bytes = stream.readNBytes(limit.left() + 1);
            if (!limit.take(bytes.length)) {
                throw unreadable(limit.message(), null);
            }
            return bytes;
        }
    }

    private String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        boolean broken = decoder.decode(ByteBuffer.wrap(bytes), text, true).isError();
        String decoded = text.flip().toString();
        if (broken) {
            throw new WrongSetting(problem(end(decoded), "is not UTF-8 from here on; save the file as UTF-8"), null);
        }
        return decoded.startsWith(BYTE_ORDER_MARK) ? decoded.substring(1) : decoded;
    }

    private static Position end(String text) {
        int lineStart = text.lastIndexOf('\n') + 1;
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return new Position(line, 1 + text.codePointCount(lineStart, text.length()));
    }

    private Problem problem(@Nullable Position where, String message) {
        return new Problem(new Place(top.file(), "", "", where), message);
    }

    private WrongSetting unreadable(String message, @Nullable Throwable cause) {
        return new WrongSetting(new Problem(top, message), cause);
    }
}
