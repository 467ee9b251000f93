package roulette.eventloop.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import roulette.testing.BlackHole;

/** What ends: a channel, a listening socket, a group. */
@EnabledOnOs(OS.LINUX)
class EpollCloseTest {
    @RegisterExtension
    private final TestGroup group = new TestGroup();

    @Test
    void closingFailsWhatWaits() throws Exception {
        try (SocketPair pair = group.pair()) {
            Answer<Integer> read = pair.read(100);
            group.settle();
            pair.channel().close();
            assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(pair.other().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aClosedChannelFailsWhatIsBegun() throws Exception {
        try (SocketPair pair = group.pair()) {
            pair.channel().close();
            assertThat(pair.read(100).failure()).isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void lingeringForNoTimeMakesTheCloseAReset() throws Exception {
        try (SocketPair pair = group.pair()) {
            pair.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
            pair.channel().close();
            assertThatThrownBy(() -> pair.other().getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aListeningSocketThatIsClosedFreesItsPort() throws Exception {
        AsynchronousServerSocketChannel server = group.listen("127.0.0.1");
        Answer<AsynchronousSocketChannel> accepted = TestGroup.accept(server);
        group.settle();
        InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
        server.close();
        assertThat(accepted.failure()).isInstanceOf(AsynchronousCloseException.class);
        AsynchronousServerSocketChannel.open(group.channels()).bind(address).close();
    }

    @Test
    void theEventOfAClosedChannelIsNotToldToTheNextOneWithItsNumber() throws Exception {
        try (BlackHole nobody = new BlackHole();
                SocketPair first = group.pair();
                SocketPair second = group.pair()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody.port());
            CompletableFuture<Answer<Void>> connected = new CompletableFuture<>();
            CompletionHandler<Integer, Object> closesBoth = new CompletionHandler<>() {
                @Override
                public void completed(Integer count, Object attachment) {
                    try {
                        first.channel().close();
                        second.channel().close();
                        // One of them has its number, and nobody has accepted or refused it yet.
                        Answer<Void> connect = new Answer<>();
                        AsynchronousSocketChannel.open(group.channels()).connect(address, null, connect);
                        AsynchronousSocketChannel.open(group.channels()).connect(address, null, connect);
                        connected.complete(connect);
                    } catch (IOException e) {
                        connected.completeExceptionally(e);
                    }
                }

                @Override
                public void failed(Throwable cause, Object attachment) {
                    connected.completeExceptionally(cause);
                }
            };
            first.channel().read(ByteBuffer.allocateDirect(10), null, closesBoth);
            second.channel().read(ByteBuffer.allocateDirect(10), null, closesBoth);
            CountDownLatch held = group.hold();
            first.says("x");
            second.says("x");
            held.countDown();
            Answer<Void> connect = connected.get(10, TimeUnit.SECONDS);
            group.settle();
            assertThat(connect.isTold()).isFalse();
        }
    }

    @Test
    void handlersAreCalledOnTheGroupsThread() throws Exception {
        try (SocketPair pair = group.pair()) {
            Answer<Integer> read = pair.read(100);
            pair.says("abc");
            assertThat(read.thread().getName()).isEqualTo("epoll-test");
        }
    }

    @Test
    void aHandlerThatFailsDoesNotEndTheThread() throws Exception {
        group.channels().execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        group.settle();
    }

    /** A failure that can't be logged. */
    private static final class Unloggable extends Error {
        private static final long serialVersionUID = 1;

        @Override
        public void printStackTrace(PrintStream to) {
            throw this;
        }
    }

    @Test
    void aFailureThatCantBeLoggedDoesNotEndTheThread() throws Exception {
        group.channels().execute(() -> {
            throw new Unloggable();
        });
        group.settle();
    }

    @Test
    void aChannelThatCantBeClosedKeepsNoOtherOpenAtTheEnd() throws Exception {
        Pollable broken = new Pollable() {
            @Override
            public void ready(int events) {}

            @Override
            public void closeNow() {
                throw new Unloggable();
            }
        };
        try (SocketPair pair = group.pair()) {
            Answer<Integer> read = pair.read(100);
            // Closed before the other, whose number is higher: 0 is standard input.
            group.channels().execute(() -> group.channels().add(0, broken));
            group.settle();
            group.channels().shutdownNow();
            assertThat(group.channels().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(pair.other().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoeverEndsTheGroupClosesItsChannels() throws Exception {
        try (SocketPair pair = group.pair();
                AsynchronousServerSocketChannel server = group.listen("127.0.0.1")) {
            Answer<Integer> read = pair.read(100);
            group.settle();
            group.channels().shutdownNow();
            assertThat(group.channels().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(server.isOpen()).isFalse();
            assertThat(pair.other().getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> group.channels().execute(() -> {}))
                    .isInstanceOf(ShutdownChannelGroupException.class);
        }
    }

    @Test
    void aGroupThatIsToEndWaitsForItsChannels() throws Exception {
        try (SocketPair pair = group.pair()) {
            group.channels().shutdown();
            pair.says("abc");
            assertThat(pair.read(100).get()).isEqualTo(3);
            assertThat(group.channels().isTerminated()).isFalse();
            assertThatThrownBy(() -> AsynchronousSocketChannel.open(group.channels()))
                    .isInstanceOf(ShutdownChannelGroupException.class);
            pair.channel().close();
            assertThat(group.channels().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void tasksOfManyThreadsAreAllDone() throws Exception {
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 10_000; j++) {
                    group.channels().execute(done::incrementAndGet);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        group.settle();
        assertThat(done.get()).isEqualTo(80_000);
    }
}
