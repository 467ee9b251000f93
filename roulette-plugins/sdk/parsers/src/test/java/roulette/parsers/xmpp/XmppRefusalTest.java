package roulette.parsers.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import roulette.parsers.Reading;

class XmppRefusalTest {
    private static final String ERROR =
            "<stream:error><%s xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>" + "</stream:stream>";

    private static final XmppStream CLIENT = new XmppStream("a.example", "ann@a.example", false);

    @Test
    void aRefusalIsAStreamWithOneError() {
        assertThat(text(XmppRefusal.hostUnknown(CLIENT))).endsWith(" version='1.0'>" + ERROR.formatted("host-unknown"));
        assertThat(text(XmppRefusal.policyViolation(CLIENT))).endsWith(ERROR.formatted("policy-violation"));
        assertThat(text(XmppRefusal.badFormat())).endsWith(ERROR.formatted("bad-format"));
    }

    @Test
    void itsHeaderAnswersThatOfTheClient() {
        assertThat(text(XmppRefusal.hostUnknown(CLIENT))).contains(" from='a.example' to='ann@a.example' ");
    }

    @Test
    void itsHeaderAnswersThatOfAServer() {
        byte[] refusal = XmppRefusal.policyViolation(new XmppStream("b.example", "a.example", true));
        assertThat(header(refusal)).isEqualTo(new XmppStream("a.example", "b.example", true).toString());
    }

    @Test
    void itsHeaderOmitsUnknownAddresses() {
        assertThat(header(XmppRefusal.badFormat())).isEqualTo(new XmppStream("", "", false).toString());
    }

    @Test
    void clientTextIsEscaped() {
        XmppStream hostile = new XmppStream("a.example", "'/><x y='&", true);
        assertThat(text(XmppRefusal.hostUnknown(hostile))).contains(" to='&apos;/>&lt;x y=&apos;&amp;' ");
    }

    @Test
    void everyRefusalHasItsOwnId() {
        assertThat(XmppRefusal.badFormat()).isNotEqualTo(XmppRefusal.badFormat());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String header(byte[] refusal) {
        return XmppStream.read(ByteBuffer.wrap(refusal))
                                instanceof Reading.Facts<XmppStream>(XmppStream facts, int length)
                        && length > 0
                ? facts.toString()
                : "unreadable";
    }
}
