package roulette.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private final Bulkhead bulkhead = new Bulkhead("test", 1);

    @BeforeEach
    void open() {
        bulkhead.open();
    }

    @AfterEach
    void close() {
        bulkhead.close();
    }

    @Test
    void aCallThatFailsToStartFreesItsPermit() {
        AtomicInteger tried = new AtomicInteger();
        bulkhead.enter(turn(() -> true));
        for (int i = 0; i < 200; i++) {
            bulkhead.enter(turn(() -> {
                tried.incrementAndGet();
                throw new IllegalStateException("no thread, on purpose");
            }));
        }
        assertThat(tried.get()).isZero();
        bulkhead.leave(false);
        assertThat(tried.get()).isEqualTo(200);
        assertThat(bulkhead.queued()).isZero();
        bulkhead.enter(turn(() -> tried.incrementAndGet() == 201));
        assertThat(tried.get()).isEqualTo(201);
    }

    private interface Beginning {
        boolean begin();
    }

    private static Bulkhead.Turn turn(Beginning beginning) {
        return new Bulkhead.Turn() {
            @Override
            public boolean begin(RouterThreads threads) {
                return beginning.begin();
            }

            @Override
            public boolean isGivenUp() {
                return false;
            }
        };
    }
}
