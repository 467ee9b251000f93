package roulette.net;

import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Target;
import roulette.eventloop.TimerWheel;

/** Tries the targets of a forward in order until one is connected. Confined to the loop's thread. */
final class Connector implements Stage, TargetAttempt.Listener {
    private final Connection connection;

    /** For each target; zero: without limit. */
    private final Duration timeout;

    private final Decision.Forward forward;
    private int tried;

    /** The attempt in progress; null if there is none. */
    private @Nullable TargetAttempt attempt;

    /** Within {@link #next}, whose loop then tries the next target, so that immediate failures do not grow the stack. */
    private boolean starting;

    private boolean failedAtOnce;

    Connector(Connection connection, Decision.Forward forward, Duration timeout) {
        this.connection = connection;
        this.forward = forward;
        this.timeout = forward.connectTimeout().orElse(timeout);
    }

    /** Tries the next target. Only when there is one. */
    void next() {
        starting = true;
        do {
            failedAtOnce = false;
            tried++;
            connection.statistics.attemptBegins();
            Duration time = connection.routing.connectTime(timeout);
            TargetAttempt next = new TargetAttempt(this, connection.loop(), target(), time);
            attempt = next;
            next.begin(connection.worker.shared.resolver(), time);
        } while (failedAtOnce);
        starting = false;
    }

    Decision.Forward forward() {
        return forward;
    }

    /** The target that is being tried. */
    private Target.Address target() {
        return switch (forward.targets().get(tried - 1)) {
            case Target.Address address -> address;
        };
    }

    /** The timeout that was set last has passed. */
    @Override
    public long expired(long tick) {
        if (attempt != null) {
            attempt.expired(tick);
        }
        return TimerWheel.NEVER;
    }

    /** Cancels the attempt in progress; its result is not reported. */
    @Override
    public void close() {
        if (attempt != null) {
            TargetAttempt cancelled = attempt;
            attempt = null;
            cancelled.cancel();
        }
    }

    @Override
    public InetSocketAddress clientAddress() {
        return connection.clientAddress();
    }

    @Override
    public Optional<String> ownListener(InetSocketAddress address) {
        return connection.worker.shared.own().at(address.getAddress(), address.getPort());
    }

    @Override
    public void expireAt(long tick) {
        connection.expireAt(tick);
    }

    @Override
    public void waits() {
        connection.watchClient();
    }

    @Override
    public void stepFailed(Throwable error) {
        connection.stepFailed(error);
    }

    @Override
    public void connected(AsynchronousSocketChannel channel, InetSocketAddress address) {
        attempt = null;
        if (forward.listens()) {
            connection.beginHandshake(this, channel, target(), address);
        } else {
            connection.connected(channel, target(), address, forward, null);
        }
    }

    @Override
    public void failed(Failure failure, String reason) {
        boolean last = tried == forward.targets().size();
        boolean over = connection.routing.isConnectOver() && !last;
        FailedAttempt failed = new FailedAttempt(
                target(),
                failure,
                over ? reason + "; no time is left for further targets (timeouts.forward)" : reason,
                false,
                connection.statistics.sinceAttempt());
        attempt = null;
        connection.targetFailed(failed);
        if (last || over) {
            connection.noTargetLeft(failed);
        } else if (starting) {
            failedAtOnce = true;
        } else {
            next();
        }
    }
}
