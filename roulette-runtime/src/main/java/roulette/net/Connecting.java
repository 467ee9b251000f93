package roulette.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Target;

/**
 * Connect: tries the targets of a forward in order, and of each target its addresses in order, until one is connected.
 * Each target has the connect timeout for all of that. Confined to the loop's thread.
 */
final class Connecting {
    private static final InetAddress[] NO_ADDRESSES = {};
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private final Connection connection;
    private final Decision.Forward forward;
    private final Duration timeout;
    private int tried;

    /** What is under way; anything that ends after it was replaced is ignored. */
    private @Nullable Attempt attempt;

    Connecting(Connection connection, Decision.Forward forward, Duration timeout) {
        this.connection = connection;
        this.forward = forward;
        this.timeout = forward.connectTimeout().orElse(timeout);
    }

    /** Tries the next target. Only when there is one. */
    void next() {
        connection.expire(timeout);
        Attempt next = switch (forward.targets().get(tried++)) {
            case Target.Address address -> new Attempt(address);
        };
        attempt = next;
        next.resolve();
    }

    /** The target now being tried has had its time. */
    void timedOut() {
        if (attempt != null) {
            attempt.fail(Failure.CONNECT_TIMEOUT, "not connected in time");
        }
    }

    /** Closes what is under way; nothing will be heard of it. */
    void cancel() {
        if (attempt != null) {
            attempt.abandon();
            attempt = null;
        }
    }

    private void failed(Target target, Failure failure, String reason) {
        cancel();
        connection.targetFailed(target, failure, reason);
        if (tried < forward.targets().size()) {
            next();
        } else {
            connection.noTargetLeft(target, failure, reason);
        }
    }

    /** One target: its lookup, then its addresses one by one. */
    private final class Attempt implements Step<@Nullable Void> {
        private final Target.Address target;
        private InetAddress[] addresses = NO_ADDRESSES;
        private int index;
        private InetSocketAddress address = NOWHERE;
        private @Nullable AsynchronousSocketChannel channel;

        Attempt(Target.Address target) {
            this.target = target;
        }

        void resolve() {
            connection.loop.shared.resolver().resolve(target.host(), connection.loop, this::resolved);
        }

        private void resolved(InetAddress[] found, String reason) {
            if (attempt != this) {
                return;
            }
            try {
                addresses = found;
                if (found.length == 0) {
                    fail(Failure.UNRESOLVED, reason);
                } else {
                    connect();
                }
            } catch (Throwable mistake) {
                connection.broke(mistake);
            }
        }

        private void connect() {
            address = new InetSocketAddress(addresses[index++], target.port());
            try {
                AsynchronousSocketChannel opened = AsynchronousSocketChannel.open(connection.loop.group);
                channel = opened;
                opened.connect(address, null, new Guard<@Nullable Void>(connection, this));
            } catch (IOException e) {
                failed(e);
            }
        }

        @Override
        public void completed(@Nullable Void nothing) {
            AsynchronousSocketChannel connected = channel;
            if (attempt == this && connected != null) {
                try {
                    Sockets.prepare(connected);
                } catch (IOException e) {
                    failed(e);
                    return;
                }
                attempt = null;
                channel = null;
                connection.connected(connected, target, address, forward);
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (attempt != this) {
                return;
            }
            abandon();
            if (index < addresses.length) {
                connect();
            } else {
                fail(failure(cause), String.valueOf(cause.getMessage()));
            }
        }

        void fail(Failure failure, String reason) {
            Connecting.this.failed(target, failure, reason);
        }

        void abandon() {
            if (channel != null) {
                Sockets.close(channel);
                channel = null;
            }
        }
    }

    private static Failure failure(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (cause instanceof NoRouteToHostException || message.contains("unreachable")) {
            return Failure.UNREACHABLE;
        }
        if (cause instanceof ConnectException) {
            return message.contains("timed out") ? Failure.CONNECT_TIMEOUT : Failure.REFUSED;
        }
        return Failure.ERROR;
    }
}
