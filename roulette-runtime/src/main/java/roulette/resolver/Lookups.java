package roulette.resolver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.resolver.LookupShare.Lookup;
import roulette.text.LastResort;
import roulette.text.OneLine;

/**
 * The pending lookups. One thread owns the state, without locks; other threads send it tasks. The system's resolver
 * blocks in native code, where it can't be interrupted and would pin a virtual thread's carrier, so each lookup runs on
 * its own platform thread until the resolver returns, even if no caller waits any more.
 *
 * <p>So there are three shares of such threads: for names of the configuration, for other names that were resolved
 * before, and for all the rest, such as names invented by clients. However many lookups of one share hang, the others
 * are not affected.
 */
final class Lookups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lookups.class);

    /**
     * Messages of the resolvers of Linux (glibc, musl), macOS and Windows if the name server answered that there is no
     * address.
     */
    private static final List<String> NO_SUCH_NAME =
            List.of("not known", "No address associated", "does not resolve", "no usable address", "No such host");

    private final Resolver.NameService names;
    private final KnownNames known;
    private final LongSupplier clock;
    private final LinkedTransferQueue<Runnable> tasks = new LinkedTransferQueue<>();
    private final Thread thread;
    private final ThreadPoolExecutor lookupThreads;
    private volatile boolean closed;

    // Confined to this object's thread.
    private final Map<String, Lookup> underWay = new HashMap<>();
    private final LookupShare configured = new LookupShare();
    private final LookupShare resolved = new LookupShare();
    private final LookupShare others = new LookupShare();

    /** @param gone the name server answered that there is no such name */
    private record Found(InetAddress[] addresses, String reason, boolean gone) {}

    Lookups(Resolver.NameService names, KnownNames known, LongSupplier clock) {
        this.names = names;
        this.known = known;
        this.clock = clock;
        // Bounded by the shares; a thread may live slightly longer than its lookup is counted.
        lookupThreads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> Thread.ofPlatform().daemon().name("roulette-lookup").unstarted(task));
        thread = Thread.ofPlatform().daemon().name("roulette-resolver").start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                tasks.take().run();
            } catch (InterruptedException e) {
                LOG.debug("the resolver was closed");
            } catch (Throwable failure) {
                LastResort.log(LOG, "internal error: a task of the resolver failed", failure);
            }
        }
    }

    // ---- for any thread; none of these blocks

    /** Looks up a name for a caller. */
    void ask(Resolver.Waiting waiting) {
        tasks.put(() -> asked(waiting));
    }

    /** A caller has stopped waiting. A lookup without callers is dropped if it is not running yet. */
    void forget(Resolver.Waiting waiting) {
        tasks.put(() -> forgotten(waiting));
    }

    /** A caller has stopped waiting because of its timeout, and uses the stale addresses. */
    void overdue(Resolver.Waiting waiting) {
        tasks.put(() -> {
            KnownName before = known.get(waiting.name());
            if (before != null && underWay.containsKey(waiting.name())) {
                known.put(waiting.name(), before.overdue(), clock.getAsLong());
            }
            forgotten(waiting);
        });
    }

    /** Refreshes a name without a waiting caller. */
    void refresh(String name) {
        tasks.put(() -> refreshed(name));
    }

    /** How many lookups are running or queued. Blocks until this object's thread answers. */
    int underWay() throws InterruptedException {
        int[] count = new int[1];
        CountDownLatch counted = new CountDownLatch(1);
        tasks.put(() -> {
            count[0] = Stream.of(configured, resolved, others)
                    .mapToInt(share -> share.running() + share.queued())
                    .sum();
            counted.countDown();
        });
        counted.await();
        return count[0];
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        lookupThreads.shutdownNow();
    }

    // ---- on this object's thread

    private void asked(Resolver.Waiting waiting) {
        String name = waiting.name();
        KnownName answer = known.get(name);
        if (answer != null && answer.isAnswer(clock.getAsLong())) {
            waiting.complete(answer.addresses, answer.reason);
            return;
        }
        Lookup lookup = underWay.get(name);
        if (lookup == null) {
            lookup = begin(name, false);
        } else {
            lookup.share.prefer(lookup);
        }
        if (lookup == null) {
            waiting.complete(KnownName.NO_ADDRESSES, "too many names are being looked up");
        } else {
            lookup.waiting.add(waiting);
            startNext(lookup.share);
        }
    }

    private void refreshed(String name) {
        Lookup present = underWay.get(name);
        if (present != null) {
            present.refresh = true;
            return;
        }
        Lookup lookup = begin(name, true);
        KnownName before = known.get(name);
        if (lookup != null) {
            startNext(lookup.share);
        } else if (before != null) {
            known.put(name, before.notRefreshed(0, clock.getAsLong()), clock.getAsLong());
        }
    }

    private void forgotten(Resolver.Waiting waiting) {
        Lookup lookup = underWay.get(waiting.name());
        if (lookup != null
                && lookup.waiting.remove(waiting)
                && lookup.waiting.isEmpty()
                && !lookup.refresh
                && lookup.share.remove(lookup)) {
            underWay.remove(lookup.name);
        }
    }

    /** Queues a lookup in its share. Returns null if the queue is full. */
    private @Nullable Lookup begin(String name, boolean refresh) {
        Lookup lookup = new Lookup(name, share(name), refresh);
        if (!lookup.share.add(lookup)) {
            return null;
        }
        underWay.put(name, lookup);
        return lookup;
    }

    private LookupShare share(String name) {
        if (known.isConfigured(name)) {
            return configured;
        }
        KnownName before = known.get(name);
        return before != null && before.isGood(clock.getAsLong()) ? resolved : others;
    }

    private void startNext(LookupShare share) {
        for (Lookup next = share.next(); next != null; next = share.next()) {
            start(next);
        }
    }

    private void start(Lookup lookup) {
        long began = clock.getAsLong();
        try {
            lookupThreads.execute(() -> {
                Found found = find(lookup.name);
                tasks.put(() -> ended(lookup, found, began));
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            LOG.debug("no thread for a lookup", e);
            Found none = new Found(KnownName.NO_ADDRESSES, "no thread for the lookup: " + e.getMessage(), false);
            tasks.put(() -> ended(lookup, none, began));
        }
    }

    /** On the lookup's own thread. */
    private Found find(String name) {
        try {
            InetAddress[] addresses = AddressOrder.of(names.lookup(name));
            return new Found(addresses, addresses.length == 0 ? "it has no address" : "", addresses.length == 0);
        } catch (UnknownHostException e) {
            String message = String.valueOf(e.getMessage());
            return new Found(
                    KnownName.NO_ADDRESSES,
                    message.equals(name) ? "unknown host " + name : message,
                    NO_SUCH_NAME.stream().anyMatch(message::contains));
        } catch (Throwable e) {
            LastResort.log(LOG, "looking up {} failed", name, e);
            return new Found(KnownName.NO_ADDRESSES, OneLine.unescaped(e), false);
        }
    }

    private void ended(Lookup lookup, Found found, long began) {
        underWay.remove(lookup.name);
        lookup.share.ended();
        try {
            KnownName answer = answer(lookup.name, found, began);
            known.put(lookup.name, answer, clock.getAsLong());
            lookup.waiting.forEach(waiting -> waiting.complete(answer.addresses, answer.reason));
        } finally {
            startNext(lookup.share);
        }
    }

    private KnownName answer(String name, Found found, long began) {
        long now = clock.getAsLong();
        KnownName before = known.get(name);
        if (found.addresses.length > 0) {
            return KnownName.found(found.addresses, now);
        }
        return before != null && before.isGood(now) && !found.gone
                ? before.notRefreshed(now - began, now)
                : KnownName.failed(found.reason, now - began, now);
    }
}
