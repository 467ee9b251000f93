package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.Socket;
import java.util.Collections;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Limits;
import roulette.testing.ClosedPort;
import roulette.testing.FakeRouter;

/** What it costs to tell a router of targets that failed. */
class FailedTargetsTest {
    private static final int OPENING = 900_000;

    @AutoClose
    private final ClosedPort closed = new ClosedPort();

    /** How many bytes the loops have allocated so far. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo thread = threads.getThreadInfo(id);
            if (thread != null && thread.getThreadName().startsWith("roulette-loop-")) {
                sum += threads.getThreadAllocatedBytes(id);
            }
        }
        return sum;
    }

    @Test
    void allTargetsOfAForwardShareOneCopyOfTheOpening() throws Exception {
        Decision.Forward forward = Decision.forward(
                Collections.nCopies(100, closed.forward().targets().getFirst()));
        FakeRouter router = FakeRouter.answering(
                        opening -> opening.bytes().remaining() < OPENING ? Decision.needMore() : forward)
                .whenUnreachable((opening, last) -> Decision.reject("sorry"));
        Limits limits = new Limits(100, 0, 1 << 20, 64 << 20, 8);
        try (TestProxy proxy = TestProxy.with(router, TestProxy.LONG_TIMEOUTS, limits);
                Socket client = proxy.connect()) {
            long before = allocated();
            TestProxy.send(client, "x".repeat(OPENING));
            assertThat(TestProxy.readAll(client)).isEqualTo("sorry");
            assertThat(router.failures).hasSize(100);
            assertThat(allocated() - before).isLessThan(20L * OPENING);
        }
    }
}
