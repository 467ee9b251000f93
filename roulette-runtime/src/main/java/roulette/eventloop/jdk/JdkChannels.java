package roulette.eventloop.jdk;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** The JDK's asynchronous channels, and their special cases for addresses. */
public final class JdkChannels {
    private JdkChannels() {}

    /** A group with one thread. */
    public static AsynchronousChannelGroup group(ThreadFactory threads) throws IOException {
        return AsynchronousChannelGroup.withFixedThreadPool(1, threads);
    }

    /**
     * Runs tasks on the group's thread: the JDK's groups implement {@link Executor}, although their type does not
     * declare it.
     */
    public static Executor executor(AsynchronousChannelGroup group) {
        return (Executor) group;
    }

    /**
     * The address to bind a listening socket to. The JDK's sockets are dual-stack and treat 0.0.0.0 as [::]; an
     * IPv4-mapped address is IPv4 only.
     */
    public static InetSocketAddress toBind(InetSocketAddress address) {
        boolean anyOfIpv4 = address.getAddress() instanceof Inet4Address
                && address.getAddress().isAnyLocalAddress();
        return anyOfIpv4 && hasIpv6() ? new InetSocketAddress(mappedAny(), address.getPort()) : address;
    }

    /** Whether this system has IPv6 and Java may use it. */
    public static boolean hasIpv6() {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.INET6)) {
            return socket.isOpen();
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static InetAddress mappedAny() {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        try {
            // Other factory methods return the IPv4 address.
            return Inet6Address.getByAddress(null, bytes, 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
