package roulette.routers.lookup;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A forwarder between a router and a server that can be frozen: then connections stay open and are accepted, but no
 * data passes.
 */
final class Freezer implements AutoCloseable {
    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile boolean frozen;

    Freezer(int server) throws IOException {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** The number of connections so far. */
    int accepted() {
        return accepted.get();
    }

    /** Freezes open connections forever, and new ones until {@link #thaw}. */
    void freeze() {
        frozen = true;
    }

    /** New connections pass data again. */
    void thaw() {
        frozen = false;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                open.add(client);
                accepted.incrementAndGet();
                if (!frozen) {
                    Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
                    open.add(target);
                    Thread.ofVirtual().start(() -> pass(client, target));
                    Thread.ofVirtual().start(() -> pass(target, client));
                }
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
            closeAll();
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            int count = in.read(bytes);
            while (count >= 0 && !frozen) {
                to.getOutputStream().write(bytes, 0, count);
                count = in.read(bytes);
            }
            if (frozen) {
                new java.util.concurrent.CountDownLatch(1).await();
            }
        } catch (IOException e) {
            // One side closed its connection; the try statement closes the other.
            open.remove(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        for (Socket each : open) {
            try {
                each.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        closeAll();
    }
}
