package roulette.parsers.xmpp;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A "no" that clients and servers of XMPP understand: a stream of one error (RFC 6120, section 4.9), which ends at once.
 */
public final class XmppRefusal {
    private XmppRefusal() {}

    /** No such host is served here. */
    public static byte[] hostUnknown(XmppStream stream) {
        return error(stream, "host-unknown");
    }

    /** The rules here don't allow it. */
    public static byte[] policyViolation(XmppStream stream) {
        return error(stream, "policy-violation");
    }

    /** What was said is no stream header. */
    public static byte[] badFormat() {
        return error(new XmppStream("", "", false), "bad-format");
    }

    private static byte[] error(XmppStream stream, String condition) {
        // The name of a stream on which nothing is ever sent: it has to be unique, and need not be a secret.
        String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
        String text =
                "<?xml version='1.0'?><stream:stream xmlns='" + (stream.server() ? "jabber:server" : "jabber:client")
                        + "' xmlns:stream='http://etherx.jabber.org/streams' id='" + id + "'"
                        + attribute("from", stream.to())
                        + attribute("to", stream.from())
                        + " version='1.0'><stream:error><" + condition
                        + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String attribute(String name, String value) {
        return value.isEmpty() ? "" : " " + name + "='" + References.escape(value) + "'";
    }
}
