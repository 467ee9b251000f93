package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import roulette.api.SettingsException;

class UsersTest {
    private final Users users = Users.read(Table.of(Map.of("alice", "secret", "j\u00f6rg", "gr\u00fcn")));

    @Test
    void aUserIsAcceptedByNameAndPassword() {
        assertThat(users.know(new Credentials("alice", "secret"))).isTrue();
        assertThat(users.know(new Credentials("j\u00f6rg", "gr\u00fcn"))).isTrue();
    }

    @Test
    void othersAreRejected() {
        assertThat(users.know(new Credentials("alice", "gr\u00fcn"))).isFalse();
        assertThat(users.know(new Credentials("alice", "secre"))).isFalse();
        assertThat(users.know(new Credentials("alice", ""))).isFalse();
        assertThat(users.know(new Credentials("Alice", "secret"))).isFalse();
        assertThat(users.know(new Credentials("bob", "secret"))).isFalse();
        assertThat(users.know(new Credentials("bob", ""))).isFalse();
        assertThat(users.know(new Credentials("", ""))).isFalse();
    }

    @Test
    void withoutUsersEverybodyIsAccepted() {
        assertThat(Users.read(Table.of(Map.of())).isAnybody()).isTrue();
        assertThat(users.isAnybody()).isFalse();
    }

    @Test
    void aPasswordOfInvalidLengthIsAnError() {
        assertThatThrownBy(() -> Users.read(Table.of(Map.of("alice", ""))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("alice: a password has 1 to 255 bytes in UTF-8, this one has 0");
        assertThatThrownBy(() -> Users.read(Table.of(Map.of("alice", "\u00fc".repeat(128)))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("this one has 256");
    }

    @Test
    void aNameOfInvalidLengthIsAnError() {
        assertThatThrownBy(() -> Users.read(Table.of(Map.of("", "secret"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("a name has 1 to 255 bytes");
    }
}
