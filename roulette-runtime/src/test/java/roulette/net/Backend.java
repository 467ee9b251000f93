package roulette.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import roulette.api.Decision;

/** A server on a free port of the loopback address, one virtual thread per connection. */
public final class Backend implements AutoCloseable {
    /** Handles a connection; an exception closes it. */
    interface Conversation {
        void with(Socket socket, InputStream in, OutputStream out) throws Exception;
    }

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Exceptions of conversations. */
    final LinkedBlockingQueue<Exception> failures = new LinkedBlockingQueue<>();

    private Backend(Conversation conversation) throws IOException {
        server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(conversation));
    }

    static Backend doing(Conversation conversation) throws IOException {
        return new Backend(conversation);
    }

    /** Echoes until EOF, then closes. */
    public static Backend echo() throws IOException {
        return doing((socket, in, out) -> in.transferTo(out));
    }

    /** Sends its name and the first bytes received, then closes. */
    static Backend named(String name) throws IOException {
        return doing((socket, in, out) -> {
            byte[] first = new byte[1024];
            int count = in.read(first);
            out.write((name + ":" + new String(first, 0, Math.max(count, 0), java.nio.charset.StandardCharsets.UTF_8))
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
    }

    int port() {
        return server.getLocalPort();
    }

    public Decision.Forward forward() {
        return Decision.forward("127.0.0.1", port());
    }

    private void serve(Conversation conversation) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        conversation.with(socket, socket.getInputStream(), socket.getOutputStream());
                    } catch (Exception e) {
                        failures.add(e);
                    } finally {
                        open.remove(socket);
                    }
                });
            } catch (IOException e) {
                if (!server.isClosed()) {
                    failures.add(e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
