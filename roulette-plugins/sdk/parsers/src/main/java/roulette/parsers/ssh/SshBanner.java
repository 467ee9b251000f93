package roulette.parsers.ssh;

import java.nio.ByteBuffer;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;

/**
 * The identification string of an SSH client: {@code SSH-2.0-OpenSSH_9.6 Debian-1}, CR and LF, at most 255 bytes in
 * total. Only servers may send other lines before it. As in OpenSSH, LF alone also ends it.
 *
 * @param version {@code 2.0}, or {@code 1.99} if version 1 is supported, too
 * @param software program name and version, not empty; printable ASCII without blanks. Hyphens are forbidden by the
 *     RFC, but some clients send them
 * @param comment the text after the first blank, printable ASCII; empty if there is none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4253#section-4.2">RFC 4253, section 4.2</a>
 */
public record SshBanner(String version, String software, String comment) {
    private static final Reading<SshBanner> NO_SSH = Reading.notThis("does not start with SSH-");
    private static final Reading<SshBanner> OLD = Reading.malformed("is not version 2 of SSH");
    private static final Reading<SshBanner> TOO_LONG = Reading.malformed("the banner is longer than 255 bytes");
    private static final Reading<SshBanner> NOT_PRINTABLE =
            Reading.malformed("the banner has bytes that are not printable");
    private static final Reading<SshBanner> NO_SOFTWARE = Reading.malformed("the banner has no software name");

    private static final int LONGEST = 255;
    private static final String BEGINNING = "SSH-";
    private static final String PLAIN = BEGINNING + "2.0-";
    private static final String COMPATIBLE = BEGINNING + "1.99-";

    /** Reads from position to limit. */
    public static Reading<SshBanner> read(ByteBuffer bytes) {
        Cursor cursor = Cursor.of(bytes);
        if (!cursor.beginsWith(BEGINNING)) {
            return NO_SSH;
        }
        String beginning = cursor.beginsWith(PLAIN) ? PLAIN : COMPATIBLE;
        if (!cursor.beginsWith(beginning)) {
            return OLD;
        }
        if (!cursor.has(beginning.length())) {
            return Reading.partial();
        }
        for (int at = beginning.length(); cursor.has(at + 1); at++) {
            int c = cursor.peek(at);
            if (c == '\n') {
                return line(cursor, beginning, at);
            }
            if (at == LONGEST - 1) {
                return TOO_LONG;
            }
            boolean ends = c == '\r' && (!cursor.has(at + 2) || cursor.peek(at + 1) == '\n');
            if ((c < ' ' || c > '~') && !ends) {
                return NOT_PRINTABLE;
            }
        }
        return Reading.partial();
    }

    private static Reading<SshBanner> line(Cursor cursor, String beginning, int lineFeed) {
        int end = cursor.peek(lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed;
        cursor.skip(beginning.length());
        String rest = cursor.latin1(end - beginning.length());
        int blank = rest.indexOf(' ');
        String software = blank < 0 ? rest : rest.substring(0, blank);
        if (software.isEmpty()) {
            return NO_SOFTWARE;
        }
        String version = beginning.substring(BEGINNING.length(), beginning.length() - 1);
        String comment = blank < 0 ? "" : rest.substring(blank + 1);
        return Reading.facts(new SshBanner(version, software, comment), lineFeed + 1);
    }
}
