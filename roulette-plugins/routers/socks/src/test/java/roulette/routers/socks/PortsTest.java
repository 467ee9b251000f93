package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @ParameterizedTest
    @CsvSource({
        "443, 443",
        "'80,443', 80",
        "'80,443', 443",
        "8000-8100, 8000",
        "8000-8100, 8050",
        "8000-8100, 8100",
        "'22,8000-8100', 8001",
        "*, 1",
        "*, 65535",
    })
    void listedPortsAreContained(String text, int port) {
        assertThat(Ports.parse(text).contain(port)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"443, 442", "443, 444", "'80,443', 81", "8000-8100, 7999", "8000-8100, 8101"})
    void otherPortsAreNotContained(String text, int port) {
        assertThat(Ports.parse(text).contain(port)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0", "65536", "100000", "-1", "x", "80,", ",80", "80,,81", "80-", "-80", "90-80", "1-2-3", "80 "
            })
    void anInvalidTextIsAnError(String text) {
        assertThatThrownBy(() -> Ports.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
