package roulette.parsers.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.proxy.Tlvs.part;
import static roulette.parsers.proxy.Tlvs.ssl;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Reading;

class SslTlvTest {
    private static final byte[] WHOLE = ssl(
            7,
            0,
            part(0x21, "TLSv1.3"),
            part(0x22, "J\u00c3\u00b6rg"),
            part(0x23, "TLS_AES_256_GCM_SHA384"),
            part(0x25, "RSA4096"));

    private static Reading<SslTlv> read(byte[] value) {
        return SslTlv.read(ByteBuffer.wrap(value));
    }

    private static SslTlv facts(byte[] value) {
        if (read(value) instanceof Reading.Facts<SslTlv>(SslTlv facts, int length)) {
            assertThat(length).isEqualTo(value.length);
            return facts;
        }
        throw new AssertionError(read(value).toString());
    }

    private static void requireMalformed(byte[] value) {
        assertThat(read(value))
                .isInstanceOfSatisfying(
                        Reading.NotThis.class,
                        not -> assertThat(not.malformed()).isTrue());
    }

    @Test
    void allTextsAreRead() {
        assertThat(facts(WHOLE)).isEqualTo(new SslTlv(true, true, "TLSv1.3", "TLS_AES_256_GCM_SHA384", "J\u00f6rg"));
    }

    /** The field {@code verify} is 0 without a certificate, too. */
    @ParameterizedTest
    @CsvSource({"3,0,true", "5,0,true", "7,0,true", "1,0,false", "0,0,false", "6,0,false", "3,1,false", "7,-1,false"})
    void onlyAValidCertificateInATlsConnectionIsVerified(int client, int verify, boolean verified) {
        assertThat(facts(ssl(client, verify, part(0x22, "alice"))).verified()).isEqualTo(verified);
    }

    @Test
    void aClientWithoutTlsIsNotEncrypted() {
        assertThat(facts(ssl(0, 0))).isEqualTo(new SslTlv(false, false, "", "", ""));
        assertThat(facts(ssl(1, 0)).encrypted()).isTrue();
    }

    @Test
    void theFirstTextOfATypeCounts() {
        assertThat(facts(ssl(3, 0, part(0x22, "alice"), part(0x22, "mallory"))).commonName())
                .isEqualTo("alice");
    }

    @Test
    void aValueCutOffAnywhereButBetweenItsPartsIsMalformed() {
        byte[] value = ssl(1, 0, part(0x21, "TLSv1.2"));
        for (int length = 0; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);
            if (length == 5) {
                assertThat(facts(cut).version()).isEmpty();
            } else {
                requireMalformed(cut);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u001b[2J", "\0", "\u00ff", "\u00c3", "\u00e2\u0080", "\u00c2\u0085"})
    void aTextThatIsNotUtf8OrHasControlCharactersIsMalformed(String text) {
        requireMalformed(ssl(3, 0, part(0x22, text)));
        requireMalformed(ssl(3, 0, part(0x21, text)));
        assertThat(facts(ssl(3, 0, part(0x24, text))).commonName()).isEmpty();
    }
}
