package roulette.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.testing.ChildJvm;
import roulette.testing.FakeRouter;

/** A proxy is stopped while a router blocks its loops: open connections are reset. */
class BlockedLoopTest {
    /** A proxy with a router that blocks the loop of each client that sends "hold". */
    private static final class BlockedProxy {
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final CountDownLatch released = new CountDownLatch(1);
        private final int target;
        private final Proxy proxy;

        BlockedProxy(int target) throws ListenException {
            this.target = target;
            RoutedListener listener =
                    TestProxy.listener("test", "127.0.0.1", 0, "blocking", FakeRouter.answering(this::route));
            proxy = listener.open(TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, record -> {});
        }

        private Decision route(Opening opening) {
            if (opening.bytes().get(0) != 'h') {
                return Decision.forward("127.0.0.1", target);
            }
            threads.add(Thread.currentThread());
            while (released.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
            return Decision.reject();
        }

        int port() {
            return java.util.Objects.requireNonNull(proxy.addresses().get("test"))
                    .getPort();
        }

        /** Whether all loops are blocked: there is one per processor. */
        boolean isBlocked() {
            return threads.size() == Runtime.getRuntime().availableProcessors();
        }
    }

    /** Stops such a proxy and exits. Arguments: how to stop, and the target's port. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            BlockedProxy blocked = new BlockedProxy(Integer.parseInt(args[1]));
            System.out.println(blocked.port());
            while (!blocked.isBlocked()) {
                LockSupport.parkNanos(1_000_000);
            }
            System.out.println("blocked");
            if (args[0].equals("close")) {
                blocked.proxy.close();
            } else {
                blocked.proxy.cutAll();
            }
            System.exit(1);
        }
    }

    /** Sends one byte, waits for the end, and records whether it was EOF or a reset. */
    private static Backend sendingOneByte(LinkedBlockingQueue<String> ends) throws IOException {
        return Backend.doing((socket, in, out) -> {
            in.read();
            out.write('!');
            try {
                in.readAllBytes();
                ends.add("clean");
            } catch (IOException reset) {
                ends.add("reset");
            }
        });
    }

    private static Socket connect(int port, String message) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        TestProxy.send(socket, message);
        return socket;
    }

    private static List<Socket> relayed(int port) throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Socket client = connect(port, "x");
            assertThat(client.getInputStream().read()).isEqualTo('!');
            clients.add(client);
        }
        return clients;
    }

    private static void assertReset(List<Socket> clients, LinkedBlockingQueue<String> targets) throws Exception {
        for (Socket client : clients) {
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(targets.poll(20, TimeUnit.SECONDS)).isEqualTo("reset");
            client.close();
        }
    }

    @Test
    void closingResetsTheConnectionsOfABlockedLoop() throws Exception {
        LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (Backend target = sendingOneByte(ends)) {
            BlockedProxy blocked = new BlockedProxy(target.port());
            List<Socket> clients = relayed(blocked.port());
            List<Socket> blockers = new ArrayList<>();
            while (!blocked.isBlocked()) {
                blockers.add(connect(blocked.port(), "hold"));
                LockSupport.parkNanos(10_000_000);
            }
            blocked.proxy.close();
            blocked.released.countDown();
            assertReset(clients, ends);
            for (Socket holder : blockers) {
                holder.close();
            }
        }
    }

    @Test
    void eachLoopIsReportedOnceHoweverOftenTheStateIsAsked() throws Exception {
        BlockedProxy blocked = new BlockedProxy(1);
        List<Socket> blockers = new ArrayList<>();
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            while (!blocked.isBlocked()) {
                blockers.add(connect(blocked.port(), "hold"));
                LockSupport.parkNanos(10_000_000);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(blocked.proxy.status().open()).isPositive();
            }
        } finally {
            System.setErr(before);
            blocked.released.countDown();
            blocked.proxy.close();
        }
        assertThat(log.toString(UTF_8).lines().filter(line -> line.contains("is blocked by")))
                .hasSize(Runtime.getRuntime().availableProcessors());
        for (Socket holder : blockers) {
            holder.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "cut"})
    void exitingResetsTheConnectionsOfABlockedLoop(String how) throws Exception {
        LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (Backend target = sendingOneByte(ends);
                ChildJvm child = ChildJvm.start(Child.class, List.of(), how, String.valueOf(target.port()))) {
            int port = Integer.parseInt(child.line());
            List<Socket> clients = relayed(port);
            List<Socket> blockers = new ArrayList<>();
            Thread blocking = Thread.ofVirtual().start(() -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        blockers.add(connect(port, "hold"));
                        LockSupport.parkNanos(10_000_000);
                    }
                } catch (IOException closed) {
                    assertThat(closed).isNotNull();
                }
            });
            assertThat(child.line()).isEqualTo("blocked");
            blocking.interrupt();
            blocking.join();
            assertReset(clients, ends);
            for (Socket holder : blockers) {
                holder.close();
            }
        }
    }
}
