package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.tls.Readings.facts;
import static roulette.parsers.tls.Wire.extension;
import static roulette.parsers.tls.Wire.hello;
import static roulette.parsers.tls.Wire.message;
import static roulette.parsers.tls.Wire.protocols;
import static roulette.parsers.tls.Wire.record;
import static roulette.parsers.tls.Wire.serverName;
import static roulette.parsers.tls.Wire.versions;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roulette.parsers.Reading;

class TlsHelloTest {
    @Test
    void theHelloOfCurlIsRead() {
        assertThat(facts(Captured.CURL))
                .isEqualTo(new TlsHello(
                        "www.example.com",
                        List.of("h2", "http/1.1"),
                        List.of("1.3", "1.2", "1.1", "1.0"),
                        false,
                        false));
    }

    @Test
    void theHelloOfOpenSslIsRead() {
        assertThat(facts(Captured.OPENSSL))
                .isEqualTo(new TlsHello(
                        "db.example.org", List.of("postgresql"), List.of("1.3", "1.2", "1.1", "1.0"), false, false));
    }

    @Test
    void theHelloOfChromeIsReadWithoutItsGrease() {
        assertThat(Captured.CHROME).hasSizeGreaterThan(1700);
        assertThat(facts(Captured.CHROME))
                .isEqualTo(new TlsHello(
                        "shop.example.com", List.of("h2", "http/1.1"), List.of("1.3", "1.2"), true, false));
    }

    @Test
    void olderClientsSendTheirHighestVersion() {
        assertThat(facts(Captured.OPENSSL_TLS12).versions()).containsExactly("1.2");
        assertThat(facts(Captured.OPENSSL_TLS10).versions()).containsExactly("1.0");
    }

    @Test
    void aHostNameIsInLowerCase() {
        assertThat(facts(Captured.OPENSSL_TLS12).serverName()).isEqualTo("mail.example.org");
    }

    @Test
    void aHelloWithoutServerNameHasNoHost() {
        TlsHello hello = facts(Captured.OPENSSL_TLS10);
        assertThat(hello.serverName()).isEmpty();
        assertThat(hello.protocols()).isEmpty();
    }

    @Test
    void aHelloMayHaveNoExtensions() {
        assertThat(facts(record(message(Wire.beginning(0x0302)))))
                .isEqualTo(new TlsHello("", List.of(), List.of("1.1"), false, false));
        assertThat(facts(hello()).serverName()).isEmpty();
    }

    @Test
    void theShortestHelloIsRead() {
        byte[] body = bytes(3, 0, new byte[32], 0, 0, 2, 0, 5, 1, 0);
        assertThat(facts(record(message(body))).version()).isEqualTo("SSL 3.0");
    }

    @Test
    void unknownExtensionsAreSkipped() {
        List<byte[]> extensions = new ArrayList<>();
        for (int type = 1; type < 300; type++) {
            if (type != Wire.PROTOCOLS && type != Wire.SUPPORTED_VERSIONS) {
                extensions.add(extension(type, new byte[type % 7]));
                extensions.add(extension(type, "again"));
            }
        }
        extensions.add(200, serverName("a.example"));
        assertThat(facts(hello(extensions.toArray(byte[][]::new))).serverName()).isEqualTo("a.example");
    }

    @Test
    void postQuantumKeysMayBeLong() {
        byte[] keys = extension(Wire.KEY_SHARE, new byte[9000]);
        assertThat(facts(hello(keys, serverName("a.example"), versions(0x0304))))
                .isEqualTo(new TlsHello("a.example", List.of(), List.of("1.3"), false, false));
    }

    @Test
    void anInnerEncryptedHelloIsDetected() {
        assertThat(facts(hello(serverName("public.example"), extension(Wire.ENCRYPTED_CLIENT_HELLO, 0, new byte[99])))
                        .encrypted())
                .isTrue();
        assertThat(facts(hello(extension(Wire.ENCRYPTED_CLIENT_HELLO))).encrypted())
                .isTrue();
        assertThat(facts(hello(serverName("a.example"))).encrypted()).isFalse();
    }

    @Test
    void anInnerHelloIsNotEncrypted() {
        assertThat(facts(hello(extension(Wire.ENCRYPTED_CLIENT_HELLO, 1))).encrypted())
                .isFalse();
    }

    @Test
    void theByteOrderOfTheBufferIsIgnored() {
        ByteBuffer little = ByteBuffer.wrap(Captured.CURL).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        assertThat(TlsHello.read(little)).isEqualTo(TlsHello.read(ByteBuffer.wrap(Captured.CURL)));
    }

    @Test
    void earlyDataAfterTheHelloIsNotRead() {
        byte[] hello = hello(serverName("a.example"), protocols("h2"));
        assertThat(Readings.read(bytes(hello, 0x14, 3, 3, 0, 1, 1, 0x17, 3, 3, 0, 9, "encrypted")))
                .isInstanceOfSatisfying(
                        Reading.Facts.class, facts -> assertThat(facts.length()).isEqualTo(hello.length));
    }

    @Test
    void factsAreImmutable() {
        List<String> protocols = new ArrayList<>(List.of("h2"));
        TlsHello hello = new TlsHello("", protocols, List.of(), false, false);
        protocols.clear();
        assertThat(hello.protocols()).containsExactly("h2");
    }
}
