package roulette.eventloop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import roulette.eventloop.epoll.EpollGroup;
import roulette.eventloop.jdk.JdkChannels;

/** The implementation of asynchronous channels that the loops use. */
public enum Channels {
    /** Roulette's own, based on epoll. */
    EPOLL {
        @Override
        AsynchronousChannelGroup group(ThreadFactory threads) throws IOException {
            return EpollGroup.open(threads);
        }

        @Override
        Executor executor(AsynchronousChannelGroup group) {
            return (EpollGroup) group;
        }

        @Override
        public InetSocketAddress toBind(InetSocketAddress address) {
            return address;
        }
    },

    /** The JDK's, which need more system calls: for other systems, and where epoll can't be used directly. */
    JDK {
        @Override
        AsynchronousChannelGroup group(ThreadFactory threads) throws IOException {
            return JdkChannels.group(threads);
        }

        @Override
        Executor executor(AsynchronousChannelGroup group) {
            return JdkChannels.executor(group);
        }

        @Override
        public InetSocketAddress toBind(InetSocketAddress address) {
            return JdkChannels.toBind(address);
        }
    };

    /**
     * The best that this system supports.
     *
     * @throws IOException if it supports none
     */
    public static Channels ofThisSystem() throws IOException {
        return EpollGroup.isSupported() ? EPOLL : JDK;
    }

    /** A group with one thread. */
    abstract AsynchronousChannelGroup group(ThreadFactory threads) throws IOException;

    /** Runs tasks on the thread of a group. */
    abstract Executor executor(AsynchronousChannelGroup group);

    /** What a listening socket of a group binds to, to listen on this address and on no other. */
    public abstract InetSocketAddress toBind(InetSocketAddress address);
}
