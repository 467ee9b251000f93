package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouterThreadsTest {
    private static final int CARRIERS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final RouterThreads threads = new RouterThreads("test", 8);
    private final AtomicBoolean released = new AtomicBoolean();
    private final AtomicInteger computing = new AtomicInteger();

    @AfterEach
    void release() {
        released.set(true);
    }

    private void compute(int calls) {
        for (int i = 0; i < calls; i++) {
            threads.newThread(() -> {
                        computing.incrementAndGet();
                        while (!released.get()) {
                            Thread.onSpinWait();
                        }
                    })
                    .start();
        }
    }

    @Test
    void callsQueuedBehindCallsThatComputeForEverRunWhenOneCarrierIsReplaced() throws InterruptedException {
        compute(CARRIERS);
        Eventually.check(() -> assertThat(computing.get()).isEqualTo(CARRIERS));
        CountDownLatch queued = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            threads.newThread(queued::countDown).start();
        }
        assertThat(queued.getCount()).isEqualTo(100);
        threads.replace(1);
        assertThat(queued.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void soManyCallsComputeAtOnceAsThereAreCarriersAndThoseInPlaceOfLostOnes() {
        threads.replace(8);
        compute(64);
        Eventually.check(() -> assertThat(computing.get()).isEqualTo(CARRIERS + 8));
    }

    @Test
    void callsThatWaitHoldNoCarrier() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(500);
        for (int i = 0; i < 500; i++) {
            threads.newThread(() -> {
                        all.countDown();
                        await(all);
                    })
                    .start();
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
