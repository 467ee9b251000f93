package roulette.eventloop;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** One timer: a node in the linked list of a slot of {@link TimerWheel}, or the head of such a list. */
public final class Timer {
    /** Called when a timer has expired. */
    public interface Expiry {
        /**
         * Called when the timer's tick is reached.
         *
         * @param tick the current tick
         * @return the tick at which to call again, later than now, or {@link TimerWheel#NEVER}
         */
        long due(long tick);
    }

    final Expiry expiry;
    long due;
    private @Nullable Timer previous;
    private @Nullable Timer next;

    public Timer(Expiry expiry) {
        this.expiry = expiry;
    }

    static Timer head() {
        Timer head = new Timer(tick -> TimerWheel.NEVER);
        head.previous = head;
        head.next = head;
        return head;
    }

    boolean isLinked() {
        return next != null;
    }

    /** Becomes the last node of the list with this head. */
    void linkBefore(Timer head) {
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

    /** The first node of the list with this head. */
    @Nullable
    Timer first() {
        return next == this ? null : next;
    }

    /** Moves all nodes of another head to this one, whose list is empty. */
    void takeAll(Timer other) {
        Timer first = other.first();
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
