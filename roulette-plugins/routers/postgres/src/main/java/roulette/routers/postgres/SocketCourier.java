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
 * Tells a server on a connection of its own. Where a name has several addresses, each of them may be a server, and all
 * are told, one after the other; each is given its share of the time that is left.
 */
final class SocketCourier implements CancelRequests.Courier {
    @Override
    public boolean deliver(byte[] request, Target server, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        return switch (server) {
            case Target.Address(String host, int port) -> {
                List<InetAddress> addresses = addresses(host);
                boolean told = false;
                for (int i = 0; i < addresses.size(); i++) {
                    long share = (deadline - System.nanoTime()) / (addresses.size() - i);
                    told |= tell(request, new InetSocketAddress(addresses.get(i), port), System.nanoTime() + share);
                }
                yield told;
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

    private static boolean tell(byte[] request, InetSocketAddress address, long deadline) {
        try (Socket socket = new Socket()) {
            socket.connect(address, millisecondsUntil(deadline));
            socket.getOutputStream().write(request);
            socket.setSoTimeout(millisecondsUntil(deadline));
            // It says nothing, and ends the connection when it has done what it was asked for.
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** At least 1, since 0 would be no limit. */
    private static int millisecondsUntil(long deadline) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        return (int) Math.clamp(left, 1, Integer.MAX_VALUE);
    }
}
