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
 * Turns names into addresses, away from the loops, and remembers the answers for a while on top of what Java itself
 * remembers (the security property {@code networkaddress.cache.ttl}). One name is looked up once at a time, however many
 * ask. For any thread; nothing here waits.
 */
public final class Resolver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);

    /** How long anybody waits for a lookup, at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The same where older addresses are known: the client response timer of RFC 8767, section 5. */
    private static final Duration PATIENCE_WITH_STALE = Duration.ofMillis(1800);

    /** The longest name that the DNS has. */
    private static final int LONGEST_NAME = 253;

    private final KnownNames known;
    private final Lookups lookups;
    private final LongSupplier clock;

    /** Turns a name into addresses, and may take its time. */
    public interface NameService {
        InetAddress[] lookup(String name) throws UnknownHostException;
    }

    /** Hears of an answer, on the thread of whoever asked: the addresses, or none and a reason. */
    public interface Answer {
        void resolved(InetAddress[] addresses, String reason);
    }

    /** @param configured names that stand in the configuration, which no lookup of other names can hold up */
    public Resolver(NameService names, Set<String> configured) {
        this(names, configured, System::nanoTime);
    }

    public Resolver(NameService names, Set<String> configured, LongSupplier clock) {
        this.clock = clock;
        known = new KnownNames(configured.stream().map(Resolver::lowerCase).collect(Collectors.toUnmodifiableSet()));
        lookups = new Lookups(names, known, clock);
    }

    /**
     * Calls the answer at once where it is known, otherwise later.
     *
     * @param loop runs tasks on the calling thread
     * @return who waits for the answer; null where it was called at once
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

    /** Somebody who waits for an answer. Confined to the asking thread, but for {@link #name} and {@link #tell}. */
    public static final class Waiting {
        private final Lookups lookups;
        private final String name;
        private final InetAddress[] stale;
        private final Executor loop;
        private final Answer answer;
        private boolean over;

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
         * @param all the time there is for what the answer is needed for; zero: without limit
         */
        public Duration patience(Duration all) {
            Duration most = stale.length == 0 ? PATIENCE : PATIENCE_WITH_STALE;
            // What follows needs time too.
            Duration share = stale.length == 0 ? all : all.dividedBy(2);
            return all.isZero() || most.compareTo(share) < 0 ? most : share;
        }

        /** The answer is not needed any more, and won't be called. */
        public void cancel() {
            over = true;
            lookups.forget(this);
        }

        /** The answer has taken too long, and won't be called. Returns the addresses of before; perhaps none. */
        public InetAddress[] giveUp() {
            over = true;
            if (stale.length == 0) {
                lookups.forget(this);
            } else {
                lookups.overdue(this);
            }
            return stale;
        }

        /** Brings the answer. For other threads. */
        void tell(InetAddress[] addresses, String reason) {
            try {
                loop.execute(() -> {
                    if (!over) {
                        answer.resolved(addresses, reason);
                    }
                });
            } catch (RejectedExecutionException | IllegalStateException closed) {
                // Its connections were closed with it.
                LOG.debug("the address of {} was found after its loop was closed", name, closed);
            }
        }
    }

    /** How many names are remembered. */
    int remembered() {
        return known.size();
    }

    /** How many lookups run or wait to be run. */
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
