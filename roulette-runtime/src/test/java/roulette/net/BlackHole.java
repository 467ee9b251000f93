package roulette.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import roulette.api.Decision;

/** A port whose backlog is full: the kernel drops what comes, as a black hole does. */
public final class BlackHole implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<SocketChannel> fill = new ArrayList<>();

    public BlackHole() throws IOException {
        for (int i = 0; i < 8; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(server.getLocalSocketAddress());
            fill.add(channel);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    Decision.Forward forward() {
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
