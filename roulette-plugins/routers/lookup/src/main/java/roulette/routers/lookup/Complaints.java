package roulette.routers.lookup;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Warnings of one kind, at most one in ten seconds, so that clients or rows can't fill the log. For any thread. */
final class Complaints {
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();
    private static final int LONGEST = 500;

    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicLong unsaid = new AtomicLong();

    Complaints(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        next = new AtomicLong(nanoTime.getAsLong());
    }

    void say(Logger log, String text) {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + PAUSE)) {
            unsaid.incrementAndGet();
            return;
        }
        long before = unsaid.getAndSet(0);
        log.warn("{}{}", oneLine(text), before == 0 ? "" : " (and " + before + " times since the last such line)");
    }

    /** Fit for a log: what a database says may quote what a client said. */
    static String oneLine(String text) {
        String brief = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
        return brief.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\s]+", " ")
                .strip();
    }
}
