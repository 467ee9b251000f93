package roulette.resolver;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lookups of one kind of name: a bounded number of them run, the others wait in a queue. Lookups that somebody waits
 * for go before refreshes. Confined to the thread of {@link Lookups}.
 */
public final class LookupShare {
    /** How many lookups of one share run at once. */
    public static final int MOST = 16;

    private static final int LONGEST_QUEUE = 10_000;

    /** One name that is being looked up, or will be. */
    static final class Lookup {
        final String name;
        final LookupShare share;
        final Set<Resolver.Waiting> waiting = new HashSet<>();

        /** It goes on even if nobody waits for it. */
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

    /** Puts a lookup into its queue. Returns false if that is full. */
    boolean add(Lookup lookup) {
        SequencedSet<Lookup> queue = lookup.refresh ? refreshes : asked;
        return queue.size() < LONGEST_QUEUE && queue.add(lookup);
    }

    /** Somebody waits for this lookup now: if it is a refresh in the queue, it goes before those nobody waits for. */
    void prefer(Lookup lookup) {
        if (refreshes.remove(lookup)) {
            asked.add(lookup);
        }
    }

    /** Takes a lookup out of its queue. Returns false if it runs already. */
    boolean remove(Lookup lookup) {
        return asked.remove(lookup) || refreshes.remove(lookup);
    }

    /** The lookup to run now, if one may: {@link #ended} is to follow. */
    @Nullable
    Lookup next() {
        if (running == MOST || (asked.isEmpty() && refreshes.isEmpty())) {
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
