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
    private ByteBuffer heard = ByteBuffer.allocateDirect(1);

    private SocketPair(AsynchronousSocketChannel channel, Socket other) {
        this.channel = channel;
        this.other = other;
    }

    static SocketPair of(EpollGroup group) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group);
            Answer<Void> connect = new Answer<>();
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

    /** The other end says something. */
    void says(String words) throws IOException {
        other.getOutputStream().write(words.getBytes(US_ASCII));
    }

    Answer<Integer> read(int most) {
        heard = ByteBuffer.allocateDirect(most);
        Answer<Integer> answer = new Answer<>();
        channel.read(heard, null, answer);
        return answer;
    }

    /** What the last read has read. */
    String heard() {
        byte[] bytes = new byte[heard.position()];
        heard.get(0, bytes);
        return new String(bytes, US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        other.close();
    }
}
