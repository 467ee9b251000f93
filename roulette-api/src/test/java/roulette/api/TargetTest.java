package roulette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:9999, localhost, 9999",
        "10.0.0.1:443, 10.0.0.1, 443",
        "[2001:db8::1]:443, 2001:db8::1, 443",
        "a.example:1, a.example, 1",
        "a.example:65535, a.example, 65535"
    })
    void aTargetIsReadFromTextAndWrittenTheSame(String text, String host, int port) {
        assertThat(Target.parse(text)).isEqualTo(Target.of(host, port));
        assertThat(Target.of(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "host",
                "host:",
                ":80",
                "host:x",
                "host:0",
                "host:65536",
                "host:-1",
                "host:+1",
                "host:1 ",
                "::1:80",
                "[::1]",
                "[]:80",
                "ho st:80",
                "host\n:80",
                "host:99999999999",
                "host:\u0661"
            })
    void anythingElseIsRefusedWithAReason(String text) {
        assertThatThrownBy(() -> Target.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void anIpv6AddressWithoutBracketsIsCalledAmbiguous() {
        assertThatThrownBy(() -> Target.parse("::1:80")).hasMessageContaining("in brackets, as in [::1]:443");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:80, '127.0.0.1:80, without http://'",
        "https://a.example/login?a=b:1, 'a.example:443, without https://'",
        "HTTP://[::1]/, '[::1]:80, without HTTP://'",
        "tcp://a.example, 'a.example:port, without tcp://'",
        "http://me:secret@a.example:80/@, 'a.example:80, without http://'",
        "http://, 'host:port, without http://'"
    })
    void aUrlIsToldWhatToWriteInstead(String url, String advice) {
        assertThatThrownBy(() -> Target.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a host and a port, not a URL: write " + advice);
    }
}
