package roulette.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Failure;
import roulette.api.Target;
import roulette.eventloop.EventLoop;
import roulette.eventloop.Sockets;
import roulette.eventloop.Step;
import roulette.eventloop.StepHandler;
import roulette.eventloop.StepOwner;
import roulette.eventloop.TimerWheel;
import roulette.resolver.KnownName;
import roulette.resolver.Resolver;
import roulette.text.Addresses;

/**
 * Connects to one target: resolves its name, then tries its addresses, all within the connect timeout. The next address
 * is tried after a delay while an attempt is in flight, and at once when an attempt fails; the first to connect wins
 * (RFC 8305, section 5). Confined to the loop's thread. Owns the channels of the attempts in flight.
 */
final class TargetAttempt implements Resolver.Answer {
    private static final Logger LOG = LoggerFactory.getLogger("roulette.connections");

    /** The Connection Attempt Delay that RFC 8305 recommends. */
    private static final Duration DELAY = Duration.ofMillis(250);

    /** The maximum of attempts in flight. For a further address, the oldest attempt is abandoned. */
    private static final int MAX_IN_FLIGHT = 3;

    /** The stage that needs the target connected. */
    interface Listener extends StepOwner {
        InetSocketAddress clientAddress();

        /** The listener of this proxy that listens on the address. */
        Optional<String> ownListener(InetSocketAddress address);

        /** Calls {@link #expired} at this tick. */
        void expireAt(long tick);

        /** The name is being resolved; the result comes later. */
        void waits();

        /** The target is connected. The listener owns the channel from now on. */
        void connected(AsynchronousSocketChannel channel, InetSocketAddress address);

        /** The target has failed; all its channels are closed. */
        void failed(Failure failure, String reason);
    }

    private final Listener listener;
    private final EventLoop loop;
    private final Target.Address target;

    /** The tick at which the connect timeout expires. */
    private final long deadline;

    /** Null unless the name is being resolved. */
    private Resolver.@Nullable Waiting waiting;

    private InetAddress[] addresses = KnownName.NO_ADDRESSES;
    private int begun;

    /** The attempts in flight: a list linked from the newest to the oldest. */
    private @Nullable AddressAttempt newest;

    /** The result for each failed address, if there are several. */
    private String failures = "";

    /** @param timeout the connect timeout; zero: without limit */
    TargetAttempt(Listener listener, EventLoop loop, Target.Address target, Duration timeout) {
        this.listener = listener;
        this.loop = loop;
        this.target = target;
        deadline = timeout.isZero() ? TimerWheel.NEVER : loop.timers.after(timeout);
    }

    // ---- lookup

    /** @param timeout as given to the constructor */
    void begin(Resolver resolver, Duration timeout) {
        Resolver.Waiting lookup = resolver.resolve(target.host(), loop, this);
        if (lookup != null) {
            waiting = lookup;
            listener.expireAt(Math.min(deadline, loop.timers.after(lookup.timeout(timeout))));
            listener.waits();
        }
    }

    @Override
    public void resolved(InetAddress[] found, String reason) {
        try {
            waiting = null;
            if (found.length == 0) {
                fail(Failure.UNRESOLVED, Failure.UNRESOLVED.reason() + ": " + reason);
            } else {
                addresses = found;
                beginNext();
            }
        } catch (Throwable error) {
            listener.stepFailed(error);
        }
    }

    // ---- attempts

    private void beginNext() {
        if (inFlight() == MAX_IN_FLIGHT) {
            abandonOldest();
        }
        AddressAttempt attempt = new AddressAttempt(addresses[begun++]);
        attempt.older = newest;
        newest = attempt;
        listener.expireAt(nextDue());
        attempt.begin();
    }

    /** The tick at which to try the next address; the deadline if there is none. */
    private long nextDue() {
        int left = addresses.length - begun;
        if (left == 0) {
            return deadline;
        }
        long delayed = inFlight() < MAX_IN_FLIGHT ? loop.timers.after(DELAY) : TimerWheel.NEVER;
        if (deadline == TimerWheel.NEVER) {
            return delayed;
        }
        // The remaining time is divided among the remaining addresses and the latest attempt.
        long now = loop.timers.after(Duration.ZERO);
        return Math.min(delayed, now + (deadline - now) / (left + 1));
    }

    private int inFlight() {
        int count = 0;
        for (AddressAttempt each = newest; each != null; each = each.older) {
            count++;
        }
        return count;
    }

    private void abandonOldest() {
        AddressAttempt oldest = newest;
        while (oldest != null && oldest.older != null) {
            oldest = oldest.older;
        }
        if (oldest != null && remove(oldest)) {
            note(oldest.address, "no answer, abandoned for the next address");
            oldest.close();
        }
    }

    /** Removes an attempt from those in flight. Returns false if it is none of them. */
    private boolean remove(AddressAttempt attempt) {
        AddressAttempt newer = null;
        for (AddressAttempt each = newest; each != null; each = each.older) {
            if (each == attempt) {
                if (newer == null) {
                    newest = each.older;
                } else {
                    newer.older = each.older;
                }
                return true;
            }
            newer = each;
        }
        return false;
    }

    private void closeAll() {
        AddressAttempt each = newest;
        newest = null;
        for (; each != null; each = each.older) {
            each.close();
        }
    }

    /** An attempt has failed; it was already removed from those in flight. */
    private void attemptFailed(AddressAttempt attempt, Throwable cause) {
        attempt.close();
        Failure failure = failure(cause);
        note(attempt.address, failure == Failure.ERROR ? cause.toString() : String.valueOf(cause.getMessage()));
        if (begun < addresses.length) {
            beginNext();
        } else if (newest == null) {
            fail(failure, failure == Failure.ERROR ? String.valueOf(cause.getMessage()) : failure.reason());
        }
    }

    private void note(InetSocketAddress address, String what) {
        if (addresses.length > 1) {
            String text = address.getAddress().getHostAddress() + ": " + what;
            failures = failures.isEmpty() ? text : failures + ", " + text;
            LOG.debug("{} -> {}: {}", Addresses.text(listener.clientAddress()), target, text);
        }
    }

    private void won(AddressAttempt attempt, AsynchronousSocketChannel channel) {
        closeAll();
        listener.connected(channel, attempt.address);
    }

    // ---- end

    /** The tick passed to {@link Listener#expireAt} last is reached. */
    void expired(long tick) {
        Resolver.Waiting lookup = waiting;
        boolean over = tick >= deadline;
        if (lookup != null) {
            waiting = null;
            InetAddress[] stale = lookup.giveUp();
            resolved(over ? KnownName.NO_ADDRESSES : stale, "resolve timed out");
        } else if (over) {
            for (AddressAttempt each = newest; each != null; each = each.older) {
                note(each.address, "not connected in time");
            }
            fail(Failure.CONNECT_TIMEOUT, Failure.CONNECT_TIMEOUT.reason());
        } else if (begun < addresses.length) {
            beginNext();
        }
    }

    private void fail(Failure failure, String reason) {
        cancel();
        listener.failed(failure, failures.isEmpty() ? reason : reason + " (" + failures + ")");
    }

    /** Cancels the lookup and all attempts; the listener is not called. */
    void cancel() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
        closeAll();
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

    /** One connection attempt. */
    private final class AddressAttempt implements Step<@Nullable Void> {
        final InetSocketAddress address;
        private @Nullable AsynchronousSocketChannel channel;
        private @Nullable AddressAttempt older;

        AddressAttempt(InetAddress to) {
            address = new InetSocketAddress(to, target.port());
        }

        void begin() {
            Optional<String> own = listener.ownListener(address);
            if (own.isPresent()) {
                failed(new IOException("it is the listener " + own.get() + " of this proxy itself"));
                return;
            }
            try {
                AsynchronousSocketChannel opened = AsynchronousSocketChannel.open(loop.group);
                channel = opened;
                opened.connect(address, null, new StepHandler<@Nullable Void>(listener, this));
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
        }

        @Override
        public void completed(@Nullable Void nothing) {
            AsynchronousSocketChannel connected = channel;
            if (connected == null || !remove(this)) {
                return;
            }
            try {
                Sockets.prepare(connected);
            } catch (IOException | RuntimeException e) {
                attemptFailed(this, e);
                return;
            }
            won(this, connected);
        }

        @Override
        public void failed(Throwable cause) {
            if (remove(this)) {
                attemptFailed(this, cause);
            }
        }

        void close() {
            if (channel != null) {
                Sockets.close(channel);
            }
        }
    }
}
