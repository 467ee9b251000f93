package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static roulette.parsers.Pieces.bytes;

import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TlsAlertTest {
    static List<Arguments> alerts() {
        return List.of(
                Arguments.of(TlsAlert.unrecognizedName(), 112, "unrecognized_name"),
                Arguments.of(TlsAlert.noApplicationProtocol(), 120, "no_application_protocol"),
                Arguments.of(TlsAlert.protocolVersion(), 70, "protocol_version"),
                Arguments.of(TlsAlert.decodeError(), 50, "decode_error"),
                Arguments.of(TlsAlert.handshakeFailure(), 40, "handshake_failure"),
                Arguments.of(TlsAlert.internalError(), 80, "internal_error"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void anAlertIsFatalAndACompleteRecord(byte[] alert, int number, String name) {
        assertThat(alert).as(name).isEqualTo(bytes(0x15, 3, 3, 0, 2, 2, number));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void aClientUnderstandsIt(byte[] alert, int number, String name) throws Exception {
        SSLEngine client = SSLContext.getDefault().createSSLEngine("a.example", 443);
        client.setUseClientMode(true);
        client.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15));
        assertThatExceptionOfType(SSLException.class)
                .as("alert %d", number)
                .isThrownBy(() -> client.unwrap(ByteBuffer.wrap(alert), ByteBuffer.allocate(1 << 15)))
                .withMessageContaining(name);
    }

    @Test
    void anAlertBelongsToTheCaller() {
        TlsAlert.decodeError()[6] = 0;
        assertThat(TlsAlert.decodeError()[6]).isEqualTo((byte) 50);
    }
}
