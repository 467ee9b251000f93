package roulette.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.concurrent.ThreadFactory;
import roulette.net.epoll.EpollGroup;

/** The asynchronous channels that the loops of a proxy work with. */
enum Channels {
    /** Roulette's own, on Linux's epoll. */
    EPOLL {
        @Override
        AsynchronousChannelGroup group(ThreadFactory threads) throws IOException {
            return EpollGroup.open(threads);
        }

        @Override
        InetSocketAddress toBind(InetSocketAddress address) {
            return address;
        }
    },

    /** The JDK's, which need more system calls: for other systems, and where the others can't be used. */
    JDK {
        @Override
        AsynchronousChannelGroup group(ThreadFactory threads) throws IOException {
            return AsynchronousChannelGroup.withFixedThreadPool(1, threads);
        }

        /** Their sockets are of both families and take 0.0.0.0 for [::]. As an IPv4-mapped address it is IPv4 alone. */
        @Override
        InetSocketAddress toBind(InetSocketAddress address) {
            boolean allOfIpv4 = address.getAddress() instanceof Inet4Address
                    && address.getAddress().isAnyLocalAddress();
            return allOfIpv4 && Listening.hasIpv6() ? new InetSocketAddress(mappedAny(), address.getPort()) : address;
        }
    };

    /**
     * Those that can be used here.
     *
     * @throws IOException if none can
     */
    static Channels ofThisSystem() throws IOException {
        return EpollGroup.isSupported() ? EPOLL : JDK;
    }

    /** A group with one thread. */
    abstract AsynchronousChannelGroup group(ThreadFactory threads) throws IOException;

    /** What a listening socket of a group binds to, to listen on this address and on no other. */
    abstract InetSocketAddress toBind(InetSocketAddress address);

    private static InetAddress mappedAny() {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        try {
            // Other ways to make it return the IPv4 address.
            return Inet6Address.getByAddress(null, bytes, 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
