package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.socks.Wire.bytes;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static Message<Credentials> parse(byte[] bytes) {
        return Credentials.parse(ByteBuffer.wrap(bytes));
    }

    @Test
    void nameAndPasswordAreReadAsUtf8() {
        assertThat(parse(Wire.credentials("j\u00f6rg", "gr\u00fcn")))
                .isEqualTo(new Message.Whole<>(new Credentials("j\u00f6rg", "gr\u00fcn"), 13));
    }

    @Test
    void bothMayHave255BytesOrNone() {
        String longest = "x".repeat(255);

        assertThat(parse(Wire.credentials(longest, longest)))
                .isEqualTo(new Message.Whole<>(new Credentials(longest, longest), 513));
        assertThat(parse(Wire.credentials("", ""))).isEqualTo(new Message.Whole<>(new Credentials("", ""), 3));
    }

    @Test
    void everyTruncationNeedsMore() {
        byte[] whole = Wire.credentials("alice", "secret");

        for (int count = 0; count < whole.length; count++) {
            assertThat(parse(Wire.first(whole, count))).isEqualTo(new Message.Partial<Credentials>());
        }
    }

    @Test
    void followingBytesAreNotPartOfTheMessage() {
        assertThat(parse(bytes(Wire.credentials("a", "b"), 5, 1)))
                .isEqualTo(new Message.Whole<>(new Credentials("a", "b"), 5));
    }

    @Test
    void anotherVersionIsInvalid() {
        assertThat(parse(bytes(5))).isEqualTo(new Message.Invalid<>(Outcome.NOT_ALLOWED, "not a name and a password"));
    }

    @Test
    void thePasswordIsNotInTheText() {
        assertThat(new Credentials("alice", "secret")).asString().doesNotContain("secret", "alice");
    }
}
