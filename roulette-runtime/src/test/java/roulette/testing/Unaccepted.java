package roulette.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import roulette.api.Decision;
import roulette.api.Opening;

/**
 * A server that lets thousands connect and accepts none of them, so that they cost this process no descriptors. Behind
 * two ports, since a backlog holds 4096.
 */
public final class Unaccepted implements AutoCloseable {
    private final ServerSocket even = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
    private final ServerSocket odd = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());

    public Unaccepted() throws IOException {}

    /** To one of the ports, by the client's: half of all clients to each. */
    public Decision.Forward forward(Opening opening) {
        // The kernel prefers even ports for those that connect.
        boolean first = opening.client().getPort() / 2 % 2 == 0;
        return Decision.forward("127.0.0.1", (first ? even : odd).getLocalPort());
    }

    @Override
    public void close() throws IOException {
        even.close();
        odd.close();
    }
}
