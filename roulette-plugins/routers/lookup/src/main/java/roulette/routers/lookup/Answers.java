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
final class Answers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final String CANT_BE_ASKED = "the database can't be asked";
    private static final String BUSY = "all connections to the database are in use";
    private static final String LATE = "the database has not answered in time";

    /** An answer and when it was given. */
    private record Kept(Answer answer, long since) {}

    private final Database database;
    private final Memory memory;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final RateLimitedLog late;
    private final RateLimitedLog failed;
    private final Circuit circuit;
    private final Cache<Key, Kept> kept;
    private final ConcurrentMap<Key, CompletableFuture<Answer>> questions = new ConcurrentHashMap<>();

    /** @param timeout how long a client waits for the database */
    Answers(Database database, Memory memory, Duration timeout, LongSupplier nanoTime) {
        this.database = database;
        this.memory = memory;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        late = new RateLimitedLog(nanoTime);
        failed = new RateLimitedLog(nanoTime);
        circuit = new Circuit(database::reach, this::giveUp, timeout);
        kept = Caffeine.newBuilder()
                .maximumWeight(memory.bytes())
                .<Key, Kept>weigher((key, value) -> Math.addExact(key.bytes(), value.answer.bytes()))
                .expireAfterWrite(memory.longest())
                .ticker(nanoTime::getAsLong)
                // What is to be done is done by who asks, and no thread is left behind.
                .executor(Runnable::run)
                .build();
    }

    /** The database could not be reached so far: nobody waits for it until it can be. */
    void beginWithOutage() {
        circuit.beginWithOutage();
    }

    Finding find(Key key) throws InterruptedException {
        Kept known = kept.getIfPresent(key);
        if (known != null && isFresh(known)) {
            return new Finding.Fresh(known.answer);
        }
        int period = circuit.period();
        if (!Circuit.works(period)) {
            circuit.probe();
            return instead(known, CANT_BE_ASKED);
        }
        long answers = circuit.answers();
        CompletableFuture<Answer> question = question(key, period);
        if (!Circuit.works(circuit.period())) {
            // An outage has begun, and giveUp() may have looked for questions before this one was there.
            return instead(known, CANT_BE_ASKED);
        }
        try {
            return new Finding.Fresh(await(question));
        } catch (TimeoutException e) {
            if (circuit.answers() == answers) {
                // It has answered nobody in all that time, and could not be reached on a new connection either.
                circuit.failed(period, "it has not answered within " + timeout.toMillis() + " ms");
                return instead(known, CANT_BE_ASKED);
            }
            String reason = database.isBusy() ? BUSY : LATE;
            late.say(LOG, "lookup: a client has waited for " + timeout.toMillis() + " ms: " + reason);
            return instead(known, reason);
        } catch (ExecutionException e) {
            return instead(known, reason(e.getCause()));
        }
    }

    /** Half of the time is left to find out whether a database that is silent can be reached at all. */
    private Answer await(CompletableFuture<Answer> question)
            throws InterruptedException, ExecutionException, TimeoutException {
        long half = timeout.toNanos() / 2;
        try {
            return question.get(half, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            circuit.probe();
            return question.get(timeout.toNanos() - half, TimeUnit.NANOSECONDS);
        }
    }

    private static String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case BusyException _ -> BUSY;
            case null, default -> CANT_BE_ASKED;
        };
    }

    private Finding instead(@Nullable Kept known, String reason) {
        return known != null && age(known).compareTo(memory.stale()) <= 0
                ? new Finding.Stale(known.answer, age(known))
                : new Finding.Unavailable(reason);
    }

    private boolean isFresh(Kept known) {
        return age(known).compareTo(memory.fresh(known.answer)) < 0;
    }

    private Duration age(Kept known) {
        return Duration.ofNanos(nanoTime.getAsLong() - known.since);
    }

    /** The question that is on its way, or a new one. */
    private CompletableFuture<Answer> question(Key key, int period) {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> other = questions.putIfAbsent(key, mine);
        if (other != null) {
            return other;
        }
        boolean started = false;
        try {
            Thread.ofVirtual().name("lookup").start(() -> ask(key, mine, period));
            started = true;
        } finally {
            if (!started) {
                questions.remove(key, mine);
            }
        }
        return mine;
    }

    private void ask(Key key, CompletableFuture<Answer> question, int period) {
        try {
            Kept known = kept.getIfPresent(key);
            // One who found nothing may come just after the answer to another.
            Answer answer = known != null && isFresh(known) ? known.answer : askDatabase(key);
            questions.remove(key, question);
            question.complete(answer);
        } catch (InterruptedException | SQLException | RuntimeException | Error e) {
            questions.remove(key, question);
            // Otherwise it was given up, and its failure is of no interest.
            if (question.completeExceptionally(e)) {
                tell(e, period);
            }
        }
    }

    private void tell(Throwable failure, int period) {
        switch (failure) {
            case NoConnectionException none -> circuit.failed(period, Failures.text(none));
            case SQLException other -> failed.say(LOG, "lookup: the database can't be asked: " + Failures.text(other));
            default -> failed.say(LOG, "lookup: the database can't be asked: " + failure);
        }
    }

    private Answer askDatabase(Key key) throws SQLException, InterruptedException {
        Answer answer = database.ask(key);
        circuit.answered();
        if (memory.bytes() > 0 && key.isShort()) {
            kept.put(key, new Kept(answer, nanoTime.getAsLong()));
        }
        return answer;
    }

    /** An outage begins: nobody waits for what was asked before. */
    private void giveUp() {
        database.renew();
        NoConnectionException reason = new NoConnectionException(new SQLException(CANT_BE_ASKED));
        questions.forEach((key, question) -> {
            questions.remove(key, question);
            question.completeExceptionally(reason);
        });
    }

    @Override
    public void close() {
        circuit.close();
    }
}
