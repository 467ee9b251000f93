package roulette.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a router returns: the next step of a connection. Immutable and thread-safe; decisions with equal parts are
 * equal. Made by the methods here only. The methods of a decision that add something return a new decision. Arrays are
 * copied, strings are sent in UTF-8.
 *
 * <table class="striped">
 * <caption>What to return</caption>
 * <tr><th>to</th><th>return</th></tr>
 * <tr><td>wait for more bytes</td><td>{@code needMore()}</td></tr>
 * <tr><td>forward to a target</td><td>{@code forward("host", port)}</td></tr>
 * <tr><td>... or to a second one, if the first can't be reached</td><td>{@code .orElse("host2", port)}</td></tr>
 * <tr><td>... with other bytes than the client sent</td><td>{@code .replacing(bytes)}</td></tr>
 * <tr><td>... and send the client a message first</td><td>{@code .replying(bytes)}</td></tr>
 * <tr><td>... and talk to the target first</td><td>{@code .listening()}</td></tr>
 * <tr><td>reply to the client and read on</td><td>{@code reply(bytes, consumed)}</td></tr>
 * <tr><td>close, with or without a message</td><td>{@code reject(bytes)}, {@code reject()}</td></tr>
 * <tr><td>let another configured router decide</td><td>{@code delegate("socks")}</td></tr>
 * <tr><td>... and log the reason</td><td>{@code .because("rule 3")}</td></tr>
 * <tr><td>... and log what was asked for</td><td>{@code .label("tenant", "acme")}</td></tr>
 * </table>
 *
 * <p>More kinds of decisions and more options will be added, so a {@code switch} over the kinds needs a
 * {@code default}.
 */
public sealed interface Decision {
    /**
     * Not enough bytes yet: the router is called again when more have arrived. If the opening has
     * {@code limits.opening} bytes, or the client has closed its side, the connection is closed instead.
     */
    static NeedMore needMore() {
        return NeedMore.PLAIN;
    }

    /**
     * Connects to this target, sends it the bytes of the opening, then relays in both directions.
     *
     * @param host a name or an IP address, without brackets; a name is looked up when it is needed
     * @param port 1 to 65535
     * @throws IllegalArgumentException for an empty host or a port out of range
     */
    static Forward forward(String host, int port) {
        return forward(Target.of(host, port));
    }

    /** Connects to this target, sends it the bytes of the opening, then relays in both directions. */
    static Forward forward(Target target) {
        return forward(List.of(target));
    }

    /**
     * Connects to the first of these targets that can be reached, in this order; as with
     * {@link Forward#orElse(Target)}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Forward forward(List<? extends Target> targets) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a forward needs a target");
        }
        return new Forward(List.copyOf(targets), Options.NONE);
    }

    /**
     * Sends the client these bytes, drops the first {@code consumed} bytes of the opening, and reads on. For protocols
     * whose client waits for a reply before it names its destination. If unconsumed bytes are left and {@code consumed}
     * is above 0, the router is called again as soon as the reply is written, otherwise when more bytes have arrived.
     *
     * @param consumed 0 up to the number of bytes in the opening; a larger number is an error of the router
     * @throws IllegalArgumentException for a negative number
     */
    static Reply reply(byte[] bytes, int consumed) {
        return new Reply(copy(bytes), consumed, Options.NONE);
    }

    /** As {@link #reply(byte[], int)}, in UTF-8. */
    static Reply reply(String text, int consumed) {
        return reply(utf8(text), consumed);
    }

    /** Closes the connection. */
    static Reject reject() {
        return Reject.PLAIN;
    }

    /** Sends the client all of these bytes, then closes the connection. */
    static Reject reject(byte[] reply) {
        return new Reject(copy(reply), Options.NONE);
    }

    /** As {@link #reject(byte[])}, in UTF-8. */
    static Reject reject(String reply) {
        return reject(utf8(reply));
    }

    /**
     * Lets another configured router decide, from now on: the call that returned this is repeated on that router, with
     * the same bytes, and it replaces this router until the connection has ended. Not allowed in
     * {@link Router#unreachable}. That router may delegate again, up to {@value Router#DELEGATIONS} times for one
     * connection; more is an error of the router.
     *
     * @param router its name in the configuration, as {@link Settings#router} returns it; any other name is an error of
     *     the router
     */
    static Delegate delegate(String router) {
        return new Delegate(router, Options.NONE);
    }

    /** The reason, for the access line; empty if none was given. */
    String because();

    /**
     * Adds the reason to the access line: the rule that matched, or what was wrong with the opening. A few words; they
     * are escaped there.
     *
     * @param text at most 256 bytes in UTF-8; longer text is cut at the end of a character
     */
    Decision because(String text);

    /** The labels of this decision, in the order in which their keys were first set. Immutable. */
    Map<String, String> labels();

    /**
     * Adds a fact about the connection: what the client asked for, or who it is. The connection keeps the labels of all
     * its decisions, for its access line and {@link Router#ended}. A later value for the same key wins. At most 16 keys
     * are kept for a connection, those that came first.
     *
     * @param key a lower-case letter, then up to 31 lower-case letters, digits, {@code -} and {@code _}; Roulette's own
     *     routers use {@code sni}, {@code host}, {@code path}, {@code database} and {@code user}
     * @param value any text, escaped in the access line; at most 256 bytes in UTF-8, longer text is cut at the end of a
     *     character; an empty value adds nothing
     * @throws IllegalArgumentException for any other key, and for a 17th key on one decision
     */
    Decision label(String key, String value);

    private static ByteBuffer copy(byte[] bytes) {
        return ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** See {@link Decision#needMore()}. */
    final class NeedMore implements Decision {
        private static final NeedMore PLAIN = new NeedMore(Options.NONE);

        private final Options options;

        private NeedMore(Options options) {
            this.options = options;
        }

        @Override
        public String because() {
            return options.because();
        }

        @Override
        public NeedMore because(String text) {
            return new NeedMore(options.because(text));
        }

        @Override
        public Map<String, String> labels() {
            return options.labels();
        }

        @Override
        public NeedMore label(String key, String value) {
            return new NeedMore(options.label(key, value));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof NeedMore that && options.equals(that.options);
        }

        @Override
        public int hashCode() {
            return options.hashCode();
        }

        @Override
        public String toString() {
            return "needMore()" + options;
        }
    }

    /** See {@link Decision#forward(String, int)}. */
    final class Forward implements Decision {
        private static final Options.Key<ByteBuffer> REPLACEMENT = new Options.Key<>("replacement", ByteBuffer.class);
        private static final Options.Key<ByteBuffer> REPLY = new Options.Key<>("reply", ByteBuffer.class);
        private static final Options.Key<Duration> CONNECT_TIMEOUT =
                new Options.Key<>("connectTimeout", Duration.class);
        private static final Options.Key<Duration> FIRST_BYTE_TIMEOUT =
                new Options.Key<>("firstByteTimeout", Duration.class);
        private static final Options.Key<ProxyProtocol> PROXY_PROTOCOL =
                new Options.Key<>("proxyProtocol", ProxyProtocol.class);
        private static final Options.Key<Boolean> LISTENING = new Options.Key<>("listening", Boolean.class);

        private final List<Target> targets;
        private final Options options;

        private Forward(List<Target> targets, Options options) {
            this.targets = targets;
            this.options = options;
        }

        /** The targets in the order in which they are tried, at least one. Immutable. */
        public List<Target> targets() {
            return targets;
        }

        /** What the target is sent instead of the opening, as a new read-only view; empty: the opening. */
        public Optional<ByteBuffer> replacement() {
            return options.get(REPLACEMENT).map(ByteBuffer::duplicate);
        }

        /** What the client is sent as soon as a target is connected, as a new read-only view; empty: nothing. */
        public Optional<ByteBuffer> reply() {
            return options.get(REPLY).map(ByteBuffer::duplicate);
        }

        /** The time to look up and connect one target; empty: as configured. */
        public Optional<Duration> connectTimeout() {
            return options.get(CONNECT_TIMEOUT);
        }

        /** The time until the first byte of the target; empty: no limit. */
        public Optional<Duration> firstByteTimeout() {
            return options.get(FIRST_BYTE_TIMEOUT);
        }

        /** The header that the target is sent first; empty: as configured for the listener. */
        public Optional<ProxyProtocol> proxyProtocol() {
            return options.get(PROXY_PROTOCOL);
        }

        /** Tries this target if those before it can't be reached, and no byte was sent to any of them. */
        public Forward orElse(String host, int port) {
            return orElse(Target.of(host, port));
        }

        /** Tries this target if those before it can't be reached, and no byte was sent to any of them. */
        public Forward orElse(Target target) {
            List<Target> more = new ArrayList<>(targets);
            more.add(target);
            return new Forward(List.copyOf(more), options);
        }

        /** Sends the target these bytes instead of the opening; later bytes of the client follow unchanged. */
        public Forward replacing(byte[] bytes) {
            return with(REPLACEMENT, copy(bytes));
        }

        /** As {@link #replacing(byte[])}, in UTF-8. */
        public Forward replacing(String text) {
            return replacing(utf8(text));
        }

        /** Sends the client these bytes as soon as a target is connected, before any byte of the target. */
        public Forward replying(byte[] bytes) {
            return with(REPLY, copy(bytes));
        }

        /** As {@link #replying(byte[])}, in UTF-8. */
        public Forward replying(String text) {
            return replying(utf8(text));
        }

        /**
         * Limits the time to look up and connect each target, instead of {@code timeouts.connect}.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Forward connectTimeout(Duration timeout) {
            return with(CONNECT_TIMEOUT, timeout);
        }

        /**
         * Limits the time from the connect to the first byte of the target. A target that is late is given up.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Forward firstByteTimeout(Duration timeout) {
            return with(FIRST_BYTE_TIMEOUT, timeout);
        }

        /**
         * Sends the target a PROXY protocol header of this version, instead of what the listener's configuration says.
         */
        public Forward proxyProtocol(ProxyProtocol version) {
            return with(PROXY_PROTOCOL, version);
        }

        /**
         * Lets the target talk to the router first: its bytes are passed to {@link Router#answered}, which decides when
         * it is joined with the client. Until then the target is sent only the PROXY protocol header, if any, and the
         * bytes of {@link Answer#send(byte[], int)}; the bytes of the client wait, and so does the
         * {@linkplain #replying(byte[]) reply} of this forward. If the target is given up before it is joined, the next
         * one is tried.
         */
        public Forward listening() {
            return with(LISTENING, true);
        }

        /** Whether the target talks to the router first. */
        public boolean listens() {
            return options.get(LISTENING).isPresent();
        }

        private <T> Forward with(Options.Key<T> key, T value) {
            if (value instanceof Duration duration && duration.compareTo(Duration.ZERO) <= 0) {
                throw new IllegalArgumentException(key + " must be positive, not " + value);
            }
            return new Forward(targets, options.with(key, value));
        }

        @Override
        public String because() {
            return options.because();
        }

        @Override
        public Forward because(String text) {
            return new Forward(targets, options.because(text));
        }

        @Override
        public Map<String, String> labels() {
            return options.labels();
        }

        @Override
        public Forward label(String key, String value) {
            return new Forward(targets, options.label(key, value));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Forward that && targets.equals(that.targets) && options.equals(that.options);
        }

        @Override
        public int hashCode() {
            return Objects.hash(targets, options);
        }

        @Override
        public String toString() {
            return "forward(" + targets + ")" + options;
        }
    }

    /** See {@link Decision#reply(byte[], int)}. */
    final class Reply implements Decision {
        private static final Options.Key<Duration> WITHIN = new Options.Key<>("within", Duration.class);

        private final ByteBuffer bytes;
        private final int consumed;
        private final Options options;

        private Reply(ByteBuffer bytes, int consumed, Options options) {
            if (consumed < 0) {
                throw new IllegalArgumentException("consumed must not be negative, but is " + consumed);
            }
            this.bytes = bytes;
            this.consumed = consumed;
            this.options = options;
        }

        /** The bytes for the client, as a new read-only view. */
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        /** The number of bytes of the opening that are dropped. */
        public int consumed() {
            return consumed;
        }

        /** The time for the step after this reply; empty: {@code timeouts.routing}. */
        public Optional<Duration> within() {
            return options.get(WITHIN);
        }

        /**
         * Limits the time from the end of sending this reply to the router's next reply or decision. Received bytes do
         * not extend it. All steps of a connection together take at most {@code timeouts.conversation}.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Reply within(Duration time) {
            if (time.compareTo(Duration.ZERO) <= 0) {
                throw new IllegalArgumentException("within must be positive, not " + time);
            }
            return new Reply(bytes, consumed, options.with(WITHIN, time));
        }

        @Override
        public String because() {
            return options.because();
        }

        @Override
        public Reply because(String text) {
            return new Reply(bytes, consumed, options.because(text));
        }

        @Override
        public Map<String, String> labels() {
            return options.labels();
        }

        @Override
        public Reply label(String key, String value) {
            return new Reply(bytes, consumed, options.label(key, value));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reply that
                    && bytes.equals(that.bytes)
                    && consumed == that.consumed
                    && options.equals(that.options);
        }

        @Override
        public int hashCode() {
            return Objects.hash(bytes, consumed, options);
        }

        @Override
        public String toString() {
            return "reply(" + bytes.remaining() + " bytes, " + consumed + ")" + options;
        }
    }

    /** See {@link Decision#reject(byte[])}. */
    final class Reject implements Decision, Answer {
        private static final Reject PLAIN = new Reject(copy(new byte[0]), Options.NONE);

        private final ByteBuffer reply;
        private final Options options;

        private Reject(ByteBuffer reply, Options options) {
            this.reply = reply;
            this.options = options;
        }

        /** The bytes for the client, sent before its connection is closed; possibly none. A new read-only view. */
        public ByteBuffer reply() {
            return reply.duplicate();
        }

        @Override
        public String because() {
            return options.because();
        }

        @Override
        public Reject because(String text) {
            return new Reject(reply, options.because(text));
        }

        @Override
        public Map<String, String> labels() {
            return options.labels();
        }

        @Override
        public Reject label(String key, String value) {
            return new Reject(reply, options.label(key, value));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reject that && reply.equals(that.reply) && options.equals(that.options);
        }

        @Override
        public int hashCode() {
            return Objects.hash(reply, options);
        }

        @Override
        public String toString() {
            return "reject(" + reply.remaining() + " bytes)" + options;
        }
    }

    /** See {@link Decision#delegate(String)}. */
    final class Delegate implements Decision {
        private final String router;
        private final Options options;

        private Delegate(String router, Options options) {
            this.router = Objects.requireNonNull(router);
            this.options = options;
        }

        /** The configured name of the router that decides. */
        public String router() {
            return router;
        }

        @Override
        public String because() {
            return options.because();
        }

        @Override
        public Delegate because(String text) {
            return new Delegate(router, options.because(text));
        }

        @Override
        public Map<String, String> labels() {
            return options.labels();
        }

        @Override
        public Delegate label(String key, String value) {
            return new Delegate(router, options.label(key, value));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Delegate that && router.equals(that.router) && options.equals(that.options);
        }

        @Override
        public int hashCode() {
            return Objects.hash(router, options);
        }

        @Override
        public String toString() {
            return "delegate(" + router + ")" + options;
        }
    }
}
