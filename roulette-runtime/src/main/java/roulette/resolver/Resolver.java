package roulette.resolver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves names off the loops, and caches the results in addition to Java's own cache (the security property {@code
 * networkaddress.cache.ttl}). Concurrent requests for one name share one lookup. For any thread; nothing here blocks.
 */
public final class Resolver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);

    /** The maximum time to wait for a lookup. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The same if stale addresses are cached: the client response timer of RFC 8767, section 5. */
    private static final Duration TIMEOUT_WITH_STALE = Duration.ofMillis(1800);

    /** The maximum length of a DNS name. */
    private static final int LONGEST_NAME = 253;

    private final KnownNames known;
    private final Lookups lookups;
    private final LongSupplier clock;

    /** Resolves a name. May block. */
    public interface NameService {
        InetAddress[] lookup(String name) throws UnknownHostException;
    }

    /** Receives the result on the caller's thread: the addresses, or none and a reason. */
    public interface Answer {
        void resolved(InetAddress[] addresses, String reason);
    }

    /** @param configured names of the configuration, which lookups of other names can't delay */
    public Resolver(NameService names, Set<String> configured) {
        this(names, configured, System::nanoTime);
    }

    public Resolver(NameService names, Set<String> configured, LongSupplier clock) {
        this.clock = clock;
        known = new KnownNames(configured.stream().map(Resolver::lowerCase).collect(Collectors.toUnmodifiableSet()));
        lookups = new Lookups(names, known, clock);
    }

    /**
     * Calls back directly if the result is cached, otherwise later.
     *
     * @param loop runs tasks on the calling thread
     * @return the pending request; null if the callback was called directly
     */
    @Nullable
    public Waiting resolve(String host, Executor loop, Answer answer) {
        if (isLiteral(host)) {
            literal(host, answer);
            return null;
        }
        if (host.length() > LONGEST_NAME) {
            answer.resolved(KnownName.NO_ADDRESSES, "a name has at most " + LONGEST_NAME + " characters");
            return null;
        }
        String name = lowerCase(host);
        long now = clock.getAsLong();
        KnownName last = known.get(name);
        if (last != null && last.isAnswer(now)) {
            last.use(now);
            if (last.claimRefresh(now)) {
                lookups.refresh(name);
            }
            answer.resolved(last.addresses, last.reason);
            return null;
        }
        InetAddress[] stale = last != null && last.isGood(now) ? last.addresses : KnownName.NO_ADDRESSES;
        Waiting waiting = new Waiting(lookups, name, stale, loop, answer);
        lookups.ask(waiting);
        return waiting;
    }

    /** A pending request. Confined to the caller's thread, except {@link #name} and {@link #complete}. */
    public static final class Waiting {
        private final Lookups lookups;
        private final String name;
        private final InetAddress[] stale;
        private final Executor loop;
        private final Answer answer;
        private boolean done;

        private Waiting(Lookups lookups, String name, InetAddress[] stale, Executor loop, Answer answer) {
            this.lookups = lookups;
            this.name = name;
            this.stale = stale;
            this.loop = loop;
            this.answer = answer;
        }

        String name() {
            return name;
        }

        /**
         * How long to wait before {@link #giveUp}.
         *
         * @param all the time limit for lookup and connect together; zero: without limit
         */
        public Duration timeout(Duration all) {
            Duration most = stale.length == 0 ? TIMEOUT : TIMEOUT_WITH_STALE;
            // Leaves time to connect.
            Duration share = stale.length == 0 ? all : all.dividedBy(2);
            return all.isZero() || most.compareTo(share) < 0 ? most : share;
        }

        /** Cancels the request: the callback will not be called. */
        public void cancel() {
            done = true;
            lookups.forget(this);
        }

        /**
         * Ends the request after its timeout: the callback will not be called. Returns the stale addresses; perhaps
         * none.
         */
        public InetAddress[] giveUp() {
            done = true;
            if (stale.length == 0) {
                lookups.forget(this);
            } else {
                lookups.overdue(this);
            }
            return stale;
        }

        /** Delivers the result. For other threads. */
        void complete(InetAddress[] addresses, String reason) {
            try {
                loop.execute(() -> {
                    if (!done) {
                        answer.resolved(addresses, reason);
                    }
                });
            } catch (RejectedExecutionException | IllegalStateException closed) {
                // The loop's connections were closed with it.
                LOG.debug("the address of {} was found after its loop was closed", name, closed);
            }
        }
    }

    /** How many names are cached. */
    int remembered() {
        return known.size();
    }

    /** How many lookups are running or queued. */
    int underWay() throws InterruptedException {
        return lookups.underWay();
    }

    private static String lowerCase(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    private static boolean isLiteral(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static void literal(String host, Answer answer) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            answer.resolved(KnownName.NO_ADDRESSES, "not an IP address: " + host);
            return;
        }
        answer.resolved(new InetAddress[] {address}, "");
    }

    @Override
    public void close() {
        lookups.close();
    }
}
