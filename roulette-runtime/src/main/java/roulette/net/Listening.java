package roulette.net;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import roulette.eventloop.jdk.JdkChannels;
import roulette.options.Listener;

/** Checks whether an address can be listened on, and composes the error message if not. */
final class Listening {
    private Listening() {}

    /** Whether several sockets may listen on one port (SO_REUSEPORT), each with a part of the clients. */
    static boolean canSharePorts() throws ListenException {
        try (ServerSocketChannel socket = ServerSocketChannel.open()) {
            return socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
        } catch (IOException e) {
            throw new ListenException("no listening socket can be created: " + e.getMessage(), e);
        }
    }

    /**
     * Whether the system distributes the clients of a port over the sockets that share it. Linux does; macOS and the
     * BSDs give all of them to one socket, so other loops would be idle.
     *
     * @param system the property {@code os.name}
     */
    static boolean spreadsClients(String system) {
        return system.equals("Linux");
    }

    static InetSocketAddress address(Listener listener) throws ListenException {
        try {
            String host = listener.host().isEmpty() ? JdkChannels.hasIpv6() ? "::" : "0.0.0.0" : listener.host();
            return new InetSocketAddress(InetAddress.getByName(host), listener.port());
        } catch (UnknownHostException e) {
            throw new ListenException(
                    "listener " + listener.name() + ": the host of bind, " + listener.host()
                            + ", is not known; write an address of this machine",
                    e);
        }
    }

    /**
     * Binds without SO_REUSEPORT and closes again, to detect a port in use by another process instead of sharing it.
     * Does not listen: a client that connects meanwhile would be reset.
     */
    static void probe(Listener listener, InetSocketAddress address) throws ListenException {
        ProtocolFamily family = address.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
        try (SocketChannel socket = SocketChannel.open(family)) {
            // As listening sockets do: connections in TIME_WAIT do not block the port.
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(address);
        } catch (UnsupportedOperationException e) {
            throw refused(listener, address, new IOException("this system has no " + family, e));
        } catch (IOException e) {
            throw refused(listener, address, e);
        }
    }

    static ListenException refused(Listener listener, InetSocketAddress address, IOException cause) {
        String where = "listener " + listener.name() + ": " + (listener.host().isEmpty() ? "*" : listener.host()) + ":"
                + address.getPort();
        String message = String.valueOf(cause.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        String what;
        if (lower.contains("in use")) {
            what = " is in use, by another process or another listener; stop that one or change bind"
                    + (listener.sharePort() ? "; a port is shared only by processes of one user" : "");
        } else if (lower.contains("permission denied")) {
            what = " needs the right to listen below port 1024; start with CAP_NET_BIND_SERVICE, lower"
                    + " net.ipv4.ip_unprivileged_port_start, or choose a higher port";
        } else if (cause instanceof BindException && lower.contains("cannot assign")) {
            what = " is not an address of this machine; change bind";
        } else {
            what = " can't be listened on: " + message;
        }
        return new ListenException(where + what, cause);
    }
}
