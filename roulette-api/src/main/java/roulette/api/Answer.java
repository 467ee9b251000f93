package roulette.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What {@link Router#answered} returns: the next step with a target that talks to the router. Immutable and
 * thread-safe. Made by the methods here only. More kinds will be added, so a {@code switch} over them needs a
 * {@code default}.
 *
 * <table class="striped">
 * <caption>What to return</caption>
 * <tr><th>to</th><th>return</th></tr>
 * <tr><td>wait for more bytes of the target</td><td>{@code needMore()}</td></tr>
 * <tr><td>send the target bytes and wait for its response</td><td>{@code send(bytes, consumed)}</td></tr>
 * <tr><td>relay between client and target</td><td>{@code join(consumed)}</td></tr>
 * <tr><td>give up this target and try the next one</td><td>{@code nextTarget(reason)}</td></tr>
 * <tr><td>close, with or without a message to the client</td><td>{@code reject(bytes)}, {@code reject()}</td></tr>
 * </table>
 */
public sealed interface Answer permits Answer.NeedMore, Answer.Send, Answer.Join, Answer.NextTarget, Decision.Reject {
    /**
     * Not enough bytes yet: the router is called again when more have arrived. A target that has closed its side, or
     * whose bytes fill the buffer, is given up instead, and the next one is tried.
     */
    static NeedMore needMore() {
        return NeedMore.INSTANCE;
    }

    /**
     * Sends the target these bytes, and drops the first {@code consumed} bytes received from it. If bytes are left and
     * {@code consumed} is above 0, the router is called again as soon as the bytes are sent, otherwise when more bytes
     * have arrived.
     *
     * @param consumed 0 up to the number of bytes received; a larger number is an error of the router
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
     * Drops the first {@code consumed} bytes received from the target, and goes on as after any forward: the target is
     * sent the opening or its {@linkplain Decision.Forward#replacing replacement}; the client is sent the
     * {@linkplain Decision.Forward#replying reply} of the forward, and then the remaining bytes of the target.
     *
     * @param consumed 0 up to the number of bytes received; a larger number is an error of the router
     * @throws IllegalArgumentException for a negative number
     */
    static Join join(int consumed) {
        return new Join(requireNotNegative(consumed));
    }

    /**
     * Gives up this target and tries the next one of the forward. {@link Router#failed} is called and, if it was the
     * last target, {@link Router#unreachable}, as for any target that fails.
     *
     * @param reason for the log, cut at 256 bytes
     */
    static NextTarget nextTarget(String reason) {
        return new NextTarget(Options.cut(reason));
    }

    /** Closes both connections. */
    static Decision.Reject reject() {
        return Decision.reject();
    }

    /** Sends the client all of these bytes, then closes both connections. */
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

        /** The bytes for the target, as a new read-only view. */
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        /** The number of received bytes that are dropped. */
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

        /** The number of received bytes that are dropped. */
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

        /** The reason, for the log. */
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
