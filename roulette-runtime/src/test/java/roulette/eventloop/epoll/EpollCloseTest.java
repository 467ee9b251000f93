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

/** Closing channels, listening sockets and groups. */
@EnabledOnOs(OS.LINUX)
class EpollCloseTest {
    @RegisterExtension
    private final TestGroup group = new TestGroup();

    @Test
    void closingFailsAPendingRead() throws Exception {
        try (SocketPair pair = group.pair()) {
            Outcome<Integer> read = pair.read(100);
            group.settle();
            pair.channel().close();
            assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(pair.other().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void readingFromAClosedChannelFails() throws Exception {
        try (SocketPair pair = group.pair()) {
            pair.channel().close();
            assertThat(pair.read(100).failure()).isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void closingWithALingerTimeOfZeroSendsAReset() throws Exception {
        try (SocketPair pair = group.pair()) {
            pair.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
            pair.channel().close();
            assertThatThrownBy(() -> pair.other().getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void closingAListeningSocketFreesItsPort() throws Exception {
        AsynchronousServerSocketChannel server = group.listen("127.0.0.1");
        Outcome<AsynchronousSocketChannel> accepted = TestGroup.accept(server);
        group.settle();
        InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
        server.close();
        assertThat(accepted.failure()).isInstanceOf(AsynchronousCloseException.class);
        AsynchronousServerSocketChannel.open(group.channels()).bind(address).close();
    }

    @Test
    void anEventOfAClosedChannelIsNotDispatchedToAReusedDescriptor() throws Exception {
        try (BlackHole unresponsive = new BlackHole();
                SocketPair first = group.pair();
                SocketPair second = group.pair()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), unresponsive.port());
            CompletableFuture<Outcome<Void>> connected = new CompletableFuture<>();
            CompletionHandler<Integer, Object> closesBoth = new CompletionHandler<>() {
                @Override
                public void completed(Integer count, Object attachment) {
                    try {
                        first.channel().close();
                        second.channel().close();
                        // One of them reuses its descriptor; the connect is neither accepted nor refused yet.
                        Outcome<Void> connect = new Outcome<>();
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
            CountDownLatch blocked = group.blockThread();
            first.send("x");
            second.send("x");
            blocked.countDown();
            Outcome<Void> connect = connected.get(10, TimeUnit.SECONDS);
            group.settle();
            assertThat(connect.isDone()).isFalse();
        }
    }

    @Test
    void handlersAreCalledOnTheGroupsThread() throws Exception {
        try (SocketPair pair = group.pair()) {
            Outcome<Integer> read = pair.read(100);
            pair.send("abc");
            assertThat(read.thread().getName()).isEqualTo("epoll-test");
        }
    }

    @Test
    void aTaskThatThrowsDoesNotEndTheThread() throws Exception {
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
    void shutdownNowClosesAllChannelsEvenIfOneCantBeClosed() throws Exception {
        Pollable broken = new Pollable() {
            @Override
            public void ready(int events) {}

            @Override
            public void closeNow() {
                throw new Unloggable();
            }
        };
        try (SocketPair pair = group.pair()) {
            Outcome<Integer> read = pair.read(100);
            // Closed before the other, whose descriptor is higher: 0 is standard input.
            group.channels().execute(() -> group.channels().add(0, broken));
            group.settle();
            group.channels().shutdownNow();
            assertThat(group.channels().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(pair.other().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void shutdownNowClosesAllChannels() throws Exception {
        try (SocketPair pair = group.pair();
                AsynchronousServerSocketChannel server = group.listen("127.0.0.1")) {
            Outcome<Integer> read = pair.read(100);
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
    void shutdownWaitsForOpenChannels() throws Exception {
        try (SocketPair pair = group.pair()) {
            group.channels().shutdown();
            pair.send("abc");
            assertThat(pair.read(100).get()).isEqualTo(3);
            assertThat(group.channels().isTerminated()).isFalse();
            assertThatThrownBy(() -> AsynchronousSocketChannel.open(group.channels()))
                    .isInstanceOf(ShutdownChannelGroupException.class);
            pair.channel().close();
            assertThat(group.channels().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void tasksOfManyThreadsAreAllRun() throws Exception {
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
