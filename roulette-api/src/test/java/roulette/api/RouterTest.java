package roulette.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

    private record Nothing(InetSocketAddress client) implements Opening {
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
            assertThat(router.unreachable(opening, Target.of("a", 1), Failure.REFUSED))
                    .isEqualTo(Decision.reject());
            router.failed(opening, Target.of("a", 1), Failure.REFUSED);
        }
    }
}
