package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    private List<Thread> compute(int calls) {
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Thread call = threads.newThread(() -> {
                computing.incrementAndGet();
                while (!released.get()) {
                    Thread.onSpinWait();
                }
            });
            call.start();
            started.add(call);
        }
        return started;
    }

    @Test
    void callsQueuedBehindCallsThatComputeForEverRunWhenOneOfThoseIsLost() throws InterruptedException {
        List<Thread> calls = compute(CARRIERS);
        Eventually.check(() -> assertThat(computing.get()).isEqualTo(CARRIERS));
        CountDownLatch queued = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            threads.newThread(queued::countDown).start();
        }
        assertThat(queued.getCount()).isEqualTo(100);
        threads.lost(calls.getFirst());
        assertThat(queued.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void asManyCallsComputeAtOnceAsThereAreCarriersAndThoseInPlaceOfLostOnes() {
        compute(64).forEach(threads::lost);
        Eventually.check(() -> assertThat(computing.get()).isEqualTo(CARRIERS + 8));
    }

    @Test
    void aCarrierOfALostCallGetsTheProcessorLastAndEndsWithTheCall() throws Exception {
        List<Thread> calls = compute(2);
        threads.lost(calls.getFirst());
        Eventually.check(() -> assertThat(carriersOfIdlePriority()).isEqualTo(1));
        released.set(true);
        Eventually.check(() -> assertThat(carriersOfIdlePriority()).isZero());
        released.set(false);
        computing.set(0);
        compute(CARRIERS);
        Eventually.check(() -> assertThat(computing.get()).isEqualTo(CARRIERS));
    }

    private static int carriersOfIdlePriority() {
        int found = 0;
        for (File thread : Objects.requireNonNull(new File("/proc/self/task").listFiles())) {
            try {
                // Its name in brackets, which may have blanks, comes second; the scheduling policy is field 41.
                String stat = Files.readString(thread.toPath().resolve("stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                if (stat.contains("(carrier-test-") && fields[41 - 3].equals("5")) {
                    found++;
                }
            } catch (IOException e) {
                // It has ended meanwhile.
                assertThat(thread).doesNotExist();
            }
        }
        return found;
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
