package roulette.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a router answers to a target that speaks to it, see {@link Router#answered}. Immutable, for any thread. Made by the
 * methods here only; more kinds will join.
 *
 * <table class="striped">
 * <caption>What to answer</caption>
 * <tr><th>to</th><th>answer</th></tr>
 * <tr><td>wait for more bytes of the target</td><td>{@code needMore()}</td></tr>
 * <tr><td>send the target something and wait for what it says to that</td><td>{@code send(bytes, consumed)}</td></tr>
 * <tr><td>let client and target speak to each other</td><td>{@code join(consumed)}</td></tr>
 * <tr><td>give this target up and try the next one</td><td>{@code nextTarget(reason)}</td></tr>
 * <tr><td>close, with or without a message to the client</td><td>{@code reject(bytes)}, {@code reject()}</td></tr>
 * </table>
 */
public sealed interface Answer permits Answer.NeedMore, Answer.Send, Answer.Join, Answer.NextTarget, Decision.Reject {
    /**
     * Not enough bytes yet: ask again when more have come. A target that has ended its side, or has said as much as there
     * is room for, is given up instead, and the next one is tried.
     */
    static NeedMore needMore() {
        return NeedMore.INSTANCE;
    }

    /**
     * Send the target these bytes, and drop the first {@code consumed} bytes of what it has said. Where bytes are left and
     * {@code consumed} is above 0 the router is asked again as soon as the bytes are sent, otherwise when the target has
     * said more.
     *
     * @param consumed 0 up to the number of bytes of the target; a larger number counts as the router's mistake
     * @throws IllegalArgumentException for a negative number
     */
    static Send send(byte[] bytes, int consumed) {
        return new Send(ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer(), requireNotNegative(consumed));
    }

    /** As {@link #send(byte[], int)}, in UTF-8. */
    static Send send(String text, int consumed) {
        return send(text.getBytes(StandardCharsets.UTF_8), consumed);
    }

    /**
     * Drop the first {@code consumed} bytes of what the target has said, and go on as after any forward: the target gets the
     * bytes of the opening or their {@linkplain Decision.Forward#replacing replacement}, the client gets the
     * {@linkplain Decision.Forward#replying reply} of the forward and then what the target has said beyond that.
     *
     * @param consumed 0 up to the number of bytes of the target; a larger number counts as the router's mistake
     * @throws IllegalArgumentException for a negative number
     */
    static Join join(int consumed) {
        return new Join(requireNotNegative(consumed));
    }

    /**
     * Give this target up, and try the next one of the forward. The router is told by {@link Router#failed}, and asked
     * {@link Router#unreachable} where it was the last one, as for any target that fails.
     *
     * @param reason half a sentence for the log
     */
    static NextTarget nextTarget(String reason) {
        return new NextTarget(Objects.requireNonNull(reason));
    }

    /** Close both connections. */
    static Decision.Reject reject() {
        return Decision.reject();
    }

    /** Send these bytes to the client, whole, then close both connections. */
    static Decision.Reject reject(byte[] reply) {
        return Decision.reject(reply);
    }

    /** As {@link #reject(byte[])}, in UTF-8. */
    static Decision.Reject reject(String reply) {
        return Decision.reject(reply);
    }

    private static int requireNotNegative(int consumed) {
        if (consumed < 0) {
            throw new IllegalArgumentException("consumed must not be negative, but is " + consumed);
        }
        return consumed;
    }

    /** See {@link Answer#needMore()}. */
    final class NeedMore implements Answer {
        private static final NeedMore INSTANCE = new NeedMore();

        private NeedMore() {}

        @Override
        public String toString() {
            return "needMore()";
        }
    }

    /** See {@link Answer#send(byte[], int)}. */
    final class Send implements Answer {
        private final ByteBuffer bytes;
        private final int consumed;

        private Send(ByteBuffer bytes, int consumed) {
            this.bytes = bytes;
            this.consumed = consumed;
        }

        /** What the target is sent, as a new read-only view. */
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        /** How many bytes of the target are dropped. */
        public int consumed() {
            return consumed;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Send that && bytes.equals(that.bytes) && consumed == that.consumed;
        }

        @Override
        public int hashCode() {
            return Objects.hash(bytes, consumed);
        }

        @Override
        public String toString() {
            return "send(" + bytes.remaining() + " bytes, " + consumed + ")";
        }
    }

    /** See {@link Answer#join(int)}. */
    final class Join implements Answer {
        private final int consumed;

        private Join(int consumed) {
            this.consumed = consumed;
        }

        /** How many bytes of the target are dropped. */
        public int consumed() {
            return consumed;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Join that && consumed == that.consumed;
        }

        @Override
        public int hashCode() {
            return consumed;
        }

        @Override
        public String toString() {
            return "join(" + consumed + ")";
        }
    }

    /** See {@link Answer#nextTarget(String)}. */
    final class NextTarget implements Answer {
        private final String reason;

        private NextTarget(String reason) {
            this.reason = reason;
        }

        /** Why, for the log. */
        public String reason() {
            return reason;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof NextTarget that && reason.equals(that.reason);
        }

        @Override
        public int hashCode() {
            return reason.hashCode();
        }

        @Override
        public String toString() {
            return "nextTarget(" + reason + ")";
        }
    }
}
