package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.socks.Wire.bytes;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {
    private static Message<Greeting> parse(byte[] bytes) {
        return Greeting.parse(ByteBuffer.wrap(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "05 01 00, true, false",
        "05 01 02, false, true",
        "05 02 00 02, true, true",
        "05 03 01 80 00, true, false",
        "05 02 01 FF, false, false",
        "05 00, false, false",
    })
    void theMethodsAreRead(String hex, boolean open, boolean password) {
        byte[] whole = Wire.hex(hex);

        assertThat(parse(whole)).isEqualTo(new Message.Whole<>(new Greeting(open, password), whole.length));
    }

    @Test
    void onlyTheCountedMethodsAreRead() {
        assertThat(parse(bytes(5, 1, 2, 0, 0))).isEqualTo(new Message.Whole<>(new Greeting(false, true), 3));
    }

    @Test
    void everyTruncationNeedsMore() {
        byte[] whole = bytes(5, 255, new byte[255]);

        for (int count = 0; count < whole.length; count++) {
            assertThat(parse(Wire.first(whole, count))).isEqualTo(new Message.Partial<Greeting>());
        }
        assertThat(parse(whole)).isEqualTo(new Message.Whole<>(new Greeting(true, false), 257));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 6, 'G', 0x16, 255})
    void anotherVersionIsInvalid(int version) {
        assertThat(parse(bytes(version))).isEqualTo(new Message.Invalid<>(Outcome.FAILED, "not SOCKS"));
    }
}
