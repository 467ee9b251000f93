package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.options.Timeouts;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

class RelayTest {
    private static final int HUNDRED_MB = 100 << 20;

    /** Sends random bytes in random slices while it reads them back, and compares digests. */
    private static void exchange(TestProxy proxy, long seed) throws Exception {
        Random random = new Random(seed);
        int total = 1 + random.nextInt(random.nextInt(10) == 0 ? 1 << 20 : 40_000);
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        MessageDigest received = MessageDigest.getInstance("SHA-256");
        try (Socket socket = proxy.connect()) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    OutputStream out = socket.getOutputStream();
                    for (int left = total; left > 0; ) {
                        byte[] slice = new byte[1 + random.nextInt(Math.min(left, 9_000))];
                        random.nextBytes(slice);
                        sent.update(slice);
                        out.write(slice);
                        left -= slice.length;
                    }
                    socket.shutdownOutput();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            byte[] back = socket.getInputStream().readAllBytes();
            writer.join();
            received.update(back);
            assertThat(back).hasSize(total);
        }
        assertThat(received.digest()).isEqualTo(sent.digest());
    }

    @Test
    void everyByteOfAThousandConnectionsArrivesUnchangedInBothDirections() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> echo.forward()));
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                int seed = i;
                all.add(clients.submit(() -> {
                    exchange(proxy, seed);
                    return seed;
                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
            Eventually.check(() -> assertThat(proxy.count(Ending.COMPLETE)).isEqualTo(1000));
        }
    }

    @Test
    void aHalfClosedClientGetsAllBytesOfTheTarget() throws Exception {
        byte[] block = new byte[1 << 20];
        new Random(7).nextBytes(block);
        try (Backend source = Backend.doing((socket, in, out) -> {
                    in.readAllBytes();
                    for (int i = 0; i < HUNDRED_MB / block.length; i++) {
                        out.write(block);
                    }
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> source.forward()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "all of it, please");
            client.shutdownOutput();
            InputStream in = client.getInputStream();
            long received = 0;
            for (byte[] part = in.readNBytes(block.length); part.length > 0; part = in.readNBytes(block.length)) {
                assertThat(Arrays.equals(part, block)).isTrue();
                received += part.length;
            }
            assertThat(received).isEqualTo(HUNDRED_MB);
        }
    }

    @Test
    void aHalfClosedTargetGetsAllBytesOfTheClient() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        long[] received = new long[1];
        try (Backend sink = Backend.doing((socket, in, out) -> {
                    in.read();
                    socket.shutdownOutput();
                    received[0] = 1 + in.transferTo(OutputStream.nullOutputStream());
                    done.countDown();
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> sink.forward()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.getOutputStream().write(new byte[10 << 20]);
            client.shutdownOutput();
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(received[0]).isEqualTo(1 + (10 << 20));
        }
    }

    @Test
    void aTargetMaySendFirstIfTheRouterNeedsNoBytes() throws Exception {
        try (Backend greeter = Backend.doing((socket, in, out) -> out.write("220 hello\r\n".getBytes("UTF-8")));
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> greeter.forward()).atOnce());
                Socket client = proxy.connect()) {
            assertThat(TestProxy.readAll(client)).isEqualTo("220 hello\r\n");
        }
    }

    @Test
    void aResetOfTheTargetResetsTheClientAfterTheDataBeforeIt() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        try (Backend target = Backend.doing((socket, in, out) -> {
                    in.read();
                    out.write("half of it".getBytes("UTF-8"));
                    read.await();
                    socket.setSoLinger(true, 0);
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> target.forward()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(TestProxy.read(client, 10)).isEqualTo("half of it");
            read.countDown();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aTargetThatResetsBeforeReadingTheOpeningResetsTheClient() throws Exception {
        try (Backend target = Backend.doing((socket, in, out) -> {
                    out.write(new byte[10_000]);
                    socket.setSoLinger(true, 0);
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> target.forward()))) {
            // Either writing the opening or reading the response may fail first.
            for (int i = 0; i < 300; i++) {
                try (Socket client = proxy.connect()) {
                    TestProxy.send(client, "x");
                    assertThatThrownBy(() -> client.getInputStream().readAllBytes())
                            .isInstanceOf(SocketException.class)
                            .hasMessageContaining("reset");
                }
            }
        }
    }

    @Test
    void aResetOfTheClientResetsTheTarget() throws Exception {
        try (Backend target = greetingAndListening();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> target.forward()))) {
            try (Socket client = proxy.connect()) {
                TestProxy.send(client, "x");
                assertThat(client.getInputStream().read()).isEqualTo('!');
                client.setSoLinger(true, 0);
            }
            assertWasReset(target);
        }
    }

    @Test
    void aResetDetectedByAWriteIsPassedOnAsAReset() throws Exception {
        try (StreamingTarget target = new StreamingTarget(16_000);
                TestProxy proxy = TestProxy.with(FakeRouter.answering(target::forward))) {
            for (int i = 0; i < 200; i++) {
                try (Socket client = proxy.connect()) {
                    TestProxy.send(client, "a long upload");
                    client.getInputStream().readNBytes(i * 500);
                    client.setSoLinger(true, 0);
                }
                assertThat(target.nextEnd()).contains("reset");
            }
        }
    }

    @Test
    void aResetOfAClientForwardedAtTheRoutingTimeoutResetsTheTarget() throws Exception {
        Timeouts soon = new Timeouts(
                Duration.ZERO,
                Duration.ofMillis(50),
                Duration.ZERO,
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ZERO);
        try (Backend target = greetingAndListening();
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> Decision.needMore()).onSilence(opening -> target.forward()),
                        soon)) {
            try (Socket client = proxy.connect()) {
                assertThat(client.getInputStream().read()).isEqualTo('!');
                client.setSoLinger(true, 0);
            }
            assertWasReset(target);
        }
    }

    @Test
    void aSlowReaderLosesNothingAtTheHalfClosedTimeout() throws Exception {
        Timeouts hasty = new Timeouts(
                Duration.ZERO,
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                Duration.ofMillis(200),
                Duration.ZERO);
        int size = 300_000;
        try (Backend target = Backend.doing((socket, in, out) -> {
                    in.read();
                    out.write(new byte[size]);
                    socket.shutdownOutput();
                    in.readAllBytes();
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> target.forward()), hasty);
                Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
            TestProxy.send(client, "x");
            AccessRecord record = proxy.access.poll(20, TimeUnit.SECONDS);
            assertThat(record).isNotNull();
            assertThat(record.ending()).isEqualTo("half-closed-idle");
            assertThat(client.getInputStream().readAllBytes()).hasSize(size);
            // It sent no FIN, so its data must not look complete.
            assertWasReset(target);
        }
    }

    @Test
    void aFinOfTheTargetIsPassedOnAsAFin() throws Exception {
        try (Backend target = Backend.named("a");
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> target.forward()))) {
            assertThat(proxy.ask("hello")).isEqualTo("a:hello");
            Eventually.check(() -> assertThat(proxy.count(Ending.COMPLETE)).isEqualTo(1));
        }
    }

    @Test
    void connectionsOfAStoppedProxyAreReset() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> echo.forward()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo('x');
            proxy.proxy.cutAll();
            assertThat(proxy.proxy.cut()).isEqualTo(1);
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void backpressureOfASlowReaderAffectsOnlyItsSource() throws Exception {
        try (Backend source = Backend.doing((socket, in, out) -> {
                    byte[] block = new byte[1 << 16];
                    while (true) {
                        out.write(block);
                    }
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> source.forward()))) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Socket client = proxy.connect();
                TestProxy.send(client, "x");
                slow.add(client);
            }
            try (Socket quick = proxy.connect()) {
                TestProxy.send(quick, "x");
                assertThat(quick.getInputStream().skip(50 << 20)).isEqualTo(50 << 20);
            }
            for (Socket client : slow) {
                client.close();
            }
        }
    }

    private static Backend greetingAndListening() throws IOException {
        return Backend.doing((socket, in, out) -> {
            out.write('!');
            in.readAllBytes();
        });
    }

    private static void assertWasReset(Backend target) throws InterruptedException {
        assertThat(target.failures.poll(20, TimeUnit.SECONDS))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }
}
