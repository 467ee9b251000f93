package roulette.net;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** One deadline: a link in the chain of a slot of {@link Deadlines}, or the head of such a chain. */
final class Deadline {
    /** Asked when a deadline may have come. */
    interface Expiry {
        /**
         * Called when the deadline's tick has come.
         *
         * @param tick now
         * @return the tick at which to call again, later than now, or {@link Deadlines#NEVER}
         */
        long due(long tick);
    }

    final Expiry expiry;
    long due;
    private @Nullable Deadline previous;
    private @Nullable Deadline next;

    Deadline(Expiry expiry) {
        this.expiry = expiry;
    }

    static Deadline head() {
        Deadline head = new Deadline(tick -> Deadlines.NEVER);
        head.previous = head;
        head.next = head;
        return head;
    }

    boolean isLinked() {
        return next != null;
    }

    /** Becomes the last of the chain with this head. */
    void linkBefore(Deadline head) {
        previous = requireNonNull(head.previous);
        next = head;
        previous.next = this;
        head.previous = this;
    }

    void unlink() {
        requireNonNull(previous).next = next;
        requireNonNull(next).previous = previous;
        previous = null;
        next = null;
    }

    /** The first of the chain with this head. */
    @Nullable
    Deadline first() {
        return next == this ? null : next;
    }

    /** Moves the whole chain of another head to this one, which has none. */
    void takeAll(Deadline other) {
        Deadline first = other.first();
        if (first == null) {
            return;
        }
        next = first;
        previous = requireNonNull(other.previous);
        first.previous = this;
        previous.next = this;
        other.next = other;
        other.previous = other;
    }
}
