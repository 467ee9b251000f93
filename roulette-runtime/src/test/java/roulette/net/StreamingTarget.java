package roulette.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import roulette.api.Decision;
import roulette.api.Opening;

/** A server that writes endlessly and records how each connection ended; it checks for input before each write. */
final class StreamingTarget implements AutoCloseable {
    private final ServerSocketChannel server;
    private final LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();

    /** @param piece the size of each write */
    StreamingTarget(int piece) throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(() -> serve(piece));
    }

    Decision forward(Opening opening) throws IOException {
        return Decision.forward("127.0.0.1", ((InetSocketAddress) server.getLocalAddress()).getPort());
    }

    /** How the next connection ended: "EOF", or what was wrong. */
    String nextEnd() throws InterruptedException {
        String end = ends.poll(20, TimeUnit.SECONDS);
        return end == null ? "no end" : end;
    }

    private void serve(int piece) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept();
                    Selector selector = Selector.open()) {
                client.configureBlocking(false);
                SelectionKey key = client.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                ends.add(stream(client, selector, key, piece));
            } catch (IOException e) {
                ends.add(e.toString());
            }
        }
    }

    private static String stream(SocketChannel client, Selector selector, SelectionKey key, int piece)
            throws IOException {
        ByteBuffer received = ByteBuffer.allocate(1000);
        while (true) {
            selector.select();
            selector.selectedKeys().clear();
            if (key.isReadable()) {
                if (client.read(received.clear()) < 0) {
                    return "EOF";
                }
            } else {
                client.write(ByteBuffer.allocate(piece));
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
