package roulette.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressOrderTest {
    private static InetAddress[] addresses(String... literals) {
        return Stream.of(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    @Test
    void theFamiliesAlternateBeginningWithTheFirst() {
        assertThat(AddressOrder.of(addresses("192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:db8::2")))
                .containsExactly(addresses("192.0.2.1", "2001:db8::1", "192.0.2.2", "2001:db8::2", "192.0.2.3"));
        assertThat(AddressOrder.of(addresses("2001:db8::1", "192.0.2.1", "192.0.2.2", "192.0.2.3")))
                .containsExactly(addresses("2001:db8::1", "192.0.2.1", "192.0.2.2", "192.0.2.3"));
    }

    @Test
    void addressesOfOneFamilyKeepTheirOrder() {
        InetAddress[] three = addresses("192.0.2.3", "192.0.2.1", "192.0.2.2");
        assertThat(AddressOrder.of(three)).containsExactly(three);
        assertThat(AddressOrder.of(new InetAddress[0])).isEmpty();
    }

    @Test
    void theAddressesTriedIncludeBothFamilies() {
        InetAddress[] many = IntStream.range(0, 100)
                .mapToObj(i -> InetAddress.ofLiteral(i < 60 ? "192.0.2." + i : "2001:db8::" + i))
                .toArray(InetAddress[]::new);
        assertThat(AddressOrder.of(many))
                .hasSize(AddressOrder.MAXIMUM)
                .contains(addresses("192.0.2.7", "2001:db8::67"));
    }
}
