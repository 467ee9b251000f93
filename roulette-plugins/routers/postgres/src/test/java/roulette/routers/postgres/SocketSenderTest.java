package roulette.routers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import roulette.api.Target;

@Timeout(60)
class SocketSenderTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SocketSender sender = new SocketSender();

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    }

    private static Target target(ServerSocket server) {
        return Target.of("127.0.0.1", server.getLocalPort());
    }

    @Test
    void theServerReceivesTheRequestAndItsCloseIsAwaited() throws Exception {
        try (ServerSocket server = listen();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> told = threads.submit(() -> sender.send(Client.CANCEL_REQUEST, target(server), LONG));
            try (Socket connection = server.accept()) {
                assertThat(connection.getInputStream().readNBytes(Client.CANCEL_REQUEST.length))
                        .isEqualTo(Client.CANCEL_REQUEST);
                assertThat(told.isDone()).isFalse();
            }
            assertThat(told.get()).isTrue();
        }
    }

    @Test
    void everyAddressOfANameReceivesTheRequest() throws Exception {
        try (ServerSocket server = listen();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Target byName = Target.of("localhost", server.getLocalPort());
            Future<Boolean> told = threads.submit(() -> sender.send(Client.CANCEL_REQUEST, byName, LONG));
            try (Socket connection = server.accept()) {
                assertThat(connection.getInputStream().readNBytes(Client.CANCEL_REQUEST.length))
                        .isEqualTo(Client.CANCEL_REQUEST);
            }
            assertThat(told.get()).isTrue();
        }
    }

    @Test
    void aServerThatNeverClosesDoesNotCount() throws IOException {
        try (ServerSocket server = listen()) {
            assertThat(sender.send(Client.CANCEL_REQUEST, target(server), Duration.ofMillis(50)))
                    .isFalse();
        }
    }

    @Test
    void aServerThatRefusesDoesNotCount() throws IOException {
        ServerSocket server = listen();
        server.close();

        assertThat(sender.send(Client.CANCEL_REQUEST, target(server), LONG)).isFalse();
    }

    @Test
    void anUnknownNameDoesNotCount() {
        assertThat(sender.send(Client.CANCEL_REQUEST, Target.of("a..invalid", 1), LONG))
                .isFalse();
    }
}
