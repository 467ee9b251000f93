package roulette.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Router;

/** Routers that keep bytes, block, or exceed the deadline are found. */
class CallThreadsTest {
    private static final Decision.Forward FORWARD = Decision.forward("a", 1).orElse("b", 2);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    // ---- bytes that are kept

    @Test
    void aRouterThatReadsTheBytesOfAnEarlierCallIsFound() {
        AtomicReference<ByteBuffer> kept = new AtomicReference<>(ByteBuffer.allocate(1));
        for (boolean blocking : List.of(false, true)) {
            kept.set(ByteBuffer.allocate(1));
            RecordingRouter router = new RecordingRouter(opening -> {
                byte before = kept.getAndSet(opening.bytes()).get(0);
                return before > 'z' ? Decision.reject() : Decision.needMore();
            });
            assertThatThrownBy(() -> RouterCheck.of(blocking ? router.blocking() : router)
                            .clientSends("abc")
                            .needsMore())
                    .hasMessageContaining("it read the bytes() of an earlier call");
        }
    }

    @Test
    void aRouterThatReadsTheBytesOnAnotherThreadIsFound() {
        RecordingRouter router = new RecordingRouter(opening -> {
                    ByteBuffer bytes = opening.bytes();
                    return CompletableFuture.supplyAsync(() -> bytes.get(0)).join() > 0 ? FORWARD : Decision.reject();
                })
                .blocking();
        assertThatThrownBy(() -> Conversation.with(router).clientSends(bytes("x")))
                .hasStackTraceContaining("WrongThreadException");
    }

    @Test
    void theOpeningOfANotificationMayBeKept() {
        AtomicReference<Opening> kept = new AtomicReference<>();
        Router router = new Router() {
            @Override
            public String name() {
                return "keeps";
            }

            @Override
            public Decision route(Opening opening) {
                return FORWARD;
            }

            @Override
            public void failed(Opening opening, Attempt attempt) {
                kept.set(opening);
            }
        };
        Conversation.with(router).clientSends(bytes("x")).targetsFail(Failure.REFUSED);
        assertThat(CallOrderTest.text(kept.get())).isEqualTo("x");
    }

    // ---- threads and deadlines

    @Test
    void aNonblockingRouterThatSleepsOrWaitsIsFound() {
        List<RecordingRouter.Answer> waits = List.of(
                opening -> {
                    Thread.sleep(1);
                    return FORWARD;
                },
                opening -> CompletableFuture.supplyAsync(
                                () -> FORWARD,
                                CompletableFuture.delayedExecutor(1, java.util.concurrent.TimeUnit.MILLISECONDS))
                        .join());
        for (RecordingRouter.Answer answer : waits) {
            assertThatThrownBy(
                            () -> Conversation.with(new RecordingRouter(answer)).clientSends(bytes("x")))
                    .hasMessageContaining("its blocks() must return true");
            assertThat(Conversation.with(new RecordingRouter(answer).blocking())
                            .clientSends(bytes("x"))
                            .isDecided())
                    .isTrue();
        }
    }

    /** The first byte of calls that the check watches, those on virtual threads: they wait until it has found one waiting. */
    private static final int WATCHED = 1;

    @Test
    void aNonblockingRouterThatCallsAServiceIsFoundWithThePlace() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        try (ServerSocket service = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> {
                while (!service.isClosed()) {
                    try (Socket one = service.accept()) {
                        if (one.getInputStream().read() == WATCHED) {
                            found.await();
                        }
                        one.getOutputStream().write(1);
                    } catch (IOException gone) {
                        // The first check has interrupted its call, which closed the socket; or the test is over.
                        continue;
                    } catch (InterruptedException never) {
                        throw new AssertionError(never);
                    }
                }
            });
            RecordingRouter router = new RecordingRouter(opening -> {
                try (Socket socket = new Socket(service.getInetAddress(), service.getLocalPort())) {
                    socket.getOutputStream().write(Thread.currentThread().isVirtual() ? WATCHED : 0);
                    return socket.getInputStream().read() == 1 ? FORWARD : Decision.reject();
                }
            });
            assertThatThrownBy(() -> RouterCheck.of(router).clientSends("x").forwardsTo("a:1", "b:2"))
                    .hasMessageContaining("the router waits at " + CallThreadsTest.class.getName())
                    .hasMessageContaining("its blocks() must return true");
            found.countDown();
            RouterCheck.of(router.blocking()).clientSends("x").forwardsTo("a:1", "b:2");
        }
    }

    @Test
    void aLongComputationIsNotTakenForAWait() {
        RecordingRouter router = new RecordingRouter(opening -> {
            long sum = 0;
            for (int i = 0; i < 3_000_000; i++) {
                sum += Integer.toString(i).hashCode();
            }
            return sum == 0 ? Decision.reject() : FORWARD;
        });
        RouterCheck.of(router).clientSends("x").forwardsTo("a:1", "b:2");
    }

    @Test
    void aCallThatExceedsTheRoutingDeadlineIsInterruptedAndFound() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        RecordingRouter router = new RecordingRouter(opening -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return FORWARD;
                })
                .blocking();
        assertThatThrownBy(() -> Conversation.with(router, TestOpening.empty(), 16, Duration.ofMillis(50))
                        .clientSends(bytes("x")))
                .hasMessageContaining("did not answer within 50 ms, the routing deadline");
        interrupted.await();
    }

    @Test
    void aCallThatIgnoresTheInterruptIsFoundAndNotWaitedFor() {
        CountDownLatch released = new CountDownLatch(1);
        RecordingRouter router = new RecordingRouter(opening -> {
                    while (released.getCount() > 0) {
                        try {
                            released.await();
                        } catch (InterruptedException ignored) {
                            continue;
                        }
                    }
                    return FORWARD;
                })
                .blocking();
        assertThatThrownBy(() -> Conversation.with(router, TestOpening.empty(), 16, Duration.ofMillis(50))
                        .clientSends(bytes("x")))
                .hasMessageContaining("did not answer within 50 ms, the routing deadline");
        released.countDown();
    }

    @Test
    void ofManyCallsOnOneThreadTheLateOneIsInterruptedAndNoneFollows() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        RecordingRouter router = new RecordingRouter(opening -> {
                    threads.add(Thread.currentThread());
                    if (opening.full()) {
                        new CountDownLatch(1).await();
                    }
                    return Decision.needMore();
                })
                .blocking();
        RouterCalls calls = new RouterCalls(router, Duration.ofSeconds(1));
        assertThatThrownBy(() -> calls.onOneThread(() -> {
                    try {
                        calls.ask(TestOpening.of("a"), router::route);
                        calls.ask(TestOpening.of("b"), router::route);
                        assertThatThrownBy(() -> calls.ask(TestOpening.of("c").whenFull(), router::route))
                                .hasMessageContaining("InterruptedException");
                        assertThatThrownBy(() -> calls.ask(TestOpening.of("d"), router::route))
                                .hasMessageContaining("an earlier call has exceeded the deadline");
                    } finally {
                        over.countDown();
                    }
                }))
                .hasMessageContaining("did not answer within 1000 ms, the routing deadline");
        over.await();
        assertThat(router.calls).containsExactly("route a", "route b", "route c full");
        assertThat(threads).singleElement().matches(Thread::isVirtual);
    }

    @Test
    void aWaitInAnyCallOfACheckIsFoundButNotOneOfTheTest() {
        RecordingRouter sleeps = new RecordingRouter(opening -> {
            if (opening.bytes().remaining() == 2) {
                Thread.sleep(1);
            }
            return opening.bytes().remaining() < 3 ? Decision.needMore() : FORWARD;
        });
        assertThatThrownBy(() -> RouterCheck.of(sleeps).clientSends("abc").forwardsTo("a:1", "b:2"))
                .hasMessageContaining("its blocks() must return true");
        RouterCheck.of(new RecordingRouter(opening -> FORWARD))
                .clientSends("abc")
                .decides("forwards", conversation -> {
                    try {
                        Thread.sleep(1);
                    } catch (InterruptedException never) {
                        throw new AssertionError(never);
                    }
                });
    }
}
