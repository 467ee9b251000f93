package roulette.eventloop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.eventloop.jdk.Descriptors;
import roulette.text.LastResort;

/** The options of every connected socket, client or target: TCP_NODELAY and SO_KEEPALIVE. */
public final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private Sockets() {}

    public static void prepare(AsynchronousSocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }

    /** Sets them on a listening socket; on Linux accepted sockets inherit them. Returns whether that succeeded. */
    public static boolean prepare(AsynchronousServerSocketChannel listening) {
        return Descriptors.set(listening, StandardSocketOptions.TCP_NODELAY, true)
                && Descriptors.set(listening, StandardSocketOptions.SO_KEEPALIVE, true);
    }

    /** Whether a channel has all of them. */
    public static boolean isPrepared(AsynchronousSocketChannel channel) throws IOException {
        return channel.getOption(StandardSocketOptions.TCP_NODELAY)
                && channel.getOption(StandardSocketOptions.SO_KEEPALIVE);
    }

    public static InetSocketAddress remote(AsynchronousSocketChannel channel) throws IOException {
        return (InetSocketAddress) channel.getRemoteAddress();
    }

    public static InetSocketAddress local(AsynchronousSocketChannel channel) throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    public static void close(AsynchronousSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is closed all the same.
            LOG.debug("closing a channel", e);
        } catch (RuntimeException | Error failure) {
            // The caller has more to release.
            LastResort.log(LOG, "internal error: a channel could not be closed", failure);
        }
    }
}
