package roulette.eventloop.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Results of writes. */
@EnabledOnOs(OS.LINUX)
class EpollWriteTest {
    @RegisterExtension
    private final TestGroup group = new TestGroup();

    @Test
    void aWriteWaitsWhileTheSendBufferIsFull() throws Exception {
        try (SocketPair pair = group.pair()) {
            CompletableFuture<Integer> all = new CompletableFuture<>();
            ByteBuffer much = ByteBuffer.allocateDirect(64 << 20);
            pair.channel().write(much, null, new CompletionHandler<Integer, Object>() {
                private int written;

                @Override
                public void completed(Integer count, Object attachment) {
                    written += count;
                    if (much.hasRemaining()) {
                        pair.channel().write(much, null, this);
                    } else {
                        all.complete(written);
                    }
                }

                @Override
                public void failed(Throwable cause, Object attachment) {
                    all.completeExceptionally(cause);
                }
            });
            group.settle();
            assertThat(all).isNotDone();
            pair.other().getInputStream().readNBytes(64 << 20);
            assertThat(all.get(10, TimeUnit.SECONDS)).isEqualTo(64 << 20);
        }
    }

    @Test
    void theNestingOfHandlersIsBounded() throws Exception {
        try (SocketPair pair = group.pair()) {
            CompletableFuture<Integer> deepest = new CompletableFuture<>();
            ByteBuffer one = ByteBuffer.allocateDirect(1);
            pair.channel().write(one, null, new CompletionHandler<Integer, Object>() {
                private int done;
                private int depth;

                @Override
                public void completed(Integer count, Object attachment) {
                    depth = Math.max(depth, Thread.currentThread().getStackTrace().length);
                    if (++done == 10_000) {
                        deepest.complete(depth);
                    } else {
                        pair.channel().write(one.clear(), null, this);
                    }
                }

                @Override
                public void failed(Throwable cause, Object attachment) {
                    deepest.completeExceptionally(cause);
                }
            });
            assertThat(pair.other().getInputStream().readNBytes(10_000)).hasSize(10_000);
            assertThat(deepest.get(10, TimeUnit.SECONDS)).isLessThan(200);
        }
    }

    @Test
    void afterShutdownOutputWritesFailAndReadsWork() throws Exception {
        try (SocketPair pair = group.pair()) {
            pair.channel().shutdownOutput();
            assertThat(pair.other().getInputStream().read()).isEqualTo(-1);
            Outcome<Integer> write = new Outcome<>();
            pair.channel().write(ByteBuffer.allocateDirect(1), null, write);
            assertThat(write.failure()).isInstanceOf(ClosedChannelException.class);
            pair.send("abc");
            assertThat(pair.read(100).get()).isEqualTo(3);
        }
    }
}
