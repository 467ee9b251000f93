package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StateTest {
    @Test
    void theUsualTransitionsAreAllowed() {
        assertThat(State.READING
                        .to(State.ROUTING)
                        .to(State.CONNECTING)
                        .to(State.RELAYING)
                        .to(State.CLOSED))
                .isEqualTo(State.CLOSED);
    }

    @Test
    void aTransitionThatIsNotInTheDiagramThrows() {
        assertThatThrownBy(() -> State.READING.to(State.RELAYING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a connection can't go from READING to RELAYING");
    }

    @ParameterizedTest
    @EnumSource(value = State.class, mode = EnumSource.Mode.EXCLUDE, names = "CLOSED")
    void everyOtherStateCanBeClosed(State state) {
        assertThat(state.to(State.CLOSED)).isEqualTo(State.CLOSED);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void aClosedConnectionStaysClosed(State state) {
        assertThatThrownBy(() -> State.CLOSED.to(state)).isInstanceOf(IllegalStateException.class);
    }
}
