package roulette.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import roulette.api.Decision;

/**
 * A port that refuses connections: bound on all addresses, but nobody listens. While it is held, no other process can
 * listen on it.
 */
public final class ClosedPort implements AutoCloseable {
    private final Socket bound = new Socket();

    public ClosedPort() {
        try {
            bound.bind(new InetSocketAddress(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return bound.getLocalPort();
    }

    public Decision.Forward forward() {
        return Decision.forward("127.0.0.1", port());
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
