package roulette.parsers.xmpp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/** Reads the attributes of a stream header, in whatever order they come. For one call. */
final class StreamAttributes {
    private static final String STREAMS = "http://etherx.jabber.org/streams";
    private static final String CLIENT = "jabber:client";
    private static final String SERVER = "jabber:server";
    private static final String XMLNS = "xmlns";

    private static final Reading<XmppStream> TAG = Reading.malformed("the stream header is no well-formed tag");
    private static final Reading<XmppStream> TWICE = Reading.malformed("the stream header has an attribute twice");
    private static final Reading<XmppStream> STREAM_NAMESPACE =
            Reading.malformed("the stream header is not in the namespace of streams");
    private static final Reading<XmppStream> CONTENT_NAMESPACE =
            Reading.malformed("the stream header is neither that of a client nor that of a server");
    private static final Reading<XmppStream> TO = Reading.malformed("'to' is no host");
    private static final Reading<XmppStream> FROM = Reading.malformed("'from' is no address");

    private final Tag tag;
    private final ByteBuffer bytes;
    private final int name;
    private final int prefix;

    private String to = "";
    private String from = "";
    private boolean inStreams;
    private boolean client;
    private boolean server;
    private int seen;

    /** The tag's name begins at this index, with a prefix of so many bytes. */
    StreamAttributes(Tag tag, ByteBuffer bytes, int name, int prefix) {
        this.tag = tag;
        this.bytes = bytes;
        this.name = name;
        this.prefix = prefix;
    }

    /** The answer, where the header has so many bytes. */
    Reading<XmppStream> read(int length) {
        while (tag.next()) {
            Reading<XmppStream> wrong = look();
            if (wrong != null) {
                return wrong;
            }
        }
        if (tag.isBroken()) {
            return TAG;
        }
        if (!inStreams) {
            return STREAM_NAMESPACE;
        }
        // In a header without prefix, what comes later may still say that it is a client's.
        if (!client && !server && prefix > 0) {
            return CONTENT_NAMESPACE;
        }
        return Reading.facts(new XmppStream(to, from, server && !client), length);
    }

    /** Takes in one attribute; null where nothing is wrong with it. */
    private @Nullable Reading<XmppStream> look() {
        if (tag.nameIs("to")) {
            String host = Host.of(tag.value());
            to = host == null ? "" : host;
            return host == null ? TO : firstTime(1);
        }
        if (tag.nameIs("from")) {
            String value = tag.value();
            from = value == null ? "" : value;
            return value == null || Host.hasControls(value) ? FROM : firstTime(2);
        }
        if (tag.nameIs(XMLNS)) {
            if (prefix == 0) {
                inStreams = tag.valueIs(STREAMS);
            } else {
                content();
            }
            return firstTime(4);
        }
        if (prefix > 0 && declaresPrefix()) {
            inStreams = tag.valueIs(STREAMS);
            return firstTime(8);
        }
        if (prefix == 0 && tag.nameStartsWith(XMLNS + ":")) {
            content();
        }
        return null;
    }

    private void content() {
        client |= tag.valueIs(CLIENT);
        server |= tag.valueIs(SERVER);
    }

    private boolean declaresPrefix() {
        int start = XMLNS.length() + 1;
        return tag.nameLength() == start + prefix
                && tag.nameStartsWith(XMLNS + ":")
                && tag.nameEndsWith(bytes, name, prefix);
    }

    private @Nullable Reading<XmppStream> firstTime(int bit) {
        boolean again = (seen & bit) != 0;
        seen |= bit;
        return again ? TWICE : null;
    }
}
