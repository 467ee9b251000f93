package roulette.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import roulette.api.Decision;

/** A port whose backlog is full: the kernel drops what comes, as a black hole does. */
public final class BlackHole implements AutoCloseable {
    private final ServerSocket server;
    private final List<SocketChannel> fill = new ArrayList<>();

    public BlackHole() throws IOException {
        this(InetAddress.getLoopbackAddress(), 0);
    }

    /** @param port 0: any that is free */
    public BlackHole(InetAddress address, int port) throws IOException {
        server = new ServerSocket(port, 1, address);
        for (int i = 0; i < 8; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            // Before it is connected, Java knows its port only so.
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.connect(server.getLocalSocketAddress());
            fill.add(channel);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The local ports of those that fill it. */
    public List<Integer> fillers() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (SocketChannel channel : fill) {
            ports.add(((InetSocketAddress) channel.getLocalAddress()).getPort());
        }
        return ports;
    }

    public Decision.Forward forward() {
        return Decision.forward("127.0.0.1", port());
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : fill) {
            channel.close();
        }
        server.close();
    }
}
