package roulette.accesslog;

import static roulette.testing.Interleavings.together;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.net.AccessRecord;
import roulette.testing.Interleavings;

@Tag("concurrency")
class InboxConcurrencyTest {
    private static final AccessRecord RECORD = Records.bare();

    @Test
    void aReaderThatFallsAsleepIsWokenByARecord() {
        Interleavings.of(() -> {
            Inbox inbox = new Inbox(2);
            boolean[] sleeps = new boolean[1];
            together(() -> sleeps[0] = inbox.fallAsleep(), () -> inbox.offer(RECORD));
            check(!sleeps[0] || !inbox.isAsleep(), "the reader sleeps although there is a record");
        });
    }

    @Test
    void everyRecordIsReadOrRefused() {
        Interleavings.of(() -> {
            Inbox inbox = new Inbox(1);
            int[] accepted = new int[2];
            int[] read = new int[1];
            together(
                    () -> accepted[0] += inbox.offer(RECORD) ? 1 : 0,
                    () -> accepted[1] += inbox.offer(RECORD) ? 1 : 0,
                    () -> read[0] += inbox.poll() == null ? 0 : 1);
            while (inbox.poll() != null) {
                read[0]++;
            }
            check(accepted[0] + accepted[1] == read[0], "read " + read[0] + " of " + (accepted[0] + accepted[1]));
            check(inbox.offer(RECORD), "there is no room although every record was read");
        });
    }

    @Test
    void noRecordIsTakenOnceTheReaderHasFinished() {
        Interleavings.of(() -> {
            Inbox inbox = new Inbox(2);
            boolean[] accepted = new boolean[1];
            boolean[] finished = new boolean[1];
            together(() -> accepted[0] = inbox.offer(RECORD), () -> {
                inbox.close();
                finished[0] = inbox.finished();
            });
            check(!accepted[0] || !finished[0], "a record was taken that nobody will read");
        });
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new AssertionError(otherwise);
        }
    }
}
