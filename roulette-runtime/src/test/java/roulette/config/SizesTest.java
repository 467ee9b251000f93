package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "512 B, 512",
        "16 KiB, 16384",
        "16KiB, 16384",
        "1 MiB, 1048576",
        "2 GiB, 2147483648",
        "9223372036854775807, 9223372036854775807",
        "8589934591 GiB, 9223372035781033984"
    })
    void aSizeIsANumberWithAnOptionalUnit(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "-1", "1.5 KiB", "16 kB", "16k", "16 kib", "1 TiB", "1  KiB", " 1", "1 ", "1_000"})
    void anyOtherTextIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.parse(text))
                .withMessage("must be a number of bytes such as \"512\", \"16 KiB\", \"1 MiB\" or \"2 GiB\", "
                        + "in B, KiB, MiB or GiB, but is \"" + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "8589934592 GiB", "99999999999999999999999 KiB"})
    void aSizeBeyondLongIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.parse(text))
                .withMessage("must be less than \"8589934592 GiB\", but is \"" + text + "\"");
    }

    @Test
    void aNumberIsASizeInBytesAndNotNegative() {
        assertThat(Sizes.of(512)).isEqualTo(512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.of(-1))
                .withMessage("must not be negative, but is -1");
    }
}
