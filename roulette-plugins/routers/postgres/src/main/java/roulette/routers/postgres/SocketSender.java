package roulette.routers.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import roulette.api.Target;

/**
 * Sends the request on a new connection. If a name has several addresses, each may be a server: all receive the
 * request, one after the other, and share the remaining time.
 */
final class SocketSender implements CancelRequests.Sender {
    @Override
    public boolean send(byte[] request, Target server, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        return switch (server) {
            case Target.Address(String host, int port) -> {
                List<InetAddress> addresses = addresses(host);
                boolean processed = false;
                for (int i = 0; i < addresses.size(); i++) {
                    long share = (deadline - System.nanoTime()) / (addresses.size() - i);
                    processed |=
                            send(request, new InetSocketAddress(addresses.get(i), port), System.nanoTime() + share);
                }
                yield processed;
            }
        };
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static boolean send(byte[] request, InetSocketAddress address, long deadline) {
        try (Socket socket = new Socket()) {
            socket.connect(address, millisecondsUntil(deadline));
            socket.getOutputStream().write(request);
            socket.setSoTimeout(millisecondsUntil(deadline));
            // The server sends nothing, and closes the connection after processing the request.
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** At least 1, because 0 would mean no limit. */
    private static int millisecondsUntil(long deadline) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        return (int) Math.clamp(left, 1, Integer.MAX_VALUE);
    }
}
