package roulette.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import roulette.testing.Eventually;

class RouterThreadsTest {
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final int CARRIERS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private static final int SCHED_IDLE = 5;

    /**
     * Unique per test, as calls of an earlier test may still be running; short enough for the kernel's thread names.
     */
    private final String router = "t" + TESTS.incrementAndGet();

    private final RouterThreads threads = new RouterThreads(router, 8);
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
    void queuedCallsRunWhenACallThatComputesForeverIsLost() throws InterruptedException {
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
    void callsComputeOnAllCarriersAndOnReplacementsOfLostOnes() {
        compute(64).forEach(threads::lost);
        Eventually.check(() -> assertThat(computing.get()).isEqualTo(CARRIERS + 8));
    }

    @Test
    void theCarrierOfALostCallHasIdlePriorityAndEndsWithTheCall() throws Exception {
        List<Thread> calls = compute(2);
        threads.lost(calls.getFirst());
        Eventually.check(
                () -> assertThat(ofIdlePriority("carrier-" + router + "-")).isEqualTo(1));
        released.set(true);
        Eventually.check(
                () -> assertThat(ofIdlePriority("carrier-" + router + "-")).isZero());
        for (Thread call : calls) {
            call.join();
        }
        released.set(false);
        computing.set(0);
        compute(CARRIERS);
        Eventually.check(() -> assertThat(computing.get()).isEqualTo(CARRIERS));
    }

    @Test
    void aTimedWaitOfALostCallDoesNotLowerThePriorityOfSharedThreads() throws InterruptedException {
        AtomicBoolean idle = new AtomicBoolean();
        Thread call = threads.newThread(() -> {
            while (!idle.get()) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(1);
        });
        call.start();
        threads.lost(call);
        Eventually.check(
                () -> assertThat(ofIdlePriority("carrier-" + router + "-")).isEqualTo(1));
        idle.set(true);
        call.join();
        assertThat(ofIdlePriority("VirtualThread-u")).isZero();
    }

    /** The scheduling policy is field 41; the name in parentheses, which may contain spaces, is field 2. */
    private static int policy(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Integer.parseInt(fields[41 - 3]);
    }

    private static int ofIdlePriority(String name) {
        int found = 0;
        for (File thread : Objects.requireNonNull(new File("/proc/self/task").listFiles())) {
            try {
                String stat = Files.readString(thread.toPath().resolve("stat"));
                if (stat.contains("(" + name) && policy(stat) == SCHED_IDLE) {
                    found++;
                }
            } catch (IOException e) {
                // The thread has ended meanwhile.
                assertThat(thread).doesNotExist();
            }
        }
        return found;
    }

    @Test
    void aRouterThatPinsAllItsCarriersDoesNotBlockSocketReadsOfOthers() throws Exception {
        // Java starts its poller threads when the first virtual thread waits for a socket.
        assertThat(readsFromSocket(threads)).isTrue();
        compute(CARRIERS);
        Eventually.check(() -> assertThat(computing.get()).isEqualTo(CARRIERS));
        assertThat(readsFromSocket(new RouterThreads("other", 8))).isTrue();
    }

    /** Whether a thread that waits for a byte receives it. */
    private static boolean readsFromSocket(RouterThreads threads) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket peer = server.accept()) {
            CountDownLatch read = new CountDownLatch(1);
            Thread reader = threads.newThread(() -> {
                try {
                    if (socket.getInputStream().read() == 'x') {
                        read.countDown();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            reader.start();
            Eventually.check(() -> assertThat(reader.getState()).isEqualTo(Thread.State.WAITING));
            peer.getOutputStream().write('x');
            return read.await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCallStartedByAnotherInheritsNoThreadLocals() throws InterruptedException {
        InheritableThreadLocal<String> note = new InheritableThreadLocal<>();
        AtomicReference<String> seen = new AtomicReference<>("nothing was run");
        Thread first = threads.newThread(() -> {
            note.set("of another client");
            threads.newThread(() -> seen.set(note.get())).start();
        });
        first.start();
        Eventually.check(() -> assertThat(seen.get()).isNull());
    }

    private static final AtomicInteger FAILURES = new AtomicInteger();

    /** Fails at first, as if no thread could be created. */
    private static Thread carrierOf(Thread call) throws Throwable {
        if (FAILURES.getAndDecrement() > 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return (Thread) CARRIER.invoke(call);
    }

    private static final MethodHandle CARRIER = carrier();

    private static MethodHandle carrier() {
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread");
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findGetter(type, "carrierThread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the carrier of a virtual thread", e);
        }
    }

    @Test
    void aShortageOfThreadsDoesNotEndTheReplacementOfCarriers() throws Exception {
        Carriers carriers = new Carriers("short");
        MethodHandle carrierOf = MethodHandles.lookup()
                .findStatic(RouterThreadsTest.class, "carrierOf", MethodType.methodType(Thread.class, Thread.class));
        LostCalls lost = new LostCalls("short", carriers, carrierOf, 8);
        FAILURES.set(3);
        Thread call = compute(1).getFirst();
        Eventually.check(() -> assertThat(computing.get()).isEqualTo(1));
        lost.add(call);
        Eventually.check(() -> assertThat(FAILURES.get()).isNegative());
    }

    private static final AtomicReference<@Nullable Thread> LEFT = new AtomicReference<>();
    private static final AtomicInteger LOOKS = new AtomicInteger();

    /** Returns a carrier at the first query, none at the next. */
    private static @Nullable Thread carrierOnce(Thread call) {
        LOOKS.incrementAndGet();
        return LEFT.getAndSet(null);
    }

    @Test
    void aCarrierThatALostCallHasJustReleasedKeepsItsPriority() throws Exception {
        Carriers carriers = new Carriers("left");
        AtomicReference<Thread> carrier = new AtomicReference<>();
        carriers.execute(() -> {
            carrier.set(Thread.currentThread());
            while (!released.get()) {
                Thread.onSpinWait();
            }
        });
        Eventually.check(() -> assertThat(carrier.get()).isNotNull());
        LEFT.set(carrier.get());
        LOOKS.set(0);
        MethodHandle carrierOf = MethodHandles.lookup()
                .findStatic(RouterThreadsTest.class, "carrierOnce", MethodType.methodType(Thread.class, Thread.class));
        new LostCalls("left", carriers, carrierOf, 8).add(compute(1).getFirst());
        Eventually.check(() -> assertThat(LOOKS.get()).isGreaterThanOrEqualTo(3));
        assertThat(carriers.replaced()).isEqualTo(1);
        assertThat(ofIdlePriority("carrier-left-")).isZero();
    }

    @Test
    void waitingCallsPinNoCarrier() throws InterruptedException {
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
