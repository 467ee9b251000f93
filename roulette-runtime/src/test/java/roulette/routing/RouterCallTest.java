package roulette.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.eventloop.BufferMemory;
import roulette.eventloop.BufferPool;
import roulette.eventloop.Channels;
import roulette.eventloop.EventLoop;
import roulette.eventloop.MemoryWatch;
import roulette.proxyprotocol.Tlv;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

class RouterCallTest {
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("test", 1);
    static final OpeningView OPENING = new OpeningView(
            new OpeningView.ConnectionData() {
                @Override
                public InetSocketAddress clientAddress() {
                    return ADDRESS;
                }

                @Override
                public InetSocketAddress localAddress() {
                    return ADDRESS;
                }

                @Override
                public InetSocketAddress peerAddress() {
                    return ADDRESS;
                }

                @Override
                public List<Tlv> tlvs() {
                    return List.of();
                }

                @Override
                public String listener() {
                    return "test";
                }

                @Override
                public String id() {
                    return "1";
                }

                @Override
                public RouterState routerState() {
                    return new RouterState();
                }
            },
            ByteBuffer.allocate(0),
            false,
            false,
            0,
            OpeningView.due(Duration.ofSeconds(20)));

    private final AtomicBoolean noThreads = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final RouterCall.Caller<Decision> caller = new RouterCall.Caller<>() {
        @Override
        public void answered(RouterCall<Decision> call, @Nullable Decision decision) {
            answered.incrementAndGet();
        }

        @Override
        public void routerFailed(RouterCall<Decision> call, Throwable failure) {
            failed.incrementAndGet();
        }
    };

    private Thread thread(Runnable call) {
        return new Thread(call) {
            @Override
            public void start() {
                if (noThreads.get()) {
                    throw new IllegalStateException("no thread, on purpose");
                }
                super.start();
            }
        };
    }

    @Test
    void queuedCallsThatCantBeStartedAllFailWithoutRecursion() throws Exception {
        int calls = 20_000;
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        FakeRouter router = FakeRouter.answering(opening -> {
                    called.countDown();
                    released.await();
                    return Decision.reject();
                })
                .blocking();
        Bulkhead bulkhead = new Bulkhead("test", 1);
        bulkhead.open(new RouterThreads(this::thread));
        RunningRouter running = new RunningRouter("test", router, true, true, false, bulkhead, new LoopWatch("test"));
        MemoryWatch watch = new MemoryWatch(new BufferMemory(1 << 20, "a test"), false);
        BufferPool buffers = new BufferPool(1 << 20, 0, watch, Runnable::run);
        try (EventLoop loop = new EventLoop(0, buffers, Channels.ofThisSystem())) {
            new RouterCall<>(caller, loop, running, RouterQuestion.ROUTE, OPENING, null).start(loop);
            assertThat(called.await(20, TimeUnit.SECONDS))
                    .as("the first call runs")
                    .isTrue();
            for (int i = 0; i < calls; i++) {
                new RouterCall<>(caller, loop, running, RouterQuestion.ROUTE, OPENING, null).start(loop);
            }
            assertThat(bulkhead.queued()).isEqualTo(calls);
            noThreads.set(true);
            released.countDown();
            Eventually.check(() -> assertThat(failed.get()).isEqualTo(calls));
            assertThat(answered.get()).isEqualTo(1);
            assertThat(bulkhead.queued()).isZero();
            noThreads.set(false);
            new RouterCall<>(caller, loop, running, RouterQuestion.ROUTE, OPENING, null).start(loop);
            Eventually.check(() -> assertThat(answered.get()).isEqualTo(2));
        }
    }

    @Test
    void anAnswerIsDeliveredLaterIfThereIsNoMemory() {
        Bulkhead bulkhead = new Bulkhead("test", 1);
        bulkhead.open(new RouterThreads(Thread::new));
        RunningRouter running = new RunningRouter(
                "test",
                FakeRouter.answering(opening -> Decision.reject()).blocking(),
                true,
                true,
                false,
                bulkhead,
                new LoopWatch("test"));
        AtomicInteger shortages = new AtomicInteger(3);
        Executor loop = task -> {
            if (shortages.getAndDecrement() > 0) {
                throw new OutOfMemoryError("no memory, on purpose");
            }
            task.run();
        };
        for (int i = 1; i <= 2; i++) {
            int calls = i;
            bulkhead.enter(new RouterCall<>(caller, loop, running, RouterQuestion.ROUTE, OPENING, null));
            Eventually.check(() -> assertThat(answered.get()).isEqualTo(calls));
        }
    }

    @Test
    void theLoanOfAnAbandonedCallIsReturnedIfItsFailureCantBeDelivered() {
        Bulkhead bulkhead = new Bulkhead("test", 1);
        noThreads.set(true);
        bulkhead.open(new RouterThreads(this::thread));
        RunningRouter running = new RunningRouter(
                "test",
                FakeRouter.answering(opening -> Decision.reject()).blocking(),
                true,
                true,
                false,
                bulkhead,
                new LoopWatch("test"));
        Executor loop = task -> {
            throw new OutOfMemoryError("no memory, on purpose");
        };
        AtomicInteger returned = new AtomicInteger();
        RouterCall<Decision> call =
                new RouterCall<>(caller, loop, running, RouterQuestion.ROUTE, OPENING, returned::incrementAndGet);
        bulkhead.enter(call);
        assertThat(returned.get()).isZero();
        call.abandon();
        assertThat(returned.get()).isEqualTo(1);
    }
}
