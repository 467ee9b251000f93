package roulette.routers.lookup;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker: while the database can't be reached nobody waits for it. A thread in the background tries to reach
 * it once a second and ends the outage. For any thread.
 *
 * <p>Periods in which the database works and outages alternate, and are numbered: even numbers are periods that work.
 * Whoever reports a failure names the period in which its attempt began, so that a late report never ends a later
 * period.
 */
final class Circuit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Attempts that hang do not keep others from being made, up to this number. */
    private static final int MOST_ATTEMPTS = 8;

    /** An attempt to reach the database. */
    interface Attempt {
        void make() throws SQLException;
    }

    private final Attempt attempt;
    private final Runnable whenOutageBegins;
    private final Duration timeout;
    private final AtomicInteger period = new AtomicInteger();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicBoolean probing = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param whenOutageBegins called by the thread that reported the failure
     * @param timeout how long an attempt is waited for before another one is made
     */
    Circuit(Attempt attempt, Runnable whenOutageBegins, Duration timeout) {
        this.attempt = attempt;
        this.whenOutageBegins = whenOutageBegins;
        this.timeout = timeout;
    }

    /** The present period. */
    int period() {
        return period.get();
    }

    /** Whether the database can be asked in this period. */
    static boolean works(int period) {
        return (period & 1) == 0;
    }

    /** How many answers of the database there were: any of them shows that it can be reached. */
    long answers() {
        return answers.get();
    }

    void answered() {
        answers.incrementAndGet();
    }

    /** For a database that could not be reached so far, and of which that was said. */
    void beginWithOutage() {
        if (period.compareAndSet(0, 1)) {
            probe();
        }
    }

    /** The database can't be reached: an outage begins, unless the period in which this was tried is over. */
    void failed(int during, String reason) {
        if (isClosed()) {
            return;
        }
        if (works(during) && period.compareAndSet(during, during + 1)) {
            // Both lines of every outage are written: it lasts a second at least, until the next attempt.
            LOG.warn(
                    "lookup: the database can't be reached, it is tried again every {} s: {}",
                    PAUSE.toSeconds(),
                    Failures.brief(reason));
            whenOutageBegins.run();
        }
        if (!works(period.get())) {
            probe();
        }
    }

    /** Tries to reach the database in the background, unless that is being done. */
    void probe() {
        if (isClosed() || !probing.compareAndSet(false, true)) {
            return;
        }
        boolean started = false;
        try {
            Thread.ofVirtual().name("lookup-probe").start(this::probeUntilReached);
            started = true;
        } finally {
            if (!started) {
                probing.set(false);
            }
        }
    }

    private void probeUntilReached() {
        try {
            do {
                attemptForAWhile();
            } while (!works(period.get()) && !closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            probing.set(false);
        }
        if (!works(period.get())) {
            // An outage that began after the last look found this thread still there.
            probe();
        }
    }

    private void attemptForAWhile() throws InterruptedException {
        if (attempts.get() >= MOST_ATTEMPTS) {
            return;
        }
        int during = period.get();
        attempts.incrementAndGet();
        // On a thread of its own: not every driver has a time limit for opening a connection.
        Thread thread = Thread.ofVirtual().name("lookup-attempt").unstarted(() -> attempt(during));
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                attempts.decrementAndGet();
            }
        }
        thread.join(timeout);
    }

    private void attempt(int during) {
        try {
            attempt.make();
            answered();
            // However long it took: the database was reached just now.
            int now = period.get();
            if (!works(now) && period.compareAndSet(now, now + 1)) {
                LOG.info("lookup: the database can be reached again");
            }
        } catch (SQLException e) {
            failed(during, Failures.text(e));
        } catch (RuntimeException | Error e) {
            failed(during, e.toString());
        } finally {
            attempts.decrementAndGet();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Ends the attempts in the background. */
    @Override
    public void close() {
        closed.countDown();
    }
}
