package roulette.routers.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches answers of the database. Concurrent requests with the same key share one query. It runs on its own thread: a
 * client's deadline interrupts only that client's call, not the shared query, nor the file of an embedded database,
 * which an interrupt would close. Thread-safe.
 */
final class AnswerCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);
    private static final String CANT_BE_QUERIED = "the database can't be queried";
    private static final String BUSY = "all connections to the database are in use";
    private static final String LATE = "the database has not answered in time";

    /** An answer and its time. */
    private record Kept(Answer answer, long since) {}

    private final Database database;
    private final CacheSettings settings;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final RateLimitedLog late;
    private final RateLimitedLog failed;
    private final CircuitBreaker breaker;
    private final Cache<Key, Kept> kept;
    private final ConcurrentMap<Key, CompletableFuture<Answer>> queries = new ConcurrentHashMap<>();

    /** @param timeout how long a client waits for the database */
    AnswerCache(Database database, CacheSettings settings, Duration timeout, LongSupplier nanoTime) {
        this.database = database;
        this.settings = settings;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        late = new RateLimitedLog(nanoTime);
        failed = new RateLimitedLog(nanoTime);
        breaker = new CircuitBreaker(database::reach, this::giveUp, timeout);
        kept = Caffeine.newBuilder()
                .maximumWeight(settings.bytes())
                .<Key, Kept>weigher((key, value) -> Math.addExact(key.bytes(), value.answer.bytes()))
                .expireAfterWrite(settings.longest())
                .ticker(nanoTime::getAsLong)
                // Cache maintenance runs on the caller's thread, so no thread is left behind.
                .executor(Runnable::run)
                .build();
    }

    /** The database could not be reached yet: no client waits for it until it can be. */
    void beginWithOutage() {
        breaker.beginWithOutage();
    }

    Finding find(Key key) throws InterruptedException {
        Kept known = kept.getIfPresent(key);
        if (known != null && isFresh(known)) {
            return new Finding.Fresh(known.answer);
        }
        int period = breaker.period();
        if (!CircuitBreaker.works(period)) {
            breaker.probe();
            return instead(known, CANT_BE_QUERIED);
        }
        long answers = breaker.answers();
        CompletableFuture<Answer> query = query(key, period);
        if (!CircuitBreaker.works(breaker.period())) {
            // An outage has begun, and giveUp() may have run before this query was registered.
            return instead(known, CANT_BE_QUERIED);
        }
        try {
            return new Finding.Fresh(await(query));
        } catch (TimeoutException e) {
            if (breaker.answers() == answers) {
                // The database answered no client in that time, and a new connection failed, too.
                breaker.failed(period, "it has not answered within " + timeout.toMillis() + " ms");
                return instead(known, CANT_BE_QUERIED);
            }
            String reason = database.isBusy() ? BUSY : LATE;
            late.warn(LOG, "lookup: a client waited " + timeout.toMillis() + " ms: " + reason);
            return instead(known, reason);
        } catch (ExecutionException e) {
            return instead(known, reason(e.getCause()));
        }
    }

    /** Leaves half of the time to find out whether an unresponsive database can be reached. */
    private Answer await(CompletableFuture<Answer> query)
            throws InterruptedException, ExecutionException, TimeoutException {
        long half = timeout.toNanos() / 2;
        try {
            return query.get(half, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            breaker.probe();
            return query.get(timeout.toNanos() - half, TimeUnit.NANOSECONDS);
        }
    }

    private static String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case BusyException _ -> BUSY;
            case null, default -> CANT_BE_QUERIED;
        };
    }

    private Finding instead(@Nullable Kept known, String reason) {
        return known != null && age(known).compareTo(settings.stale()) <= 0
                ? new Finding.Stale(known.answer, age(known))
                : new Finding.Unavailable(reason);
    }

    private boolean isFresh(Kept known) {
        return age(known).compareTo(settings.fresh(known.answer)) < 0;
    }

    private Duration age(Kept known) {
        return Duration.ofNanos(nanoTime.getAsLong() - known.since);
    }

    /** The query in progress, or a new one. */
    private CompletableFuture<Answer> query(Key key, int period) {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> other = queries.putIfAbsent(key, mine);
        if (other != null) {
            return other;
        }
        boolean started = false;
        try {
            Thread.ofVirtual().name("lookup").start(() -> run(key, mine, period));
            started = true;
        } finally {
            if (!started) {
                queries.remove(key, mine);
            }
        }
        return mine;
    }

    private void run(Key key, CompletableFuture<Answer> query, int period) {
        try {
            Kept known = kept.getIfPresent(key);
            // Another query may have been answered between the cache miss and this call.
            Answer answer = known != null && isFresh(known) ? known.answer : queryDatabase(key);
            queries.remove(key, query);
            query.complete(answer);
        } catch (InterruptedException | SQLException | RuntimeException | Error e) {
            queries.remove(key, query);
            // Otherwise it was abandoned, and its failure is irrelevant.
            if (query.completeExceptionally(e)) {
                log(e, period);
            }
        }
    }

    private void log(Throwable failure, int period) {
        switch (failure) {
            case NoConnectionException none -> breaker.failed(period, Failures.text(none));
            case SQLException other ->
                failed.warn(LOG, "lookup: the database can't be queried: " + Failures.text(other));
            default -> failed.warn(LOG, "lookup: the database can't be queried: " + failure);
        }
    }

    private Answer queryDatabase(Key key) throws SQLException, InterruptedException {
        Answer answer = database.ask(key);
        breaker.answered();
        if (settings.bytes() > 0 && key.isShort()) {
            kept.put(key, new Kept(answer, nanoTime.getAsLong()));
        }
        return answer;
    }

    /** An outage begins: no one waits for earlier queries. */
    private void giveUp() {
        database.renew();
        NoConnectionException reason = new NoConnectionException(new SQLException(CANT_BE_QUERIED));
        queries.forEach((key, query) -> {
            queries.remove(key, query);
            query.completeExceptionally(reason);
        });
    }

    @Override
    public void close() {
        breaker.close();
    }
}
