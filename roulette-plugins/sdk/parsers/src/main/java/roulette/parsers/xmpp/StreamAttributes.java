package roulette.parsers.xmpp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/** Reads the attributes of a stream header, in any order. For one call. */
final class StreamAttributes {
    private static final String STREAMS = "http://etherx.jabber.org/streams";
    private static final String CLIENT = "jabber:client";
    private static final String SERVER = "jabber:server";
    private static final String XMLNS = "xmlns";

    private static final Reading<XmppStream> TWICE = Reading.malformed("the stream header has a repeated attribute");
    private static final Reading<XmppStream> CONTENT_NAMESPACE =
            Reading.malformed("the stream header has neither the client nor the server namespace");
    private static final Reading<XmppStream> TO = Reading.malformed("'to' is not a host");
    private static final Reading<XmppStream> FROM = Reading.malformed("'from' is not an address");

    private final Tag tag;
    private final ByteBuffer bytes;
    private final int name;
    private final int prefix;

    private String to = "";
    private String from = "";
    private boolean inStreams;
    private boolean inOther;
    private @Nullable Reading<XmppStream> wrong;
    private boolean client;
    private boolean server;
    private int seen;

    /**
     * Creates a reader; the tag's name starts at this index and has a prefix of so many bytes.
     *
     * @param wrong an error found before; null for none
     */
    StreamAttributes(Tag tag, ByteBuffer bytes, int name, int prefix, @Nullable Reading<XmppStream> wrong) {
        this.wrong = wrong;
        this.tag = tag;
        this.bytes = bytes;
        this.name = name;
        this.prefix = prefix;
    }

    /** The result, if the header has this many bytes. */
    Reading<XmppStream> read(int length) {
        readAll();
        if (!inStreams) {
            return StreamHeader.NOT_THIS;
        }
        Reading<XmppStream> found = wrong;
        if (found != null) {
            return found;
        }
        if (tag.isBroken()) {
            return StreamHeader.TAG;
        }
        // Without a prefix, a later attribute may still declare the client namespace.
        if (!client && !server && prefix > 0) {
            return CONTENT_NAMESPACE;
        }
        return Reading.facts(new XmppStream(to, from, server && !client), length);
    }

    /** The result if the header can't end, for this reason. */
    Reading<XmppStream> unfinished(Reading<XmppStream> reason) {
        readAll();
        return inStreams ? reason : StreamHeader.NOT_THIS;
    }

    /** Whether the attributes so far put the tag in another namespace than that of streams. */
    boolean isOther() {
        readAll();
        return inOther;
    }

    private void readAll() {
        while (!inOther && tag.next()) {
            Reading<XmppStream> found = readNext();
            if (wrong == null) {
                wrong = found;
            }
        }
    }

    /** The first namespace counts; a later one is a repeated attribute. */
    private void namespace() {
        inStreams |= tag.valueIs(STREAMS);
        inOther = !inStreams;
    }

    /** Reads one attribute; null if there is no error. */
    private @Nullable Reading<XmppStream> readNext() {
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
                namespace();
            } else {
                content();
            }
            return firstTime(4);
        }
        if (prefix > 0 && declaresPrefix()) {
            namespace();
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
