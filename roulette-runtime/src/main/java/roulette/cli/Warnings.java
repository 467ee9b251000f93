package roulette.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The warnings and errors that were logged since the start: how many, and the latest ones. For any thread. */
final class Warnings {
    private static final int KEPT = 20;

    private final Deque<String> latest = new ArrayDeque<>();
    private long count;

    /** Notes a line of the log: the time, the level, and the rest. */
    synchronized void logged(String line) {
        int level = line.indexOf(' ') + 1;
        if (line.startsWith("WARN ", level) || line.startsWith("ERROR ", level)) {
            count++;
            if (latest.size() == KEPT) {
                latest.removeFirst();
            }
            latest.addLast(line);
        }
    }

    synchronized long count() {
        return count;
    }

    /** The latest ones, the newest last. */
    synchronized List<String> latest() {
        return List.copyOf(latest);
    }
}
