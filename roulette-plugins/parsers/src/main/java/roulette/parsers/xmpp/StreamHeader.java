package roulette.parsers.xmpp;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * Reads a stream header from its first byte on: declaration, white space, the name of the tag, its end, and only then
 * the attributes. What an earlier part decides, later bytes can't change.
 */
final class StreamHeader {
    private static final String DECLARATION = "<?xml";
    private static final String STREAM = "stream";
    private static final int MAX_NAME = 256;

    private static final Reading<XmppStream> NOT_THIS = Reading.notThis("not an XMPP stream");
    private static final Reading<XmppStream> BROKEN_DECLARATION = Reading.malformed("the XML declaration is wrong");
    private static final Reading<XmppStream> ENCODING = Reading.malformed("the XML declaration is not that of UTF-8");
    private static final Reading<XmppStream> NO_STREAM = Reading.malformed("XML, but no stream header of XMPP");
    private static final Reading<XmppStream> TAG = Reading.malformed("the stream header is no well-formed tag");
    private static final Reading<XmppStream> TOO_LONG =
            Reading.malformed("no end of the stream header within " + XmppStream.MAX_LENGTH + " bytes");

    private final ByteBuffer bytes;
    private final int start;

    /** No byte is looked at from here on. */
    private final int end;

    private final boolean declared;

    private StreamHeader(ByteBuffer bytes, int start, int end, boolean declared) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.declared = declared;
    }

    static Reading<XmppStream> read(ByteBuffer bytes) {
        int from = bytes.position();
        int end = from + Math.min(bytes.remaining(), XmppStream.MAX_LENGTH);
        if (from + 1 >= end || bytes.get(from) != '<' || bytes.get(from + 1) != '?') {
            return new StreamHeader(bytes, from, end, false).tag(from);
        }
        StreamHeader header = new StreamHeader(bytes, from, end, true);
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
            return unfinished(close, BROKEN_DECLARATION);
        }
        if (bytes.get(close - 1) != '?') {
            return BROKEN_DECLARATION;
        }
        Tag tag = new Tag(bytes, attributes, close - 1);
        boolean version = false;
        while (tag.next()) {
            if (tag.nameIs("version")) {
                version = true;
            } else if (tag.nameIs("encoding") && !tag.valueIsIgnoringCase("utf-8")) {
                return ENCODING;
            }
        }
        return tag.isBroken() || !version ? BROKEN_DECLARATION : tag(close + 1);
    }

    /** Reads the tag, which may have white space before it. */
    private Reading<XmppStream> tag(int from) {
        int at = from;
        while (at < end && Tag.isSpace(bytes.get(at))) {
            at++;
        }
        if (at < end && bytes.get(at) != '<') {
            return other();
        }
        int name = at + 1;
        int after = name;
        while (after < end && after - name <= MAX_NAME && Tag.isInName(bytes.get(after))) {
            after++;
        }
        if (after - name > MAX_NAME) {
            return other();
        }
        if (after >= end) {
            return isTooLong() ? tooLong() : Reading.partial();
        }
        int prefix = prefix(name, after);
        if (prefix < 0 || !Tag.isSpace(bytes.get(after)) && bytes.get(after) != '>' && bytes.get(after) != '/') {
            return other();
        }
        int close = Tag.close(bytes, after, end);
        if (close < 0) {
            return unfinished(close, TAG);
        }
        return new StreamAttributes(new Tag(bytes, after, close), bytes, name, prefix).read(close + 1 - start);
    }

    /** How long the prefix of the name "stream" is; negative where the name is another. */
    private int prefix(int name, int after) {
        int local = after - STREAM.length();
        for (int i = 0; i < STREAM.length(); i++) {
            if (local < name || bytes.get(local + i) != STREAM.charAt(i)) {
                return -1;
            }
        }
        if (local == name) {
            return 0;
        }
        int prefix = local - 1 - name;
        boolean one = prefix > 0 && bytes.get(local - 1) == ':';
        for (int i = name; i < name + prefix; i++) {
            one &= bytes.get(i) != ':';
        }
        return one ? prefix : -1;
    }

    private Reading<XmppStream> unfinished(int close, Reading<XmppStream> broken) {
        if (close == Tag.BROKEN) {
            return broken;
        }
        return isTooLong() ? TOO_LONG : Reading.partial();
    }

    private boolean isTooLong() {
        return end - start >= XmppStream.MAX_LENGTH;
    }

    private Reading<XmppStream> tooLong() {
        return declared ? TOO_LONG : NOT_THIS;
    }

    private Reading<XmppStream> other() {
        return declared ? NO_STREAM : NOT_THIS;
    }
}
