package roulette.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static roulette.capture.Packet.CLIENT;
import static roulette.capture.Packet.CLIENT_6;
import static roulette.capture.Packet.SERVER;
import static roulette.capture.Packet.SERVER_6;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** tcpdump's filters, applied to a connection from 10.1.2.3:5000 to 10.9.9.9:443. */
class FilterTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "port 443",
                "tcp",
                "tcp port 443",
                "tcp dst port 443",
                "ip",
                "dst port 443 and src host 10.1.2.3",
                "dst port 443 && src 10.1.2.3",
                "host 10.9.9.9",
                "10.9.9.9",
                "net 10.1.0.0/16",
                "src net 10.1.2.3",
                "portrange 400-500",
                "dst port 80 or 443",
                "port 80 or dst host 10.9.9.9",
                "not port 80",
                "!port 80",
                "! (port 80 or port 81)",
                "(port 443)",
                "not not port 443",
                "PORT 443",
                "port 1 and port 2 or port 443"
            })
    void matches(String filter) {
        assertThat(ConnectionFilter.parse(filter).selects(CLIENT, SERVER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src port 443",
                "ip6",
                "dst host 10.1.2.3",
                "net 10.1.3.0/24",
                "net ::/0",
                "portrange 1-400",
                "not port 443",
                "not port 80 and not port 443",
                "port 443 or port 1 and port 2"
            })
    void doesNotMatch(String filter) {
        assertThat(ConnectionFilter.parse(filter).selects(CLIENT, SERVER)).isFalse();
    }

    @Test
    void addressesOfVersion6() {
        assertThat(ConnectionFilter.parse("ip6 and net 2001:db8::/32 and src 2001:db8:0::1")
                        .selects(CLIENT_6, SERVER_6))
                .isTrue();
        assertThat(ConnectionFilter.parse("net 0.0.0.0/0").selects(CLIENT_6, SERVER_6))
                .isFalse();
    }

    @Test
    void thePortOptionRestrictsTheFilter() {
        assertThat(ConnectionFilter.parse("ip").toPort(443).selects(CLIENT, SERVER))
                .isTrue();
        assertThat(ConnectionFilter.parse("ip").toPort(80).selects(CLIENT, SERVER))
                .isFalse();
        assertThat(ConnectionFilter.parse("ip6").toPort(443).selects(CLIENT, SERVER))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "port",
                "port x",
                "port 65536",
                "portrange 5",
                "net 10.0.0.0/33",
                "host a.example",
                "port 1 port 2",
                "(port 1",
                "port 1)",
                "and",
                "not",
                "tcp[13]",
                "port 1 and",
                "443",
                "&",
                "src or dst port 1"
            })
    void aMistakeIsReported(String filter) {
        assertThatThrownBy(() -> ConnectionFilter.parse(filter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the filter needs ")
                .hasMessageEndingWith("; write one such as \"dst port 443 and not src net 10.0.0.0/8\"");
    }
}
