package roulette.parsers.xmpp;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** XMPP's refusals, for clients and servers: a stream with one error (RFC 6120, section 4.9), closed at once. */
public final class XmppRefusal {
    private XmppRefusal() {}

    /** The host is not served here. */
    public static byte[] hostUnknown(XmppStream stream) {
        return error(stream, "host-unknown");
    }

    /** Refused by policy. */
    public static byte[] policyViolation(XmppStream stream) {
        return error(stream, "policy-violation");
    }

    /** The client's bytes are not a stream header. */
    public static byte[] badFormat() {
        return error(new XmppStream("", "", false), "bad-format");
    }

    private static byte[] error(XmppStream stream, String condition) {
        // The id of a stream that carries nothing else: it must be unique, but need not be secret.
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
