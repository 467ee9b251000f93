package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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

/** A proxy is stopped while a router holds the threads of its loops: what is cut off does not look complete. */
class HeldLoopTest {
    /** A proxy of which a router holds the loop of each client that says "hold". */
    private static final class Held {
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final CountDownLatch released = new CountDownLatch(1);
        private final int target;
        private final Proxy proxy;

        Held(int target) throws ListenException {
            this.target = target;
            RoutedListener listener =
                    TestProxy.listener("test", "127.0.0.1", 0, "holding", FakeRouter.answering(this::route));
            proxy = listener.open(TestProxy.PATIENT, TestProxy.ROOMY, TestProxy.BUFFERS, record -> {});
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

        /** There is a loop for each processor. */
        boolean isWhole() {
            return threads.size() == Runtime.getRuntime().availableProcessors();
        }
    }

    /** Stops such a proxy as it is told by its first argument, and ends the process. The second is the target's port. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            Held held = new Held(Integer.parseInt(args[1]));
            System.out.println(held.port());
            while (!held.isWhole()) {
                LockSupport.parkNanos(1_000_000);
            }
            System.out.println("held");
            if (args[0].equals("close")) {
                held.proxy.close();
            } else {
                held.proxy.cutAll();
            }
            System.exit(1);
        }
    }

    /** Says one byte, waits for the end, and notes whether that was clean. */
    private static Backend speaking(LinkedBlockingQueue<String> ends) throws IOException {
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

    private static Socket connect(int port, String words) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        TestProxy.send(socket, words);
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
    void closingResetsWhatAHeldLoopHasOpen() throws Exception {
        LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (Backend target = speaking(ends)) {
            Held held = new Held(target.port());
            List<Socket> clients = relayed(held.port());
            List<Socket> holders = new ArrayList<>();
            while (!held.isWhole()) {
                holders.add(connect(held.port(), "hold"));
                LockSupport.parkNanos(10_000_000);
            }
            held.proxy.close();
            held.released.countDown();
            assertReset(clients, ends);
            for (Socket holder : holders) {
                holder.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "cut"})
    void theEndOfTheProcessResetsWhatAHeldLoopHasOpen(String how) throws Exception {
        LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
        try (Backend target = speaking(ends);
                ChildJvm child = ChildJvm.start(Child.class, List.of(), how, String.valueOf(target.port()))) {
            int port = Integer.parseInt(child.line());
            List<Socket> clients = relayed(port);
            List<Socket> holders = new ArrayList<>();
            Thread holding = Thread.ofVirtual().start(() -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        holders.add(connect(port, "hold"));
                        LockSupport.parkNanos(10_000_000);
                    }
                } catch (IOException closed) {
                    assertThat(closed).isNotNull();
                }
            });
            assertThat(child.line()).isEqualTo("held");
            holding.interrupt();
            holding.join();
            assertReset(clients, ends);
            for (Socket holder : holders) {
                holder.close();
            }
        }
    }
}
