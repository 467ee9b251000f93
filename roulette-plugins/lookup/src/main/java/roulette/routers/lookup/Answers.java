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
 * Answers of the database, remembered for a while. Those who ask for the same at the same time share one question. It
 * runs on a thread of its own: a client's deadline interrupts that client's call, and neither the others' question nor
 * the file of an embedded database, which an interrupt would close. For any thread.
 */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** An answer and when it was given. */
    private record Kept(Answer answer, long since) {}

    private final Database database;
    private final Memory memory;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final Complaints late;
    private final Complaints failed;
    private final Breaker breaker;
    private final Cache<Key, Kept> kept;
    private final ConcurrentMap<Key, CompletableFuture<Answer>> questions = new ConcurrentHashMap<>();

    /** @param timeout how long a client waits for the database */
    Answers(Database database, Memory memory, Duration timeout, LongSupplier nanoTime) {
        this.database = database;
        this.memory = memory;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        late = new Complaints(nanoTime);
        failed = new Complaints(nanoTime);
        breaker = new Breaker(nanoTime);
        kept = Caffeine.newBuilder()
                .maximumWeight(memory.bytes())
                .<Key, Kept>weigher((key, value) -> Math.addExact(key.bytes(), value.answer.bytes()))
                .expireAfterWrite(memory.longest())
                .ticker(nanoTime::getAsLong)
                // What is to be done is done by who asks, and no thread is left behind.
                .executor(Runnable::run)
                .build();
    }

    Finding find(Key key) throws InterruptedException {
        Kept known = kept.getIfPresent(key);
        if (known != null && isFresh(known)) {
            return new Finding.Fresh(known.answer);
        } else if (!breaker.mayTry()) {
            return instead(known);
        }
        CompletableFuture<Answer> question = question(key);
        if (breaker.isDown() && known != null && age(known).compareTo(memory.stale()) <= 0) {
            return instead(known);
        }
        try {
            return new Finding.Fresh(question.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            late.say(LOG, "lookup: the database has not answered within " + timeout.toMillis() + " ms");
            return instead(known);
        } catch (ExecutionException e) {
            return instead(known);
        }
    }

    private Finding instead(@Nullable Kept known) {
        return known != null && age(known).compareTo(memory.stale()) <= 0
                ? new Finding.Stale(known.answer, age(known))
                : new Finding.Unavailable();
    }

    private boolean isFresh(Kept known) {
        return age(known).compareTo(memory.fresh(known.answer)) < 0;
    }

    private Duration age(Kept known) {
        return Duration.ofNanos(nanoTime.getAsLong() - known.since);
    }

    /** The question that is on its way, or a new one. */
    private CompletableFuture<Answer> question(Key key) {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> other = questions.putIfAbsent(key, mine);
        if (other != null) {
            return other;
        }
        Thread.ofVirtual().name("lookup").start(() -> ask(key, mine));
        return mine;
    }

    private void ask(Key key, CompletableFuture<Answer> question) {
        try {
            Kept known = kept.getIfPresent(key);
            // One who found nothing may come just after the answer to another.
            Answer answer = known != null && isFresh(known) ? known.answer : askDatabase(key);
            questions.remove(key);
            question.complete(answer);
        } catch (SQLException | RuntimeException | Error e) {
            questions.remove(key);
            question.completeExceptionally(e);
            String reason = e instanceof SQLException failure ? Failures.text(failure) : e.toString();
            failed.say(LOG, "lookup: the database can't be asked: " + reason);
        }
    }

    private Answer askDatabase(Key key) throws SQLException {
        try {
            Answer answer = database.ask(key);
            breaker.succeeded();
            if (memory.bytes() > 0 && key.isShort()) {
                kept.put(key, new Kept(answer, nanoTime.getAsLong()));
            }
            return answer;
        } catch (NoConnectionException e) {
            breaker.failed();
            throw e;
        }
    }
}
