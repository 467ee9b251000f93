package roulette.eventloop.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A group for each test, with a thread named "epoll-test". */
final class TestGroup implements BeforeEachCallback, AfterEachCallback {
    @SuppressWarnings("NullAway.Init")
    private EpollGroup channels;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        channels = EpollGroup.open(Thread.ofPlatform().name("epoll-test").factory());
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        channels.shutdownNow();
        assertThat(channels.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    EpollGroup channels() {
        return channels;
    }

    SocketPair pair() throws Exception {
        return SocketPair.of(channels);
    }

    AsynchronousServerSocketChannel listen(String address) throws IOException {
        return AsynchronousServerSocketChannel.open(channels)
                .bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    }

    static Socket connect(AsynchronousServerSocketChannel server) throws IOException {
        InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
        return new Socket(address.getAddress(), address.getPort());
    }

    static Outcome<AsynchronousSocketChannel> accept(AsynchronousServerSocketChannel server) {
        Outcome<AsynchronousSocketChannel> outcome = new Outcome<>();
        server.accept(null, outcome);
        return outcome;
    }

    /** Waits until the thread has run all tasks and has polled for events twice more. */
    void settle() throws Exception {
        for (int i = 0; i < 3; i++) {
            CountDownLatch done = new CountDownLatch(1);
            channels.execute(() -> channels.defer(done::countDown));
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Blocks the thread until the latch is counted down. */
    CountDownLatch blockThread() throws Exception {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        channels.execute(() -> {
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

    /** What an action on the group's thread throws. */
    Throwable thrownBy(Action action) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Throwable[] thrown = {new AssertionError("nothing was thrown")};
        channels.execute(() -> {
            try {
                action.run();
            } catch (Exception e) {
                thrown[0] = e;
            }
            done.countDown();
        });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        return thrown[0];
    }

    interface Action {
        void run() throws Exception;
    }
}
