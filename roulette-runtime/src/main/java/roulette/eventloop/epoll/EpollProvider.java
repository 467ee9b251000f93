package roulette.eventloop.epoll;

import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.IllegalChannelGroupException;
import java.nio.channels.ShutdownChannelGroupException;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Opens channels of an {@link EpollGroup}. Not installed as a provider: each group refers to its own. */
final class EpollProvider extends AsynchronousChannelProvider {
    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(int threads, ThreadFactory factory) {
        throw new UnsupportedOperationException("EpollGroup.open makes groups");
    }

    @Override
    public AsynchronousChannelGroup openAsynchronousChannelGroup(ExecutorService executor, int size) {
        throw new UnsupportedOperationException("EpollGroup.open makes groups");
    }

    @Override
    public AsynchronousServerSocketChannel openAsynchronousServerSocketChannel(
            @Nullable AsynchronousChannelGroup group) {
        return new EpollServerSocketChannel(this, own(group));
    }

    @Override
    public AsynchronousSocketChannel openAsynchronousSocketChannel(@Nullable AsynchronousChannelGroup group) {
        return new EpollSocketChannel(this, own(group));
    }

    private static EpollGroup own(@Nullable AsynchronousChannelGroup group) {
        if (!(group instanceof EpollGroup own)) {
            throw new IllegalChannelGroupException();
        }
        if (own.isShutdown()) {
            throw new ShutdownChannelGroupException();
        }
        return own;
    }
}
