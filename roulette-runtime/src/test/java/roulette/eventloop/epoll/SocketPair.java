package roulette.eventloop.epoll;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;

/** A channel of a group, and the socket at its other end. */
final class SocketPair implements AutoCloseable {
    private final AsynchronousSocketChannel channel;
    private final Socket other;
    private ByteBuffer received = ByteBuffer.allocateDirect(1);

    private SocketPair(AsynchronousSocketChannel channel, Socket other) {
        this.channel = channel;
        this.other = other;
    }

    static SocketPair of(EpollGroup group) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group);
            Outcome<Void> connect = new Outcome<>();
            channel.connect(server.getLocalSocketAddress(), null, connect);
            Socket other = server.accept();
            connect.get();
            return new SocketPair(channel, other);
        }
    }

    AsynchronousSocketChannel channel() {
        return channel;
    }

    Socket other() {
        return other;
    }

    /** Sends from the other end. */
    void send(String text) throws IOException {
        other.getOutputStream().write(text.getBytes(US_ASCII));
    }

    Outcome<Integer> read(int most) {
        received = ByteBuffer.allocateDirect(most);
        Outcome<Integer> outcome = new Outcome<>();
        channel.read(received, null, outcome);
        return outcome;
    }

    /** The bytes of the last read. */
    String received() {
        byte[] bytes = new byte[received.position()];
        received.get(0, bytes);
        return new String(bytes, US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        other.close();
    }
}
