package roulette.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static Cursor of(String text) {
        return Cursor.of(ByteBuffer.wrap(Pieces.bytes(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "SSH", "SSH-", "SSH-\377"})
    void aTextOrItsPrefixMatches(String text) {
        assertThat(of(text).beginsWith("SSH-")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "x", "SSh", "SSH2", " SSH-"})
    void differentBytesDoNotMatch(String text) {
        assertThat(of(text).beginsWith("SSH-")).isFalse();
    }

    @Test
    void beginsWithComparesTheRemainingBytesAndDoesNotAdvance() {
        Cursor cursor = of("\0\4MQ\377T");
        cursor.skip(2);
        Cursor part = cursor.part(2);

        assertThat(part.beginsWith("MQTT")).isTrue();
        assertThat(part.remaining()).isEqualTo(2);
        assertThat(cursor.beginsWith("\377T")).isTrue();
    }
}
