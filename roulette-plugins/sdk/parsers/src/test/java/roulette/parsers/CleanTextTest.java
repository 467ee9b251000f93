package roulette.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b~", "\u00a0ü\u07ff\u0800\ud7ff\ue000\ufffd\uffff", "\ud800\udc00\udbff\udfff"})
    void textIsRead(String text) {
        assertThat(CleanText.of(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\n", "\u001f", "\u007f", "\u0080", "a\u009fb"})
    void controlCharactersAreRejected(String text) {
        assertThat(CleanText.of(text.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "bf",
                "c0af",
                "c1bf",
                "c2",
                "c241",
                "e0",
                "e0a0",
                "e09fbf",
                "eda080",
                "edbfbf",
                "e28241",
                "f0",
                "f08fbfbf",
                "f0908041",
                "f09080",
                "f4908080",
                "f5808080",
                "ff",
                "fe"
            })
    void malformedUtf8IsRejected(String hex) {
        assertThat(CleanText.of(HexFormat.of().parseHex(hex))).isNull();
    }

    /** The JDK's decoder agrees on about 200,000 sequences of bytes. */
    @Test
    void utf8ValidationAgreesWithTheJdk() {
        byte[] likely = {
            'a',
            (byte) 0x80,
            (byte) 0x8f,
            (byte) 0x90,
            (byte) 0x9f,
            (byte) 0xa0,
            (byte) 0xbf,
            (byte) 0xc1,
            (byte) 0xc3,
            (byte) 0xdf,
            (byte) 0xe0,
            (byte) 0xe1,
            (byte) 0xed,
            (byte) 0xef,
            (byte) 0xf0,
            (byte) 0xf1,
            (byte) 0xf4,
            (byte) 0xf5
        };
        Random random = new Random(3629);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(6)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = likely[random.nextInt(likely.length)];
            }
            assertThat(CleanText.of(bytes) != null)
                    .as(HexFormat.of().formatHex(bytes))
                    .isEqualTo(isText(bytes));
        }
    }

    private static boolean isText(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.chars().noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
