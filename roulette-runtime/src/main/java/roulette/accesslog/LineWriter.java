package roulette.accesslog;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.net.AccessRecord;

/** Formats the records of the inbox and writes them to the outlet in batches. For one thread. */
final class LineWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);

    /** Bytes collected before they are written. */
    private static final int BATCH_BYTES = 64 << 10;

    private final Inbox inbox;
    private final Outlet outlet;
    private final LongAdder dropped;
    private final Bytes lines = new Bytes(BATCH_BYTES + 4096);
    private final Fields fields;
    private int count;
    private long reported;

    /** @param dropped counts dropped records: those the inbox refuses, and, added here, those that can't be written */
    LineWriter(Inbox inbox, Format format, Outlet outlet, LongAdder dropped) {
        this.inbox = inbox;
        this.outlet = outlet;
        this.dropped = dropped;
        this.fields = new Fields(format.syntax(lines));
    }

    /** Writes all queued records, and the number of dropped ones not yet reported. */
    void writeQueued() {
        for (Entry entry = inbox.poll(); entry != null; entry = inbox.poll()) {
            switch (entry) {
                case Entry.Line(AccessRecord connection) -> append(connection);
                case Entry.Reopen _ -> {
                    write();
                    outlet.reopen();
                }
            }
            if (lines.length() >= BATCH_BYTES) {
                write();
            }
        }
        write();
    }

    /** Whether some dropped records are not reported yet. */
    boolean hasUnreported() {
        return unreported() > 0;
    }

    /** The number of dropped records not reported yet. */
    long unreported() {
        return dropped.sum() - reported;
    }

    private void append(AccessRecord connection) {
        int before = lines.length();
        try {
            fields.connection(connection);
            count++;
        } catch (RuntimeException | OutOfMemoryError failure) {
            // Neither a bug nor a memory shortage may end this thread.
            lines.cutTo(before);
            dropped.increment();
            LOG.error("access log: a line can't be formatted", failure);
        }
    }

    private void write() {
        long unreported = unreported();
        if (unreported > 0) {
            fields.dropped(unreported);
        }
        if (lines.length() > 0) {
            if (outlet.write(lines)) {
                reported += unreported;
            } else {
                dropped.add(count);
            }
        }
        lines.cutTo(0);
        count = 0;
    }
}
