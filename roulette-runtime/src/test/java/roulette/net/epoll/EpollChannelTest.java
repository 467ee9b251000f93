package roulette.net.epoll;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AcceptPendingException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ReadPendingException;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import roulette.net.BlackHole;

@EnabledOnOs(OS.LINUX)
class EpollChannelTest {
    private EpollGroup group;

    @BeforeEach
    void open() throws IOException {
        group = EpollGroup.open(Thread.ofPlatform().name("epoll-test").factory());
    }

    @AfterEach
    void close() throws InterruptedException {
        group.shutdownNow();
        assertThat(group.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    // ---- reading

    @Test
    void aReadWaitsForBytes() throws Exception {
        try (Pair pair = new Pair()) {
            Answer<Integer> read = pair.read(100);
            pair.says("abc");
            assertThat(read.get()).isEqualTo(3);
            assertThat(pair.heard()).isEqualTo("abc");
        }
    }

    @Test
    void bytesThatDidNotFitAreReadNext() throws Exception {
        try (Pair pair = new Pair()) {
            pair.says("abcdef");
            pair.read(4).get();
            assertThat(pair.heard()).isEqualTo("abcd");
            pair.read(4).get();
            assertThat(pair.heard()).isEqualTo("ef");
        }
    }

    @Test
    void anEndThatComesWithTheLastBytesIsReadAfterThem() throws Exception {
        try (Pair pair = new Pair()) {
            // Both are there before the channel first looks.
            CountDownLatch held = hold();
            Answer<Integer> bytes = pair.read(100);
            pair.says("abc");
            pair.other.shutdownOutput();
            held.countDown();
            assertThat(bytes.get()).isEqualTo(3);
            assertThat(pair.read(100).get()).isEqualTo(-1);
        }
    }

    @Test
    void anEndThatComesLaterIsRead() throws Exception {
        try (Pair pair = new Pair()) {
            pair.says("abc");
            pair.read(100).get();
            Answer<Integer> end = pair.read(100);
            pair.other.shutdownOutput();
            assertThat(end.get()).isEqualTo(-1);
        }
    }

    @Test
    void bytesBehindUrgentOnesAreRead() throws Exception {
        try (Pair pair = new Pair()) {
            CountDownLatch held = hold();
            pair.says("abc");
            pair.other.sendUrgentData('!');
            pair.says("def");
            held.countDown();
            StringBuilder all = new StringBuilder();
            while (all.length() < 6) {
                pair.read(100).get();
                all.append(pair.heard());
            }
            assertThat(all.toString()).isEqualTo("abcdef");
        }
    }

    @Test
    void aBusyChannelHasNoMoreThanTwoReadsBetweenTwoLooksForEvents() throws Exception {
        try (Pair pair = new Pair()) {
            int all = 8 << 20;
            CompletableFuture<Integer> most = new CompletableFuture<>();
            AtomicInteger rounds = new AtomicInteger();
            group.execute(new Runnable() {
                @Override
                public void run() {
                    rounds.incrementAndGet();
                    if (!most.isDone()) {
                        group.soon(this);
                    }
                }
            });
            ByteBuffer small = buffer(1000);
            pair.channel.read(small, null, new CompletionHandler<Integer, Object>() {
                private int heard;
                private int round;
                private int inRound;
                private int mostInRound;

                @Override
                public void completed(Integer count, Object attachment) {
                    inRound = rounds.get() == round ? inRound + 1 : 1;
                    round = rounds.get();
                    mostInRound = Math.max(mostInRound, inRound);
                    heard += count;
                    if (heard == all) {
                        most.complete(mostInRound);
                    } else {
                        pair.channel.read(small.clear(), null, this);
                    }
                }

                @Override
                public void failed(Throwable cause, Object attachment) {
                    most.completeExceptionally(cause);
                }
            });
            // Small writes, so that there are events while reads are put off.
            for (int said = 0; said < all; said += 4096) {
                pair.other.getOutputStream().write(new byte[4096]);
            }
            assertThat(most.get(10, TimeUnit.SECONDS)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aSmallReadComesBeforeALargeOne() throws Exception {
        try (Pair large = new Pair();
                Pair small = new Pair()) {
            List<String> order = new CopyOnWriteArrayList<>();
            CountDownLatch both = new CountDownLatch(2);
            large.channel.read(buffer(1 << 20), "large", noting(order, both));
            small.channel.read(buffer(100), "small", noting(order, both));
            settle();
            CountDownLatch held = hold();
            large.says("abc");
            small.says("abc");
            held.countDown();
            assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(order).containsExactly("small", "large");
        }
    }

    private static CompletionHandler<Integer, String> noting(List<String> order, CountDownLatch done) {
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
    void aResetIsAFailureOfTheRead() throws Exception {
        try (Pair pair = new Pair()) {
            Answer<Integer> read = pair.read(100);
            pair.other.setSoLinger(true, 0);
            pair.other.close();
            assertThat(read.failure()).isInstanceOf(IOException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void onlyOneReadMayWait() throws Exception {
        try (Pair pair = new Pair()) {
            pair.read(100);
            CompletableFuture<Throwable> second = new CompletableFuture<>();
            group.execute(() -> second.complete(catching(() -> pair.channel.read(buffer(1), null, new Answer<>()))));
            assertThat(second.get(10, TimeUnit.SECONDS)).isInstanceOf(ReadPendingException.class);
        }
    }

    // ---- writing

    @Test
    void aWriteWaitsWhileTheOtherSideTakesNothing() throws Exception {
        try (Pair pair = new Pair()) {
            AtomicInteger written = new AtomicInteger();
            CountDownLatch all = new CountDownLatch(1);
            ByteBuffer much = ByteBuffer.allocateDirect(64 << 20);
            pair.channel.write(much, null, new CompletionHandler<Integer, Object>() {
                @Override
                public void completed(Integer count, Object attachment) {
                    written.addAndGet(count);
                    if (much.hasRemaining()) {
                        pair.channel.write(much, null, this);
                    } else {
                        all.countDown();
                    }
                }

                @Override
                public void failed(Throwable cause, Object attachment) {}
            });
            assertThat(all.await(50, TimeUnit.MILLISECONDS)).isFalse();
            pair.other.getInputStream().readNBytes(64 << 20);
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(written.get()).isEqualTo(64 << 20);
        }
    }

    @Test
    void handlersThatWriteAtOnceDoNotNestWithoutLimit() throws Exception {
        try (Pair pair = new Pair()) {
            CompletableFuture<Integer> deepest = new CompletableFuture<>();
            ByteBuffer one = ByteBuffer.allocateDirect(1);
            pair.channel.write(one, null, new CompletionHandler<Integer, Object>() {
                private int done;
                private int depth;

                @Override
                public void completed(Integer count, Object attachment) {
                    depth = Math.max(depth, Thread.currentThread().getStackTrace().length);
                    if (++done == 10_000) {
                        deepest.complete(depth);
                    } else {
                        pair.channel.write(one.clear(), null, this);
                    }
                }

                @Override
                public void failed(Throwable cause, Object attachment) {
                    deepest.completeExceptionally(cause);
                }
            });
            assertThat(pair.other.getInputStream().readNBytes(10_000)).hasSize(10_000);
            assertThat(deepest.get(10, TimeUnit.SECONDS)).isLessThan(200);
        }
    }

    @Test
    void whatIsShutDownTakesNoMoreAndReadsOn() throws Exception {
        try (Pair pair = new Pair()) {
            pair.channel.shutdownOutput();
            assertThat(pair.other.getInputStream().read()).isEqualTo(-1);
            Answer<Integer> write = new Answer<>();
            pair.channel.write(buffer(1), null, write);
            assertThat(write.failure()).isInstanceOf(ClosedChannelException.class);
            pair.says("abc");
            assertThat(pair.read(100).get()).isEqualTo(3);
        }
    }

    // ---- connecting

    @Test
    void aRefusedConnectIsToldAndClosesTheChannel() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group);
        Answer<Void> connect = new Answer<>();
        channel.connect(nobody, null, connect);
        assertThat(connect.failure()).isInstanceOf(ConnectException.class).hasMessageContaining("refused");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectedChannelKnowsBothAddresses() throws Exception {
        try (Pair pair = new Pair()) {
            assertThat(pair.channel.getRemoteAddress()).isEqualTo(pair.other.getLocalSocketAddress());
            assertThat(pair.channel.getLocalAddress()).isEqualTo(pair.other.getRemoteSocketAddress());
        }
    }

    @Test
    void nothingCanBeReadBeforeItIsConnected() throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group)) {
            Answer<Integer> read = new Answer<>();
            channel.read(buffer(1), null, read);
            assertThat(read.failure()).isInstanceOf(NotYetConnectedException.class);
            assertThatThrownBy(() -> channel.setOption(StandardSocketOptions.TCP_NODELAY, true))
                    .isInstanceOf(NotYetConnectedException.class);
        }
    }

    // ---- accepting

    @Test
    void clientsAreAcceptedOneForEachAccept() throws Exception {
        try (AsynchronousServerSocketChannel server = listen("127.0.0.1");
                Socket first = connect(server);
                Socket second = connect(server)) {
            assertThat(accept(server).get().getRemoteAddress()).isEqualTo(first.getLocalSocketAddress());
            assertThat(accept(server).get().getRemoteAddress()).isEqualTo(second.getLocalSocketAddress());
        }
    }

    @Test
    void allAddressesAreThoseOfBothFamilies() throws Exception {
        try (AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open(group).bind(new InetSocketAddress(0))) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            for (String address : List.of("127.0.0.1", "127.0.0.2", "::1")) {
                Answer<AsynchronousSocketChannel> accepted = accept(server);
                try (Socket client = new Socket(InetAddress.ofLiteral(address), port)) {
                    assertThat(accepted.get().getRemoteAddress()).isEqualTo(client.getLocalSocketAddress());
                    assertThat(accepted.get().getLocalAddress()).isEqualTo(client.getRemoteSocketAddress());
                }
            }
        }
    }

    @Test
    void acceptedSocketsInheritTheOptionsOfTheListeningOne() throws Exception {
        try (AsynchronousServerSocketChannel server = listen("127.0.0.1")) {
            server.setOption(StandardSocketOptions.TCP_NODELAY, true);
            try (Socket client = connect(server)) {
                assertThat(client.isConnected()).isTrue();
                assertThat(accept(server).get().getOption(StandardSocketOptions.TCP_NODELAY))
                        .isTrue();
            }
        }
    }

    @Test
    void aPortIsSharedOnlyByThoseWhoSaySo() throws Exception {
        try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open(group)
                        .setOption(StandardSocketOptions.SO_REUSEPORT, true)
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                AsynchronousServerSocketChannel sharing = AsynchronousServerSocketChannel.open(group)
                        .setOption(StandardSocketOptions.SO_REUSEPORT, true);
                AsynchronousServerSocketChannel other = AsynchronousServerSocketChannel.open(group)) {
            sharing.bind(server.getLocalAddress());
            assertThatThrownBy(() -> other.bind(server.getLocalAddress()))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void onlyOneAcceptMayWait() throws Exception {
        try (AsynchronousServerSocketChannel server = listen("127.0.0.1")) {
            accept(server);
            CompletableFuture<Throwable> second = new CompletableFuture<>();
            group.execute(() -> second.complete(catching(() -> accept(server))));
            assertThat(second.get(10, TimeUnit.SECONDS)).isInstanceOf(AcceptPendingException.class);
        }
    }

    // ---- closing

    @Test
    void closingFailsWhatWaits() throws Exception {
        try (Pair pair = new Pair()) {
            Answer<Integer> read = pair.read(100);
            settle();
            pair.channel.close();
            assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(pair.other.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aClosedChannelFailsWhatIsBegun() throws Exception {
        try (Pair pair = new Pair()) {
            pair.channel.close();
            assertThat(pair.read(100).failure()).isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void lingeringForNoTimeMakesTheCloseAReset() throws Exception {
        try (Pair pair = new Pair()) {
            pair.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            pair.channel.close();
            assertThatThrownBy(() -> pair.other.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aListeningSocketThatIsClosedFreesItsPort() throws Exception {
        AsynchronousServerSocketChannel server = listen("127.0.0.1");
        Answer<AsynchronousSocketChannel> accepted = accept(server);
        settle();
        InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
        server.close();
        assertThat(accepted.failure()).isInstanceOf(AsynchronousCloseException.class);
        AsynchronousServerSocketChannel.open(group).bind(address).close();
    }

    @Test
    void theEventOfAClosedChannelIsNotToldToTheNextOneWithItsNumber() throws Exception {
        try (BlackHole nobody = new BlackHole();
                Pair first = new Pair();
                Pair second = new Pair()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody.port());
            CompletableFuture<Answer<Void>> connected = new CompletableFuture<>();
            CompletionHandler<Integer, Object> closesBoth = new CompletionHandler<>() {
                @Override
                public void completed(Integer count, Object attachment) {
                    connected.complete(catchingAnswer(() -> {
                        first.channel.close();
                        second.channel.close();
                        // One of them has its number, and nobody has accepted or refused it yet.
                        Answer<Void> connect = new Answer<>();
                        AsynchronousSocketChannel.open(group).connect(address, null, connect);
                        AsynchronousSocketChannel.open(group).connect(address, null, connect);
                        return connect;
                    }));
                }

                @Override
                public void failed(Throwable cause, Object attachment) {}
            };
            first.channel.read(buffer(10), null, closesBoth);
            second.channel.read(buffer(10), null, closesBoth);
            CountDownLatch held = hold();
            first.says("x");
            second.says("x");
            held.countDown();
            Answer<Void> connect = connected.get(10, TimeUnit.SECONDS);
            settle();
            assertThat(connect.isTold()).isFalse();
        }
    }

    // ---- the group

    @Test
    void handlersAreCalledOnTheGroupsThread() throws Exception {
        try (Pair pair = new Pair()) {
            Answer<Integer> read = pair.read(100);
            pair.says("abc");
            assertThat(read.thread().getName()).isEqualTo("epoll-test");
        }
    }

    @Test
    void aHandlerThatFailsDoesNotEndTheThread() throws Exception {
        group.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        settle();
    }

    @Test
    void whoeverEndsTheGroupClosesItsChannels() throws Exception {
        try (Pair pair = new Pair();
                AsynchronousServerSocketChannel server = listen("127.0.0.1")) {
            Answer<Integer> read = pair.read(100);
            settle();
            group.shutdownNow();
            assertThat(group.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(read.failure()).isInstanceOf(AsynchronousCloseException.class);
            assertThat(server.isOpen()).isFalse();
            assertThat(pair.other.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> group.execute(() -> {})).isInstanceOf(ShutdownChannelGroupException.class);
        }
    }

    @Test
    void aGroupThatIsToEndWaitsForItsChannels() throws Exception {
        try (Pair pair = new Pair()) {
            group.shutdown();
            pair.says("abc");
            assertThat(pair.read(100).get()).isEqualTo(3);
            assertThat(group.isTerminated()).isFalse();
            assertThatThrownBy(() -> AsynchronousSocketChannel.open(group))
                    .isInstanceOf(ShutdownChannelGroupException.class);
            pair.channel.close();
            assertThat(group.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void tasksOfManyThreadsAreAllDone() throws Exception {
        AtomicInteger done = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 10_000; j++) {
                    group.execute(done::incrementAndGet);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        settle();
        assertThat(done.get()).isEqualTo(80_000);
    }

    // ---- tools

    /** Waits until the thread has done all that it was given, and has looked for events twice more. */
    private void settle() throws Exception {
        for (int i = 0; i < 3; i++) {
            CountDownLatch done = new CountDownLatch(1);
            group.execute(() -> group.soon(done::countDown));
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Keeps the thread from looking for events, until counted down. */
    private CountDownLatch hold() throws Exception {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        group.execute(() -> {
            holding.countDown();
            try {
                assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(holding.await(10, TimeUnit.SECONDS)).isTrue();
        return release;
    }

    private AsynchronousServerSocketChannel listen(String address) throws IOException {
        return AsynchronousServerSocketChannel.open(group)
                .bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    }

    private static Socket connect(AsynchronousServerSocketChannel server) throws IOException {
        InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
        return new Socket(address.getAddress(), address.getPort());
    }

    private static Answer<AsynchronousSocketChannel> accept(AsynchronousServerSocketChannel server) {
        Answer<AsynchronousSocketChannel> answer = new Answer<>();
        server.accept(null, answer);
        return answer;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size);
    }

    private interface Action {
        void run() throws Exception;
    }

    private interface Source<T> {
        T get() throws Exception;
    }

    private static Throwable catching(Action action) {
        try {
            action.run();
            return new AssertionError("nothing was thrown");
        } catch (Exception e) {
            return e;
        }
    }

    private static <T> T catchingAnswer(Source<T> source) {
        try {
            return source.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A channel of the group, and the socket at its other end. */
    private final class Pair implements AutoCloseable {
        final AsynchronousSocketChannel channel;
        final Socket other;
        private ByteBuffer heard = buffer(1);

        Pair() throws Exception {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                channel = AsynchronousSocketChannel.open(group);
                Answer<Void> connect = new Answer<>();
                channel.connect(server.getLocalSocketAddress(), null, connect);
                other = server.accept();
                connect.get();
            }
        }

        void says(String words) throws IOException {
            other.getOutputStream().write(words.getBytes(US_ASCII));
        }

        Answer<Integer> read(int most) {
            heard = buffer(most);
            Answer<Integer> answer = new Answer<>();
            channel.read(heard, null, answer);
            return answer;
        }

        String heard() {
            byte[] bytes = new byte[heard.position()];
            heard.get(0, bytes);
            return new String(bytes, US_ASCII);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            other.close();
        }
    }
}
