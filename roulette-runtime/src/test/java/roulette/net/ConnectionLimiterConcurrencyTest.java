package roulette.net;

import static roulette.testing.Interleavings.together;

import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.options.Limits;
import roulette.testing.Interleavings;

@Tag("concurrency")
class ConnectionLimiterConcurrencyTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

    private static ConnectionLimiter limiter() {
        return ConnectionLimiter.of(new Limits(1, 1, 2048, 2048, 1));
    }

    @Test
    void theLastPermitIsTakenOnce() {
        Interleavings.of(() -> {
            ConnectionLimiter limiter = limiter();
            boolean[] entered = new boolean[2];
            together(() -> entered[0] = limiter.enter(), () -> entered[1] = limiter.enter());
            check(entered[0] != entered[1] && limiter.live() == 1);
        });
    }

    @Test
    void releasedPermitsAreAvailable() {
        Interleavings.of(() -> {
            ConnectionLimiter limiter = limiter();
            Runnable connection = () -> {
                if (limiter.enter()) {
                    limiter.leave();
                }
            };
            together(connection, connection);
            check(limiter.live() == 0 && limiter.enter());
        });
    }

    @Test
    void theLastPermitOfAClientIsTakenOnce() {
        Interleavings.of(() -> {
            ConnectionLimiter limiter = limiter();
            boolean[] entered = new boolean[2];
            together(() -> entered[0] = limiter.enter(CLIENT), () -> entered[1] = limiter.enter(CLIENT));
            check(entered[0] != entered[1]);
            limiter.leave(CLIENT);
            check(limiter.enter(CLIENT));
        });
    }

    private static void check(boolean right) {
        if (!right) {
            throw new AssertionError();
        }
    }
}
