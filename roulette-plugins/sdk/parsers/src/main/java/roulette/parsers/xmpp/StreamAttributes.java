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

    private static final Reading<XmppStream> TWICE = Reading.malformed("the stream header has an attribute twice");
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
    private boolean inOther;
    private @Nullable Reading<XmppStream> wrong;
    private boolean client;
    private boolean server;
    private int seen;

    /**
     * The tag's name begins at this index, with a prefix of so many bytes.
     *
     * @param wrong what is wrong already; null for nothing
     */
    StreamAttributes(Tag tag, ByteBuffer bytes, int name, int prefix, @Nullable Reading<XmppStream> wrong) {
        this.wrong = wrong;
        this.tag = tag;
        this.bytes = bytes;
        this.name = name;
        this.prefix = prefix;
    }

    /** The answer, where the header has so many bytes. */
    Reading<XmppStream> read(int length) {
        lookAtAll();
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
        // In a header without prefix, what comes later may still say that it is a client's.
        if (!client && !server && prefix > 0) {
            return CONTENT_NAMESPACE;
        }
        return Reading.facts(new XmppStream(to, from, server && !client), length);
    }

    /** The answer, where no end of the header comes for this reason. */
    Reading<XmppStream> unfinished(Reading<XmppStream> reason) {
        lookAtAll();
        return inStreams ? reason : StreamHeader.NOT_THIS;
    }

    /** Whether the attributes so far say that the tag is in another namespace than that of streams. */
    boolean isOther() {
        lookAtAll();
        return inOther;
    }

    private void lookAtAll() {
        while (!inOther && tag.next()) {
            Reading<XmppStream> found = look();
            if (wrong == null) {
                wrong = found;
            }
        }
    }

    /** The first namespace counts; another one later is a second attribute of the same name. */
    private void namespace() {
        inStreams |= tag.valueIs(STREAMS);
        inOther = !inStreams;
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
