package roulette.resolver;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The cached result for one name: its addresses, or why there are none. Replaced, never changed, by the thread of
 * {@link Lookups}; read by loops. Times are those of {@link System#nanoTime()}.
 *
 * <p>Addresses are refreshed when older than {@link #FRESH}. Until refreshed they are still used: for {@link #AT_ONCE}
 * without waiting; after that, until {@link #LONGEST}, only if the refresh fails or takes too long (RFC 8767). The
 * bound is an hour, not the days of that RFC: Java does not always distinguish a name that no longer exists from a name
 * server that does not answer.
 */
public final class KnownName {
    static final Duration FRESH = Duration.ofSeconds(5);
    static final Duration AT_ONCE = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofHours(1);

    /** A failure is cached for as long as the lookup took, between {@link #FRESH} and this. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    public static final InetAddress[] NO_ADDRESSES = {};

    private static final long USE_NOTED = Duration.ofSeconds(1).toNanos();

    final InetAddress[] addresses;
    final String reason;

    /** When the addresses were found, or when the lookup failed. */
    private final long answered;

    private final long askAgain;

    /** The last refresh failed or takes too long: callers get these addresses without waiting. */
    private final boolean overdue;

    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile long used;

    private KnownName(
            InetAddress[] addresses, String reason, long answered, long askAgain, boolean overdue, long used) {
        this.addresses = addresses;
        this.reason = reason;
        this.answered = answered;
        this.askAgain = askAgain;
        this.overdue = overdue;
        this.used = used;
    }

    /** @param addresses at least one */
    static KnownName found(InetAddress[] addresses, long now) {
        return new KnownName(addresses, "", now, now + FRESH.toNanos(), false, now);
    }

    /** @param took how long the lookup took */
    static KnownName failed(String reason, long took, long now) {
        return new KnownName(NO_ADDRESSES, reason, now, now + pause(took), false, now);
    }

    /** These addresses, after a refresh has failed. */
    KnownName notRefreshed(long took, long now) {
        return new KnownName(addresses, reason, answered, now + pause(took), true, used);
    }

    /** These addresses, while a refresh takes too long. */
    KnownName overdue() {
        KnownName same = new KnownName(addresses, reason, answered, askAgain, true, used);
        same.refreshing.set(refreshing.get());
        return same;
    }

    private static long pause(long took) {
        return Math.clamp(took, FRESH.toNanos(), LONGEST_PAUSE.toNanos());
    }

    /** Whether there are addresses that may still be used. */
    boolean isGood(long now) {
        return addresses.length > 0 && now - answered < LONGEST.toNanos();
    }

    /** Whether this may be returned without waiting for a lookup. */
    boolean isAnswer(long now) {
        return addresses.length > 0
                ? isGood(now) && (overdue || now - answered < AT_ONCE.toNanos())
                : now - askAgain < 0;
    }

    /** Whether a refresh is due; true only once, as that refresh replaces this result. */
    boolean claimRefresh(long now) {
        return addresses.length > 0 && now - askAgain >= 0 && refreshing.compareAndSet(false, true);
    }

    void use(long now) {
        if (now - used > USE_NOTED) {
            used = now;
        }
    }

    long used() {
        return used;
    }
}
