package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** The memory of an idle connection. Only with epoll: a pending read of the JDK's channels keeps its buffer. */
class IdleConnectionTest {
    private static final int BURST = 4 << 20;

    @Test
    void anIdleConnectionGivesItsLargeBuffersBack() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> echo.forward()))) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Socket client = proxy.connect();
                Thread writer = Thread.ofPlatform().start(() -> write(client));
                assertThat(client.getInputStream().readNBytes(BURST)).hasSize(BURST);
                writer.join();
                clients.add(client);
            }
            Eventually.check(
                    () -> assertThat(proxy.proxy.bufferBytesInUse()).isLessThanOrEqualTo(clients.size() * 2L * 8192));
            for (Socket client : clients) {
                TestProxy.send(client, "still here");
                assertThat(TestProxy.read(client, 10)).isEqualTo("still here");
                client.close();
            }
        }
    }

    private static void write(Socket client) {
        try {
            client.getOutputStream().write(new byte[BURST]);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
