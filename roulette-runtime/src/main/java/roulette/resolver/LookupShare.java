package roulette.resolver;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lookups of one class of names: a bounded number run, the others wait in a queue. Lookups that a caller waits for
 * have priority over refreshes. Confined to the thread of {@link Lookups}.
 */
public final class LookupShare {
    /** How many lookups of one share run concurrently. */
    public static final int MAXIMUM = 16;

    private static final int LONGEST_QUEUE = 10_000;

    /** A lookup of one name, running or queued. */
    static final class Lookup {
        final String name;
        final LookupShare share;
        final Set<Resolver.Waiting> waiting = new HashSet<>();

        /** It is kept even if no caller waits for it. */
        boolean refresh;

        Lookup(String name, LookupShare share, boolean refresh) {
            this.name = name;
            this.share = share;
            this.refresh = refresh;
        }
    }

    private final SequencedSet<Lookup> asked = new LinkedHashSet<>();
    private final SequencedSet<Lookup> refreshes = new LinkedHashSet<>();
    private int running;

    /** Queues a lookup. Returns false if the queue is full. */
    boolean add(Lookup lookup) {
        SequencedSet<Lookup> queue = lookup.refresh ? refreshes : asked;
        return queue.size() < LONGEST_QUEUE && queue.add(lookup);
    }

    /** A caller now waits for this lookup: if it is a queued refresh, it gets priority over other refreshes. */
    void prefer(Lookup lookup) {
        if (refreshes.remove(lookup)) {
            asked.add(lookup);
        }
    }

    /** Removes a lookup from its queue. Returns false if it is already running. */
    boolean remove(Lookup lookup) {
        return asked.remove(lookup) || refreshes.remove(lookup);
    }

    /** The next lookup to run, if one may; {@link #ended} must follow. */
    @Nullable
    Lookup next() {
        if (running == MAXIMUM || (asked.isEmpty() && refreshes.isEmpty())) {
            return null;
        }
        running++;
        return asked.isEmpty() ? refreshes.removeFirst() : asked.removeFirst();
    }

    void ended() {
        running--;
    }

    int running() {
        return running;
    }

    int queued() {
        return asked.size() + refreshes.size();
    }
}
