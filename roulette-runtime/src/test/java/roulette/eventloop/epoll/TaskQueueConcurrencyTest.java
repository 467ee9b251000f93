package roulette.eventloop.epoll;

import static roulette.testing.Interleavings.together;

import java.nio.channels.ShutdownChannelGroupException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.testing.Interleavings;

@Tag("concurrency")
class TaskQueueConcurrencyTest {
    @Test
    void tasksFromOtherThreadsAlwaysRun() {
        Interleavings.of(() -> {
            // Counts the events of the wakeup descriptor.
            AtomicInteger signals = new AtomicInteger();
            TaskQueue queue = new TaskQueue(signals::incrementAndGet, Runnable::run);
            AtomicInteger ran = new AtomicInteger();
            Runnable loop = () -> {
                if (signals.getAndSet(0) > 0) {
                    queue.runSignalled();
                }
            };
            together(
                    () -> {
                        queue.add(ran::incrementAndGet);
                        queue.add(ran::incrementAndGet);
                    },
                    () -> {
                        loop.run();
                        loop.run();
                    });
            loop.run();
            if (ran.get() != 2) {
                throw new AssertionError("a task waits, and no signal is under way");
            }
        });
    }

    @Test
    void whileTheLoopEndsATaskRunsOrIsRefused() {
        Interleavings.of(() -> {
            TaskQueue queue = new TaskQueue(() -> {}, Runnable::run);
            AtomicInteger ran = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            together(queue::finish, () -> {
                try {
                    queue.add(ran::incrementAndGet);
                } catch (ShutdownChannelGroupException e) {
                    refused.incrementAndGet();
                }
            });
            if (ran.get() + refused.get() != 1) {
                throw new AssertionError("ran " + ran + ", refused " + refused);
            }
        });
    }
}
