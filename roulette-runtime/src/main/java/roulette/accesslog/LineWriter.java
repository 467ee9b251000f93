package roulette.accesslog;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.net.AccessRecord;

/** From the inbox to the outlet, many lines at a time. For one thread. */
final class LineWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);

    /** How many bytes are gathered before they are written. */
    private static final int ENOUGH = 64 << 10;

    private final Inbox inbox;
    private final Outlet outlet;
    private final LongAdder dropped;
    private final Bytes lines = new Bytes(ENOUGH + 4096);
    private final Fields fields;
    private int count;
    private long reported;

    /** @param dropped records that did not get as far as the inbox; those that got no further are added to it */
    LineWriter(Inbox inbox, Format format, Outlet outlet, LongAdder dropped) {
        this.inbox = inbox;
        this.outlet = outlet;
        this.dropped = dropped;
        this.fields = new Fields(format.syntax(lines));
    }

    /** Writes all that waits, and how much was dropped since that was last said. */
    void writeWaiting() {
        for (Entry entry = inbox.poll(); entry != null; entry = inbox.poll()) {
            switch (entry) {
                case Entry.Line(AccessRecord connection) -> gather(connection);
                case Entry.Reopen _ -> {
                    write();
                    outlet.reopen();
                }
            }
            if (lines.length() >= ENOUGH) {
                write();
            }
        }
        write();
    }

    /** Whether records were dropped that no line has told of. */
    boolean hasUnreported() {
        return unreported() > 0;
    }

    /** How many those are. */
    long unreported() {
        return dropped.sum() - reported;
    }

    private void gather(AccessRecord connection) {
        int before = lines.length();
        try {
            fields.connection(connection);
            count++;
        } catch (RuntimeException | OutOfMemoryError mistake) {
            // Neither a mistake of ours nor a shortage may end the log.
            lines.cutTo(before);
            dropped.increment();
            LOG.error("access log: a line can't be formatted", mistake);
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
