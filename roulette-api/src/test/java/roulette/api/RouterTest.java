package roulette.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final class Smallest implements Router {
        @Override
        public String name() {
            return "smallest";
        }

        @Override
        public Decision route(Opening opening) {
            return Decision.reject();
        }
    }

    private record Refused(Target target) implements Attempt {
        @Override
        public Failure failure() {
            return Failure.REFUSED;
        }

        @Override
        public String reason() {
            return failure().reason();
        }

        @Override
        public boolean sent() {
            return false;
        }

        @Override
        public Duration duration() {
            return Duration.ZERO;
        }
    }

    private record Nothing(InetSocketAddress client) implements Opening {
        @Override
        public String id() {
            return "1";
        }

        @Override
        public Duration remaining() {
            return Duration.ZERO;
        }

        @Override
        public <T> T state(Class<T> type, Supplier<? extends T> first) {
            return first.get();
        }

        @Override
        public InetSocketAddress local() {
            return client;
        }

        @Override
        public String listener() {
            return "";
        }

        @Override
        public ByteBuffer bytes() {
            return ByteBuffer.allocate(0);
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public int replies() {
            return 0;
        }
    }

    @Test
    void aRouterNeedsANameAndARouteAndNothingElse() throws Exception {
        try (Smallest router = new Smallest()) {
            Opening opening = new Nothing(new InetSocketAddress(0));
            assertThat(router.description()).isEmpty();
            assertThat(router.blocks()).isTrue();
            assertThat(router.needsBytes()).isTrue();
            assertThat(router.timedOut(opening)).isEqualTo(Decision.reject());
            assertThat(router.unreachable(opening, new Refused(Target.of("a", 1))))
                    .isEqualTo(Decision.reject());
            router.failed(opening, new Refused(Target.of("a", 1)));
            assertThat(router.explain(opening)).isEmpty();
        }
    }
}
