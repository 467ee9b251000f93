package roulette.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Ended;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Target;
import roulette.eventloop.BufferMemory;
import roulette.eventloop.BufferPool;
import roulette.eventloop.Channels;
import roulette.eventloop.EventLoop;
import roulette.eventloop.MemoryWatch;
import roulette.testing.Eventually;

/** Calls of a blocking router that no connection waits for. */
class RouterNoticeTest {
    private static final Ended ENDED = new Ended() {
        @Override
        public String id() {
            return "1";
        }

        @Override
        public String listener() {
            return "test";
        }

        @Override
        public InetSocketAddress client() {
            return InetSocketAddress.createUnresolved("test", 1);
        }

        @Override
        public Optional<Target> target() {
            return Optional.empty();
        }

        @Override
        public long bytesUp() {
            return 0;
        }

        @Override
        public long bytesDown() {
            return 0;
        }

        @Override
        public Duration duration() {
            return Duration.ZERO;
        }

        @Override
        public String end() {
            return "complete";
        }

        @Override
        public String reason() {
            return "";
        }

        @Override
        public Map<String, String> labels() {
            return Map.of();
        }

        @Override
        public <T> T state(Class<T> type, Supplier<? extends T> first) {
            return first.get();
        }
    };

    private final AtomicInteger notified = new AtomicInteger();
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private final Router router = new Router() {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public Decision route(Opening opening) {
            return Decision.reject();
        }

        @Override
        public void ended(Ended ended) throws Exception {
            called.countDown();
            released.await();
            notified.incrementAndGet();
        }
    };

    @Test
    void aBusyRouterIsNotifiedLaterOfAtMostAsManyEndsAsMayBeQueued() throws Exception {
        MemoryWatch watch = new MemoryWatch(new BufferMemory(1 << 20, "a test"), false);
        BufferPool buffers = new BufferPool(1 << 20, 0, watch, Runnable::run);
        RunningRouter running = RunningRouter.of("test", router, 1);
        try (EventLoop loop = new EventLoop(0, buffers, Channels.ofThisSystem())) {
            int more = Bulkhead.MAX_NOTICES + 100;
            CountDownLatch sent = new CountDownLatch(1 + more);
            Runnable notice = () -> {
                RouterNotice.ended(loop, Duration.ofSeconds(60), running, ENDED);
                sent.countDown();
            };
            loop.execute(notice);
            assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < more; i++) {
                loop.execute(notice);
            }
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(running.bulkhead().queued()).isEqualTo(Bulkhead.MAX_NOTICES);
            released.countDown();
            Eventually.check(() -> assertThat(notified.get()).isEqualTo(1 + Bulkhead.MAX_NOTICES));
            loop.execute(notice);
            Eventually.check(() -> assertThat(notified.get()).isEqualTo(2 + Bulkhead.MAX_NOTICES));
        } finally {
            running.bulkhead().awaitIdle(Duration.ofSeconds(20));
            running.bulkhead().close();
        }
    }

    @Test
    void aNotificationThatTimesOutIsInterrupted() throws Exception {
        MemoryWatch watch = new MemoryWatch(new BufferMemory(1 << 20, "a test"), false);
        BufferPool buffers = new BufferPool(1 << 20, 0, watch, Runnable::run);
        RunningRouter running = RunningRouter.of("test", router, 1);
        try (EventLoop loop = new EventLoop(0, buffers, Channels.ofThisSystem())) {
            loop.execute(() -> RouterNotice.ended(loop, Duration.ofMillis(50), running, ENDED));
            assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
            Eventually.check(() -> {
                loop.sweepSoon();
                assertThat(notified.get()).isZero();
                assertThat(running.bulkhead().isIdle()).isTrue();
            });
        } finally {
            running.bulkhead().close();
        }
    }

    @Test
    void aRouterIsNotToldOfQueuedEndsAfterItsCallsWereClosed() throws Exception {
        MemoryWatch watch = new MemoryWatch(new BufferMemory(1 << 20, "a test"), false);
        BufferPool buffers = new BufferPool(1 << 20, 0, watch, Runnable::run);
        RunningRouter running = RunningRouter.of("test", router, 1);
        try (EventLoop loop = new EventLoop(0, buffers, Channels.ofThisSystem())) {
            CountDownLatch sent = new CountDownLatch(10);
            for (int i = 0; i < 10; i++) {
                loop.execute(() -> {
                    RouterNotice.ended(loop, Duration.ofSeconds(60), running, ENDED);
                    sent.countDown();
                });
            }
            assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
            running.bulkhead().close();
            assertThat(running.bulkhead().queued()).isZero();
            released.countDown();
            running.bulkhead().awaitIdle(Duration.ofSeconds(20));
            assertThat(notified.get()).isEqualTo(1);
        }
    }
}
