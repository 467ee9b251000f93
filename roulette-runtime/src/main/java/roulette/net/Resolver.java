package roulette.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks names up, away from the loops, and remembers the answers for a few seconds on top of what Java itself remembers
 * (the security property {@code networkaddress.cache.ttl}). One name is looked up once at a time, however many ask. The
 * system's resolver blocks in native code, which would pin a virtual thread's carrier, so platform threads do it. For
 * any thread.
 */
final class Resolver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
    private static final Duration AGE = Duration.ofSeconds(5);
    private static final int THREADS = 32;
    private static final int WAITING = 10_000;
    private static final int REMEMBERED = 10_000;

    private final ConcurrentHashMap<String, Lookup> lookups = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;
    private final NameService names;

    /** Turns a name into addresses, and may take its time. */
    interface NameService {
        InetAddress[] lookup(String name) throws UnknownHostException;
    }

    /** Hears of an answer, on the loop's thread: the addresses, or none and a reason. */
    interface Answer {
        void resolved(InetAddress[] addresses, String reason);
    }

    private record Found(InetAddress[] addresses, String reason) {}

    private record Lookup(CompletableFuture<Found> found, long started) {
        boolean isFresh() {
            return !found.isDone() || System.nanoTime() - started < AGE.toNanos();
        }
    }

    Resolver(NameService names) {
        this.names = names;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                task -> Thread.ofPlatform().daemon().name("roulette-resolver").unstarted(task));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Calls the answer at once where it is known, otherwise later. To be called on the loop's thread. */
    void resolve(String host, Loop loop, Answer answer) {
        if (isLiteral(host)) {
            Found found = literal(host);
            answer.resolved(found.addresses, found.reason);
            return;
        }
        Lookup known = lookups.get(host);
        Lookup lookup = known != null && known.isFresh() ? known : lookups.compute(host, this::refresh);
        if (lookup.found.isDone()) {
            Found found = lookup.found.join();
            answer.resolved(found.addresses, found.reason);
        } else {
            var unused = lookup.found.thenAccept(
                    found -> loop.execute(() -> answer.resolved(found.addresses, found.reason)));
        }
    }

    private Lookup refresh(String host, @Nullable Lookup old) {
        if (old != null && old.isFresh()) {
            return old;
        }
        Lookup lookup = new Lookup(new CompletableFuture<>(), System.nanoTime());
        try {
            threads.execute(() -> {
                lookup.found.complete(find(host));
                if (lookups.size() > REMEMBERED) {
                    lookups.values().removeIf(each -> !each.isFresh());
                }
            });
        } catch (RejectedExecutionException e) {
            lookup.found.complete(new Found(new InetAddress[0], "too many names are being looked up"));
        }
        return lookup;
    }

    private Found find(String host) {
        try {
            return new Found(names.lookup(host), "");
        } catch (UnknownHostException e) {
            return new Found(new InetAddress[0], "unknown host " + host);
        } catch (RuntimeException | Error e) {
            LOG.warn("looking up {} failed", host, e);
            return new Found(new InetAddress[0], e.toString());
        }
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

    private static Found literal(String host) {
        try {
            return new Found(new InetAddress[] {InetAddress.ofLiteral(host)}, "");
        } catch (IllegalArgumentException e) {
            return new Found(new InetAddress[0], "not an IP address: " + host);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
