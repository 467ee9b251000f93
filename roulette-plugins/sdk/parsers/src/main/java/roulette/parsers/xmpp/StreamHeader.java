package roulette.parsers.xmpp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/**
 * Reads a stream header from its first byte on: declaration, white space, the tag's name, its end, and only then the
 * attributes. Results of an earlier part are final. Any XML document may start like this, so an error before the
 * namespace of streams was read means another protocol.
 */
final class StreamHeader {
    private static final String DECLARATION = "<?xml";
    private static final String STREAM = "stream";
    private static final int MAX_NAME = 256;

    static final Reading<XmppStream> NOT_THIS = Reading.notThis("not an XMPP stream");
    static final Reading<XmppStream> TAG = Reading.malformed("the stream header is not a well-formed tag");
    private static final Reading<XmppStream> ENCODING =
            Reading.malformed("the XML declaration has another encoding than UTF-8");
    private static final Reading<XmppStream> TOO_LONG =
            Reading.malformed("no end of the stream header within " + XmppStream.MAX_LENGTH + " bytes");

    private final ByteBuffer bytes;
    private final int start;

    /** No byte from this index on is read. */
    private final int end;

    /** The error in the declaration, reported only if the tag is that of a stream. */
    private @Nullable Reading<XmppStream> wrong;

    private StreamHeader(ByteBuffer bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    static Reading<XmppStream> read(ByteBuffer bytes) {
        int from = bytes.position();
        int end = from + Math.min(bytes.remaining(), XmppStream.MAX_LENGTH);
        if (from + 1 >= end || bytes.get(from) != '<' || bytes.get(from + 1) != '?') {
            return new StreamHeader(bytes, from, end).tag(from);
        }
        StreamHeader header = new StreamHeader(bytes, from, end);
        for (int i = 0; i < DECLARATION.length(); i++) {
            if (from + i < end && bytes.get(from + i) != DECLARATION.charAt(i)) {
                return NOT_THIS;
            }
        }
        int attributes = from + DECLARATION.length();
        return attributes >= end ? Reading.partial() : header.declaration(attributes);
    }

    private Reading<XmppStream> declaration(int attributes) {
        if (!Tag.isSpace(bytes.get(attributes))) {
            return NOT_THIS;
        }
        int close = Tag.close(bytes, attributes, end);
        if (close < 0) {
            return Tag.isBroken(close) || isTooLong() ? NOT_THIS : Reading.partial();
        }
        if (bytes.get(close - 1) != '?') {
            return NOT_THIS;
        }
        Tag tag = new Tag(bytes, attributes, close - 1);
        boolean version = false;
        while (tag.next()) {
            if (tag.nameIs("version")) {
                version = true;
            } else if (tag.nameIs("encoding") && !tag.valueIsIgnoringCase("utf-8")) {
                wrong = ENCODING;
            }
        }
        return tag.isBroken() || !version ? NOT_THIS : tag(close + 1);
    }

    /** Reads the tag, with optional white space before it. */
    private Reading<XmppStream> tag(int from) {
        int at = from;
        while (at < end && Tag.isSpace(bytes.get(at))) {
            at++;
        }
        if (at < end && bytes.get(at) != '<') {
            return NOT_THIS;
        }
        int name = at + 1;
        int local = name;
        int after = name;
        for (; after < end && Tag.isInName(bytes.get(after)); after++) {
            if (after - name == MAX_NAME) {
                return NOT_THIS;
            }
            if (bytes.get(after) == ':') {
                if (local > name || after == name) {
                    return NOT_THIS;
                }
                local = after + 1;
            } else if (local > name && !isInStream(after - local, bytes.get(after))) {
                return NOT_THIS;
            }
        }
        if (after >= end) {
            return isTooLong() ? NOT_THIS : Reading.partial();
        }
        if (!isStream(local, after)
                || !Tag.isSpace(bytes.get(after)) && bytes.get(after) != '>' && bytes.get(after) != '/') {
            return NOT_THIS;
        }
        int prefix = Math.max(0, local - 1 - name);
        int close = Tag.close(bytes, after, end);
        int until = Tag.isBroken(close) ? Tag.brokenAt(close) : close == Tag.OPEN ? end : close;
        StreamAttributes attributes = new StreamAttributes(new Tag(bytes, after, until), bytes, name, prefix, wrong);
        if (close >= 0) {
            return attributes.read(close + 1 - start);
        }
        if (close == Tag.OPEN && !isTooLong()) {
            return attributes.isOther() ? NOT_THIS : Reading.partial();
        }
        return attributes.unfinished(close == Tag.OPEN ? TOO_LONG : TAG);
    }

    private boolean isStream(int local, int after) {
        boolean same = after - local == STREAM.length();
        for (int i = 0; same && i < STREAM.length(); i++) {
            same = isInStream(i, bytes.get(local + i));
        }
        return same;
    }

    private static boolean isInStream(int index, byte letter) {
        return index < STREAM.length() && STREAM.charAt(index) == letter;
    }

    private boolean isTooLong() {
        return end - start >= XmppStream.MAX_LENGTH;
    }
}
