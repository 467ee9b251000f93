package roulette.eventloop.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ReadPendingException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Results of reads. */
@EnabledOnOs(OS.LINUX)
class EpollReadTest {
    @RegisterExtension
    private final TestGroup group = new TestGroup();

    @Test
    void aReadWaitsForBytes() throws Exception {
        try (SocketPair pair = group.pair()) {
            Outcome<Integer> read = pair.read(100);
            pair.send("abc");
            assertThat(read.get()).isEqualTo(3);
            assertThat(pair.received()).isEqualTo("abc");
        }
    }

    @Test
    void bytesThatDidNotFitAreReadByTheNextRead() throws Exception {
        try (SocketPair pair = group.pair()) {
            pair.send("abcdef");
            pair.read(4).get();
            assertThat(pair.received()).isEqualTo("abcd");
            pair.read(4).get();
            assertThat(pair.received()).isEqualTo("ef");
        }
    }

    @Test
    void anEofThatComesWithTheLastBytesIsReadAfterThem() throws Exception {
        try (SocketPair pair = group.pair()) {
            // Both arrive before the channel is polled.
            CountDownLatch blocked = group.blockThread();
            Outcome<Integer> bytes = pair.read(100);
            pair.send("abc");
            pair.other().shutdownOutput();
            blocked.countDown();
            assertThat(bytes.get()).isEqualTo(3);
            assertThat(pair.read(100).get()).isEqualTo(-1);
        }
    }

    @Test
    void anEofThatComesLaterIsRead() throws Exception {
        try (SocketPair pair = group.pair()) {
            pair.send("abc");
            pair.read(100).get();
            Outcome<Integer> end = pair.read(100);
            pair.other().shutdownOutput();
            assertThat(end.get()).isEqualTo(-1);
        }
    }

    @Test
    void aReadIntoAFullBufferIsNoEof() throws Exception {
        try (SocketPair pair = group.pair()) {
            pair.send("abcdef");
            assertThat(pair.read(0).get()).isZero();
            assertThat(pair.read(3).get()).isEqualTo(3);
            assertThat(pair.read(0).get()).isZero();
            assertThat(pair.read(3).get()).isEqualTo(3);
        }
    }

    @Test
    void bytesAfterUrgentDataAreRead() throws Exception {
        try (SocketPair pair = group.pair()) {
            CountDownLatch blocked = group.blockThread();
            pair.send("abc");
            pair.other().sendUrgentData('!');
            pair.send("def");
            blocked.countDown();
            StringBuilder all = new StringBuilder();
            while (all.length() < 6) {
                pair.read(100).get();
                all.append(pair.received());
            }
            assertThat(all.toString()).isEqualTo("abcdef");
        }
    }

    @Test
    void aBusyChannelGetsAtMostTwoReadsPerRound() throws Exception {
        try (SocketPair pair = group.pair()) {
            int all = 8 << 20;
            CompletableFuture<Integer> most = new CompletableFuture<>();
            AtomicInteger rounds = new AtomicInteger();
            group.channels().execute(new Runnable() {
                @Override
                public void run() {
                    rounds.incrementAndGet();
                    if (!most.isDone()) {
                        group.channels().defer(this);
                    }
                }
            });
            ByteBuffer small = ByteBuffer.allocateDirect(1000);
            pair.channel().read(small, null, new CompletionHandler<Integer, Object>() {
                private int received;
                private int round;
                private int inRound;
                private int mostInRound;

                @Override
                public void completed(Integer count, Object attachment) {
                    inRound = rounds.get() == round ? inRound + 1 : 1;
                    round = rounds.get();
                    mostInRound = Math.max(mostInRound, inRound);
                    received += count;
                    if (received == all) {
                        most.complete(mostInRound);
                    } else {
                        pair.channel().read(small.clear(), null, this);
                    }
                }

                @Override
                public void failed(Throwable cause, Object attachment) {
                    most.completeExceptionally(cause);
                }
            });
            // Small writes, so that there are events while reads are deferred.
            for (int sent = 0; sent < all; sent += 4096) {
                pair.other().getOutputStream().write(new byte[4096]);
            }
            assertThat(most.get(10, TimeUnit.SECONDS)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aSmallReadComesBeforeALargeOne() throws Exception {
        try (SocketPair large = group.pair();
                SocketPair small = group.pair()) {
            List<String> order = new CopyOnWriteArrayList<>();
            CountDownLatch both = new CountDownLatch(2);
            large.channel().read(ByteBuffer.allocateDirect(1 << 20), "large", recording(order, both));
            small.channel().read(ByteBuffer.allocateDirect(100), "small", recording(order, both));
            group.settle();
            CountDownLatch blocked = group.blockThread();
            large.send("abc");
            small.send("abc");
            blocked.countDown();
            assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(order).containsExactly("small", "large");
        }
    }

    private static CompletionHandler<Integer, String> recording(List<String> order, CountDownLatch done) {
        return new CompletionHandler<>() {
            @Override
            public void completed(Integer count, String name) {
                order.add(name);
                done.countDown();
            }

            @Override
            public void failed(Throwable cause, String name) {
                order.add(name + " failed: " + cause);
            }
        };
    }

    @Test
    void aResetFailsTheRead() throws Exception {
        try (SocketPair pair = group.pair()) {
            Outcome<Integer> read = pair.read(100);
            pair.other().setSoLinger(true, 0);
            pair.other().close();
            assertThat(read.failure()).isInstanceOf(IOException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void onlyOneReadMayBePending() throws Exception {
        try (SocketPair pair = group.pair()) {
            pair.read(100);
            assertThat(group.thrownBy(() -> pair.channel().read(ByteBuffer.allocateDirect(1), null, new Outcome<>())))
                    .isInstanceOf(ReadPendingException.class);
        }
    }
}
