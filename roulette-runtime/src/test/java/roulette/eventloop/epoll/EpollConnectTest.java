package roulette.eventloop.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AcceptPendingException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NotYetConnectedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connecting and accepting. */
@EnabledOnOs(OS.LINUX)
class EpollConnectTest {
    @RegisterExtension
    private final TestGroup group = new TestGroup();

    @Test
    void aRefusedConnectFailsAndClosesTheChannel() throws Exception {
        InetSocketAddress closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) socket.getLocalSocketAddress();
        }
        AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group.channels());
        Outcome<Void> connect = new Outcome<>();
        channel.connect(closed, null, connect);
        assertThat(connect.failure()).isInstanceOf(ConnectException.class).hasMessageContaining("refused");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectedChannelKnowsBothAddresses() throws Exception {
        try (SocketPair pair = group.pair()) {
            assertThat(pair.channel().getRemoteAddress()).isEqualTo(pair.other().getLocalSocketAddress());
            assertThat(pair.channel().getLocalAddress()).isEqualTo(pair.other().getRemoteSocketAddress());
        }
    }

    @Test
    void readingBeforeConnectingFails() throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open(group.channels())) {
            Outcome<Integer> read = new Outcome<>();
            channel.read(ByteBuffer.allocateDirect(1), null, read);
            assertThat(read.failure()).isInstanceOf(NotYetConnectedException.class);
            assertThatThrownBy(() -> channel.setOption(StandardSocketOptions.TCP_NODELAY, true))
                    .isInstanceOf(NotYetConnectedException.class);
        }
    }

    @Test
    void eachAcceptReturnsOneClient() throws Exception {
        try (AsynchronousServerSocketChannel server = group.listen("127.0.0.1");
                Socket first = TestGroup.connect(server);
                Socket second = TestGroup.connect(server)) {
            assertThat(TestGroup.accept(server).get().getRemoteAddress()).isEqualTo(first.getLocalSocketAddress());
            assertThat(TestGroup.accept(server).get().getRemoteAddress()).isEqualTo(second.getLocalSocketAddress());
        }
    }

    @Test
    void theWildcardAddressAcceptsBothFamilies() throws Exception {
        try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open(group.channels())
                .bind(new InetSocketAddress(InetAddress.ofLiteral("::"), 0))) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            for (String address : List.of("127.0.0.1", "127.0.0.2", "::1")) {
                Outcome<AsynchronousSocketChannel> accepted = TestGroup.accept(server);
                try (Socket client = new Socket(InetAddress.ofLiteral(address), port)) {
                    assertThat(accepted.get().getRemoteAddress()).isEqualTo(client.getLocalSocketAddress());
                    assertThat(accepted.get().getLocalAddress()).isEqualTo(client.getRemoteSocketAddress());
                }
            }
        }
    }

    @Test
    void acceptedSocketsInheritTheOptionsOfTheListeningOne() throws Exception {
        try (AsynchronousServerSocketChannel server = group.listen("127.0.0.1")) {
            server.setOption(StandardSocketOptions.TCP_NODELAY, true);
            try (Socket client = TestGroup.connect(server)) {
                assertThat(client.isConnected()).isTrue();
                assertThat(TestGroup.accept(server).get().getOption(StandardSocketOptions.TCP_NODELAY))
                        .isTrue();
            }
        }
    }

    @Test
    void aPortIsSharedOnlyBySocketsWithReusePort() throws Exception {
        try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open(group.channels())
                        .setOption(StandardSocketOptions.SO_REUSEPORT, true)
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                AsynchronousServerSocketChannel sharing = AsynchronousServerSocketChannel.open(group.channels())
                        .setOption(StandardSocketOptions.SO_REUSEPORT, true);
                AsynchronousServerSocketChannel other = AsynchronousServerSocketChannel.open(group.channels())) {
            sharing.bind(server.getLocalAddress());
            assertThatThrownBy(() -> other.bind(server.getLocalAddress()))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void onlyOneAcceptMayBePending() throws Exception {
        try (AsynchronousServerSocketChannel server = group.listen("127.0.0.1")) {
            TestGroup.accept(server);
            assertThat(group.thrownBy(() -> TestGroup.accept(server))).isInstanceOf(AcceptPendingException.class);
        }
    }
}
