package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.tls.Readings.facts;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** Hellos of the JDK's client. */
class JdkClientTest {
    @Test
    void namesProtocolsAndVersionsAreRead() throws Exception {
        assertRead(
                parameters -> {
                    parameters.setServerNames(List.of(new SNIHostName("A.example")));
                    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
                },
                new TlsHello("a.example", List.of("h2", "http/1.1"), List.of("1.3", "1.2"), false, false));
    }

    @Test
    void tls13AloneIsRead() throws Exception {
        assertRead(
                parameters -> {
                    parameters.setServerNames(List.of(new SNIHostName("a.b.c.example")));
                    parameters.setProtocols(new String[] {"TLSv1.3"});
                },
                new TlsHello("a.b.c.example", List.of(), List.of("1.3"), false, false));
    }

    @Test
    void tls12AloneIsRead() throws Exception {
        assertRead(
                parameters -> {
                    parameters.setServerNames(List.of(new SNIHostName("a.example")));
                    parameters.setApplicationProtocols(new String[] {"x-own", "acme-tls/1", "h2"});
                    parameters.setProtocols(new String[] {"TLSv1.2"});
                },
                new TlsHello("a.example", List.of("x-own", "acme-tls/1", "h2"), List.of("1.2"), false, false));
    }

    @Test
    void aHelloWithoutNameIsRead() throws Exception {
        assertRead(
                parameters -> parameters.setServerNames(List.of()),
                new TlsHello("", List.of(), List.of("1.3", "1.2"), false, false));
    }

    @Test
    void aHelloInTheFormatOfSsl2IsRead() throws Exception {
        assertRead(
                parameters -> {
                    parameters.setServerNames(List.of());
                    parameters.setProtocols(new String[] {"SSLv2Hello", "TLSv1.2"});
                },
                new TlsHello("", List.of(), List.of("1.2"), false, true));
    }

    private static void assertRead(Consumer<SSLParameters> settings, TlsHello expected) throws Exception {
        byte[] hello = sent(settings);
        assertThat(facts(hello)).isEqualTo(expected);
        for (int length = 0; length < hello.length; length++) {
            Readings.assertPartial(Wire.first(hello, length));
        }
    }

    private static byte[] sent(Consumer<SSLParameters> settings) throws GeneralSecurityException, SSLException {
        SSLEngine client = SSLContext.getDefault().createSSLEngine();
        client.setUseClientMode(true);
        SSLParameters parameters = client.getSSLParameters();
        settings.accept(parameters);
        client.setSSLParameters(parameters);
        ByteBuffer sent = ByteBuffer.allocate(1 << 15);
        client.wrap(ByteBuffer.allocate(0), sent);
        byte[] bytes = new byte[sent.flip().remaining()];
        sent.get(bytes);
        return bytes;
    }
}
