package roulette.parsers.routing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import roulette.api.Target;
import roulette.match.HostTable;

/** Reads a file of hosts: a pattern and its targets on each line, between blanks; {@code #} starts a comment. */
final class HostsReader {
    private static final int MOST_MISTAKES = 20;
    private static final int LONGEST_QUOTE = 100;

    /** U+FEFF in UTF-8, with one character for each byte. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final Path file;
    private final Map<String, List<Target>> fixed;
    private final long mostMemory;

    /**
     * Reads this file.
     *
     * @param fixed further hosts of the table, which the file must not have; their patterns are valid
     * @param mostMemory the bytes that the table may take
     */
    HostsReader(Path file, Map<String, List<Target>> fixed, long mostMemory) {
        this.file = file;
        this.fixed = fixed;
        this.mostMemory = mostMemory;
    }

    /** The table of all lines and the fixed hosts; throws if one line is wrong. */
    HostTable read() throws HostsFileException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new HostsFileException(file + " is not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new Table().read(new Lines(in));
        } catch (NoSuchFileException missing) {
            throw new HostsFileException("there is no file " + file, missing);
        } catch (AccessDeniedException denied) {
            throw new HostsFileException(file + " can't be read: permission denied", denied);
        } catch (IOException failed) {
            throw new HostsFileException(file + " can't be read: " + failed.getMessage(), failed);
        }
    }

    /** One reading. */
    private final class Table {
        private final HostTable.Builder hosts = HostTable.builder();
        private final List<String> mistakes = new ArrayList<>();
        private long further;

        HostTable read(Lines lines) throws IOException, HostsFileException {
            fixed.forEach((pattern, targets) -> hosts.add(pattern, TargetTexts.write(targets)));
            boolean empty = true;
            while (lines.next()) {
                try {
                    empty &= !line(lines);
                } catch (IllegalArgumentException e) {
                    empty = false;
                    mistake(lines.number(), String.valueOf(e.getMessage()));
                }
                if (hosts.bytes() > mostMemory) {
                    throw new HostsFileException(file + " is too large: line " + lines.number() + " exceeds "
                            + (mostMemory >> 20)
                            + " MB of memory, three tenths of the heap (the old table stays while a"
                            + " new one is read); set a larger -Xmx in jvm.options");
                }
            }
            if (empty) {
                throw new HostsFileException(file + " has no hosts");
            }
            throwMistakes();
            return hosts.build();
        }

        /** Whether the line has a host. */
        private boolean line(Lines lines) {
            if (lines.tooLong()) {
                throw new IllegalArgumentException("is longer than " + Lines.LONGEST + " bytes");
            }
            String line = lines.text();
            int at = lines.number() == 1 && line.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
            List<String> words = words(line, at);
            if (words.isEmpty()) {
                return false;
            }
            String pattern = utf8(words.getFirst());
            if (words.size() == 1) {
                throw wrong(pattern, "has no target after it; write " + quotable(pattern) + " 10.0.0.1:443");
            }
            for (int i = 1; i < words.size(); i++) {
                String target = utf8(words.get(i));
                try {
                    Target.parse(target);
                } catch (IllegalArgumentException e) {
                    throw wrong(pattern, "has a wrong target: " + quotable(String.valueOf(e.getMessage())));
                }
            }
            boolean added;
            try {
                added = hosts.add(
                        pattern, words.size() == 2 ? words.get(1) : String.join(" ", words.subList(1, words.size())));
            } catch (IllegalArgumentException e) {
                throw wrong(pattern, String.valueOf(e.getMessage()));
            }
            if (!added) {
                throw wrong(
                        pattern,
                        fixed.isEmpty()
                                ? "is a duplicate of a line before"
                                : "is a duplicate of a line before, or of the table hosts");
            }
            return true;
        }

        private void mistake(long line, String message) {
            if (mistakes.size() < MOST_MISTAKES) {
                mistakes.add(file + ":" + line + ": " + message);
            } else {
                further++;
            }
        }

        private void throwMistakes() throws HostsFileException {
            if (further > 0) {
                mistakes.add(file + ": and " + further + " more");
            }
            if (!mistakes.isEmpty()) {
                throw new HostsFileException(mistakes);
            }
        }
    }

    /** The words up to a comment. */
    private static List<String> words(String line, int from) {
        List<String> words = new ArrayList<>(2);
        int at = from;
        while (at < line.length()) {
            int start = at;
            while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
                at++;
            }
            if (at > start && line.charAt(start) == '#') {
                break;
            } else if (at > start) {
                words.add(line.substring(start, at));
            }
            at++;
        }
        return words;
    }

    private static String utf8(String bytes) {
        if (TargetTexts.isAscii(bytes)) {
            return bytes;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8; save the file as UTF-8", e);
        }
    }

    private static IllegalArgumentException wrong(String pattern, String message) {
        return new IllegalArgumentException("\"" + quotable(pattern) + "\" " + message);
    }

    /** Without control characters, and not too long for a message. */
    private static String quotable(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(LONGEST_QUOTE).forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '?' : c));
        return safe.length() < text.length() ? safe + "..." : safe.toString();
    }
}
