package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.options.Listener;
import roulette.options.ListenerLimits;
import roulette.options.NetworkSet;

class RateLimiterTest {
    private static final InetAddress A = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress B = InetAddress.ofLiteral("192.0.2.2");

    /** The clock. Near its overflow, which must not matter. */
    private long nanos = Long.MAX_VALUE - 500_000_000;

    private RateLimiter limiter(int rate, int perClient) {
        Listener listener = new Listener(
                "web",
                "",
                0,
                "r",
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                new ListenerLimits(0, 0, rate, perClient),
                NetworkSet.EMPTY,
                NetworkSet.EMPTY);
        return RateLimiter.of(listener, () -> nanos);
    }

    private void pass(long millis) {
        nanos += millis * 1_000_000;
    }

    private static int taken(RateLimiter limiter) {
        int taken = 0;
        while (taken < 100_000 && limiter.take()) {
            taken++;
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 1000})
    void theConnectionsOfASecondMayComeAtOnceAndThenAsManyAsTimePasses(int rate) {
        RateLimiter limiter = limiter(rate, 0);
        assertThat(taken(limiter)).isEqualTo(rate);
        pass(500);
        assertThat(taken(limiter)).isEqualTo(rate / 2);
        pass(500);
        assertThat(taken(limiter)).isEqualTo(rate - rate / 2);
        pass(3_600_000);
        assertThat(taken(limiter)).isEqualTo(rate);
    }

    @Test
    void whatWasGivenBackMayBeTakenAgain() {
        RateLimiter limiter = limiter(2, 0);
        assertThat(taken(limiter)).isEqualTo(2);
        limiter.giveBack();
        assertThat(taken(limiter)).isEqualTo(1);
    }

    @Test
    void eachClientHasARateOfItsOwn() {
        RateLimiter limiter = limiter(0, 1);
        assertThat(limiter.take(A)).isTrue();
        assertThat(limiter.take(A)).isFalse();
        assertThat(limiter.take(B)).isTrue();
        assertThat(limiter.take()).isTrue();
        pass(999);
        assertThat(limiter.take(A)).isFalse();
        pass(1);
        assertThat(limiter.take(A)).isTrue();
    }

    @Test
    void aClientOfIpv6IsItsNetworkOf64Bits() {
        RateLimiter limiter = limiter(0, 1);
        assertThat(limiter.take(InetAddress.ofLiteral("2001:db8::1"))).isTrue();
        assertThat(limiter.take(InetAddress.ofLiteral("2001:db8::ffff:2"))).isFalse();
        assertThat(limiter.take(InetAddress.ofLiteral("2001:db8:0:1::1"))).isTrue();
    }

    @Test
    void clientsAreForgottenWhenTheyMayDoEverythingAgain() {
        RateLimiter limiter = limiter(0, 1);
        limiter.take(A);
        pass(600);
        limiter.take(B);
        limiter.sweep();
        assertThat(limiter.clients()).isEqualTo(2);
        pass(500);
        limiter.sweep();
        assertThat(limiter.clients()).isEqualTo(1);
        assertThat(limiter.take(B)).isFalse();
        pass(2000);
        limiter.sweep();
        assertThat(limiter.clients()).isZero();
    }

    @Test
    void withoutLimitsEverythingMayCome() {
        RateLimiter limiter = limiter(0, 0);
        assertThat(taken(limiter)).isEqualTo(100_000);
        assertThat(limiter.take(A)).isTrue();
        assertThat(limiter.take(A)).isTrue();
        assertThat(limiter.clients()).isZero();
        assertThat(limiter.status()).isEmpty();
    }

    @Test
    void theStatusTellsHowMuchIsTaken() {
        RateLimiter limiter = limiter(4, 2);
        limiter.take();
        limiter.take();
        limiter.take(A);
        limiter.take(A);
        limiter.take(A);
        limiter.take(B);
        assertThat(limiter.status())
                .containsExactly(
                        new ProxyStatus.LimitStatus("limits.rate", Optional.empty(), Optional.of("web"), 2, 4, 0),
                        new ProxyStatus.LimitStatus(
                                "limits.per-client-rate", Optional.empty(), Optional.of("web"), 2, 2, 1));
    }
}
