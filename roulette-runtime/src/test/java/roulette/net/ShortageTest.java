package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import roulette.eventloop.BufferMemory;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** With little memory for buffers clients wait or transfer slowly, but each gets all of its bytes. */
class ShortageTest {
    private static final int MIB = 1 << 20;

    private static BufferMemory with(int buffers) {
        return new BufferMemory(buffers, "a test");
    }

    /** Sends this many bytes with the value of the client's first byte, then closes. */
    private static Backend numbered(int bytes) throws IOException {
        return Backend.doing((socket, in, out) -> {
            byte[] block = new byte[64 * 1024];
            Arrays.fill(block, (byte) in.read());
            for (int sent = 0; sent < bytes; sent += block.length) {
                out.write(block);
            }
        });
    }

    /** Downloads, checks that all bytes are this client's, and returns their number. */
    private static int download(TestProxy proxy, int number) throws IOException {
        try (Socket socket = proxy.connect()) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(number);
            InputStream in = socket.getInputStream();
            byte[] block = new byte[64 * 1024];
            int total = 0;
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                for (int i = 0; i < count; i++) {
                    if (block[i] != (byte) number) {
                        throw new AssertionError("client " + number + " got a byte of client " + block[i]);
                    }
                }
                total += count;
            }
            return total;
        }
    }

    /** The number of bytes received; a failure includes the proxy's reasons. */
    private static int bytes(Future<Integer> download, TestProxy proxy) throws InterruptedException {
        try {
            return download.get();
        } catch (ExecutionException e) {
            throw new AssertionError(
                    "connections that did not end well: "
                            + proxy.access.stream()
                                    .filter(ended -> !ended.ending().equals("complete"))
                                    .map(ended -> ended.ending() + ", " + ended.reason())
                                    .toList(),
                    e);
        }
    }

    @Test
    void downloadsShareScarceBuffersAndAllComplete() throws Exception {
        for (int memory : new int[] {256 << 10, MIB, 3 * MIB, 16 * MIB}) {
            try (Backend source = numbered(2 * MIB);
                    TestProxy proxy = TestProxy.with(
                            FakeRouter.answering(opening -> source.forward()), TestProxy.LONG_TIMEOUTS, with(memory));
                    ExecutorService clients = Executors.newFixedThreadPool(60)) {
                List<Future<Integer>> downloads = new ArrayList<>();
                for (int i = 0; i < 120; i++) {
                    int number = i;
                    downloads.add(clients.submit(() -> download(proxy, number)));
                }
                for (Future<Integer> download : downloads) {
                    assertThat(bytes(download, proxy))
                            .as("bytes of one client with %d bytes for buffers", memory)
                            .isEqualTo(2 * MIB);
                }
                Eventually.check(() -> assertThat(proxy.count(Ending.COMPLETE)).isEqualTo(120));
            }
        }
    }

    @Test
    void clientsWithoutMemoryWaitUntilOtherConnectionsEnd() throws Exception {
        int clients = 300;
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> echo.forward()), TestProxy.LONG_TIMEOUTS, with(256 << 10))) {
            List<Socket> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                Socket client = proxy.connect();
                TestProxy.send(client, "x");
                all.add(client);
            }
            assertThat(TestProxy.read(all.getFirst(), 1)).isEqualTo("x");
            assertThat(proxy.proxy.connections()).isLessThan(clients);
            for (Socket client : all) {
                client.shutdownOutput();
                assertThat(TestProxy.readAll(client)).isEqualTo(client == all.getFirst() ? "" : "x");
                client.close();
            }
            Eventually.check(() -> assertThat(proxy.count(Ending.COMPLETE)).isEqualTo(clients));
        }
    }
}
