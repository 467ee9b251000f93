package roulette.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a router answers. Immutable; two decisions that say the same are equal. Arrays handed in are copied, strings
 * are sent as UTF-8.
 *
 * <table class="striped">
 * <caption>What to answer</caption>
 * <tr><th>to</th><th>answer</th></tr>
 * <tr><td>wait for more bytes</td><td>{@code needMore()}</td></tr>
 * <tr><td>send it to a target</td><td>{@code forward("host", port)}</td></tr>
 * <tr><td>... or to a second, when the first can't be reached</td><td>{@code .orElse("host2", port)}</td></tr>
 * <tr><td>... with other bytes than the client sent</td><td>{@code .replacing(bytes)}</td></tr>
 * <tr><td>... and tell the client so first</td><td>{@code .replying(bytes)}</td></tr>
 * <tr><td>answer the client and listen on</td><td>{@code reply(bytes, consumed)}</td></tr>
 * <tr><td>close, with or without last words</td><td>{@code reject(bytes)}, {@code reject()}</td></tr>
 * <tr><td>... and say why in the access line</td><td>{@code .because("rule 3")}</td></tr>
 * </table>
 */
public sealed interface Decision {
    /**
     * Not enough bytes yet: ask again when more have come. A connection whose opening has reached the limit, {@code
     * limits.opening} of the configuration, is closed instead, and so is one whose client has ended its side.
     */
    static Decision needMore() {
        return NeedMore.INSTANCE;
    }

    /**
     * Connect to this target, give it the bytes of the opening, then relay both ways.
     *
     * @param host a name or an IP address, without brackets; a name is looked up when it is needed
     * @param port 1 to 65535
     * @throws IllegalArgumentException for an empty host or a port out of range
     */
    static Forward forward(String host, int port) {
        return forward(Target.of(host, port));
    }

    /** Connect to this target, give it the bytes of the opening, then relay both ways. */
    static Forward forward(Target target) {
        return new Forward(
                List.of(target),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /**
     * Send these bytes to the client, drop the first {@code consumed} bytes of the opening, and keep listening. For
     * protocols that must be answered before they say where they want to go. Where unconsumed bytes are left and
     * {@code consumed} is above 0 the router is asked again as soon as the reply is written, otherwise when more bytes
     * have come.
     *
     * @param consumed 0 up to the number of bytes in the opening; a larger number counts as the router's mistake
     */
    static Decision reply(byte[] bytes, int consumed) {
        return new Reply(Bytes.copy(bytes), consumed);
    }

    /** As {@link #reply(byte[], int)}, in UTF-8. */
    static Decision reply(String text, int consumed) {
        return reply(text.getBytes(StandardCharsets.UTF_8), consumed);
    }

    /** Close the connection. */
    static Reject reject() {
        return Reject.SILENTLY;
    }

    /** Send these bytes to the client, whole, then close the connection. */
    static Reject reject(byte[] reply) {
        return new Reject(Bytes.copy(reply), "");
    }

    /** As {@link #reject(byte[])}, in UTF-8. */
    static Reject reject(String reply) {
        return reject(reply.getBytes(StandardCharsets.UTF_8));
    }

    /** See {@link Decision#needMore()}. */
    record NeedMore() implements Decision {
        private static final NeedMore INSTANCE = new NeedMore();
    }

    /**
     * See {@link Decision#forward(String, int)}. The methods that add to a forward return a new one.
     *
     * @param targets the targets in the order in which they are tried, at least one
     * @param replacement what the target is sent instead of the opening's bytes; none: those bytes
     * @param reply what the client is sent as soon as a target is connected, before anything the target says
     * @param connectTimeout how long one target may take to be looked up and connected; none: as configured
     * @param firstByteTimeout how long the target may take to say its first byte; none: without limit
     * @param proxyProtocol the header that goes to the target ahead of all else; none: as the listener is configured
     * @param because why, in a few words for the access line; empty: nothing is said
     */
    record Forward(
            List<Target> targets,
            Optional<ByteBuffer> replacement,
            Optional<ByteBuffer> reply,
            Optional<Duration> connectTimeout,
            Optional<Duration> firstByteTimeout,
            Optional<ProxyProtocol> proxyProtocol,
            String because)
            implements Decision {
        public Forward {
            targets = List.copyOf(targets);
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("a forward needs a target");
            }
            replacement = replacement.map(Bytes::copy);
            reply = reply.map(Bytes::copy);
            connectTimeout.ifPresent(timeout -> requirePositive("connectTimeout", timeout));
            firstByteTimeout.ifPresent(timeout -> requirePositive("firstByteTimeout", timeout));
        }

        /** What the target is sent instead of the opening's bytes, as a new read-only view. */
        @Override
        public Optional<ByteBuffer> replacement() {
            return replacement.map(ByteBuffer::asReadOnlyBuffer);
        }

        /** What the client is sent once a target is connected, as a new read-only view. */
        @Override
        public Optional<ByteBuffer> reply() {
            return reply.map(ByteBuffer::asReadOnlyBuffer);
        }

        /** Try this target when those before it can't be reached. Never after a byte was sent to one of them. */
        public Forward orElse(String host, int port) {
            return orElse(Target.of(host, port));
        }

        /** Try this target when those before it can't be reached. Never after a byte was sent to one of them. */
        public Forward orElse(Target target) {
            List<Target> more = new ArrayList<>(targets);
            more.add(target);
            return new Forward(more, replacement, reply, connectTimeout, firstByteTimeout, proxyProtocol, because);
        }

        /** Send the target these bytes instead of the opening's; what the client says next follows them unchanged. */
        public Forward replacing(byte[] bytes) {
            return new Forward(
                    targets,
                    Optional.of(ByteBuffer.wrap(bytes)),
                    reply,
                    connectTimeout,
                    firstByteTimeout,
                    proxyProtocol,
                    because);
        }

        /** As {@link #replacing(byte[])}, in UTF-8. */
        public Forward replacing(String text) {
            return replacing(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Send the client these bytes as soon as a target is connected, before anything that the target says. */
        public Forward replying(byte[] bytes) {
            return new Forward(
                    targets,
                    replacement,
                    Optional.of(ByteBuffer.wrap(bytes)),
                    connectTimeout,
                    firstByteTimeout,
                    proxyProtocol,
                    because);
        }

        /** As {@link #replying(byte[])}, in UTF-8. */
        public Forward replying(String text) {
            return replying(text.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Give each target this long to be looked up and connected, instead of the configured time.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Forward connectTimeout(Duration timeout) {
            return new Forward(
                    targets, replacement, reply, Optional.of(timeout), firstByteTimeout, proxyProtocol, because);
        }

        /**
         * Give up on the target when it has said nothing for this long after it was connected.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Forward firstByteTimeout(Duration timeout) {
            return new Forward(
                    targets, replacement, reply, connectTimeout, Optional.of(timeout), proxyProtocol, because);
        }

        /** Tell the target who the client is, whatever the listener's configuration says. */
        public Forward proxyProtocol(ProxyProtocol version) {
            return new Forward(
                    targets, replacement, reply, connectTimeout, firstByteTimeout, Optional.of(version), because);
        }

        /** Say why in the access line: the rule that matched, for instance. A few words; escaped where it is written. */
        public Forward because(String words) {
            return new Forward(targets, replacement, reply, connectTimeout, firstByteTimeout, proxyProtocol, words);
        }

        private static void requirePositive(String what, Duration timeout) {
            if (!timeout.isPositive()) {
                throw new IllegalArgumentException(what + " must be positive, not " + timeout);
            }
        }
    }

    /**
     * See {@link Decision#reply(byte[], int)}.
     *
     * @param bytes what the client is sent
     * @param consumed how many bytes of the opening are dropped
     */
    record Reply(ByteBuffer bytes, int consumed) implements Decision {
        public Reply {
            bytes = Bytes.copy(bytes);
            if (consumed < 0) {
                throw new IllegalArgumentException("consumed must not be negative, but is " + consumed);
            }
        }

        /** What the client is sent, as a new read-only view. */
        @Override
        public ByteBuffer bytes() {
            return bytes.asReadOnlyBuffer();
        }
    }

    /**
     * See {@link Decision#reject(byte[])}.
     *
     * @param reply what the client is sent before its connection is closed, possibly nothing
     * @param because why, in a few words for the access line; empty: nothing is said
     */
    record Reject(ByteBuffer reply, String because) implements Decision {
        private static final Reject SILENTLY = new Reject(ByteBuffer.allocate(0), "");

        public Reject {
            reply = Bytes.copy(reply);
        }

        /** What the client is sent before its connection is closed, as a new read-only view. */
        @Override
        public ByteBuffer reply() {
            return reply.asReadOnlyBuffer();
        }

        /** Say why in the access line: what was wrong with the opening. A few words; escaped where it is written. */
        public Reject because(String words) {
            return new Reject(reply, words);
        }
    }
}
