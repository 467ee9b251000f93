package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.tls.Readings.facts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roulette.parsers.Reading;

/** Hellos of the installed OpenSSL client, which is required. */
class OpenSslClientTest {
    private static final int PATIENCE_MS = 10_000;

    @Test
    void theDefaultHelloIsRead() throws IOException {
        byte[] hello = sentBy("-servername", "a.example", "-alpn", "h2,http/1.1");
        TlsHello read = facts(hello);
        assertThat(read.serverName()).isEqualTo("a.example");
        assertThat(read.protocols()).containsExactly("h2", "http/1.1");
        assertThat(read.versions()).startsWith("1.3", "1.2");
        assertThat(read.encrypted()).isFalse();
        assertThat(read.ssl2()).isFalse();
        assertSameInAnyRecords(hello, read);
    }

    @Test
    void theHelloOfTls13OnlyIsRead() throws IOException {
        byte[] hello = sentBy("-servername", "A.Example.", "-alpn", "postgresql", "-tls1_3");
        TlsHello read = facts(hello);
        assertThat(read).isEqualTo(new TlsHello("a.example", List.of("postgresql"), List.of("1.3"), false, false));
        assertSameInAnyRecords(hello, read);
    }

    @Test
    void theHelloOfTls12OnlyIsRead() throws IOException {
        byte[] hello = sentBy("-servername", "a.example", "-tls1_2");
        TlsHello read = facts(hello);
        assertThat(read).isEqualTo(new TlsHello("a.example", List.of(), List.of("1.2"), false, false));
        assertSameInAnyRecords(hello, read);
    }

    @Test
    void aHelloWithoutNameIsRead() throws IOException {
        byte[] hello = sentBy("-noservername", "-tls1_2");
        TlsHello read = facts(hello);
        assertThat(read).isEqualTo(new TlsHello("", List.of(), List.of("1.2"), false, false));
        assertSameInAnyRecords(hello, read);
    }

    private static void assertSameInAnyRecords(byte[] hello, TlsHello read) {
        byte[] message = Wire.messageOf(hello);
        for (int size = 1; size <= message.length; size++) {
            assertThat(facts(Wire.records(message, size)))
                    .as("records of %d", size)
                    .isEqualTo(read);
        }
    }

    private static byte[] sentBy(String... options) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(PATIENCE_MS);
            List<String> command = new ArrayList<>(List.of("openssl", "s_client"));
            command.addAll(List.of("-connect", "127.0.0.1:" + server.getLocalPort()));
            command.addAll(List.of(options));
            Process client = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (Socket connection = server.accept()) {
                connection.setSoTimeout(PATIENCE_MS);
                return hello(connection.getInputStream());
            } finally {
                client.destroyForcibly();
            }
        }
    }

    /** The client's bytes until the result is final, or the client stops sending. */
    private static byte[] hello(InputStream client) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        while (TlsHello.read(ByteBuffer.wrap(received.toByteArray())) instanceof Reading.Partial) {
            int next = client.read();
            assertThat(next).as("next byte after %d bytes", received.size()).isNotNegative();
            received.write(next);
        }
        return received.toByteArray();
    }
}
