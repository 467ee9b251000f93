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
 * What a router answers. Immutable, for any thread; two decisions that say the same are equal. Made by the methods here
 * only; each method of a decision that adds something returns a new decision. Arrays handed in are copied, strings are
 * sent as UTF-8.
 *
 * <table class="striped">
 * <caption>What to answer</caption>
 * <tr><th>to</th><th>answer</th></tr>
 * <tr><td>wait for more bytes</td><td>{@code needMore()}</td></tr>
 * <tr><td>send it to a target</td><td>{@code forward("host", port)}</td></tr>
 * <tr><td>... or to a second, when the first can't be reached</td><td>{@code .orElse("host2", port)}</td></tr>
 * <tr><td>... with other bytes than the client sent</td><td>{@code .replacing(bytes)}</td></tr>
 * <tr><td>... and tell the client so first</td><td>{@code .replying(bytes)}</td></tr>
 * <tr><td>... and hear the target before the client does</td><td>{@code .listening()}</td></tr>
 * <tr><td>answer the client and listen on</td><td>{@code reply(bytes, consumed)}</td></tr>
 * <tr><td>close, with or without a message</td><td>{@code reject(bytes)}, {@code reject()}</td></tr>
 * <tr><td>let another configured router decide</td><td>{@code delegate("socks")}</td></tr>
 * <tr><td>... and say why in the access line</td><td>{@code .because("rule 3")}</td></tr>
 * <tr><td>... and what was asked for</td><td>{@code .label("tenant", "acme")}</td></tr>
 * </table>
 *
 * <p>More kinds of decisions will join, and more options: a {@code switch} over the kinds needs a {@code default}.
 */
public sealed interface Decision {
    /**
     * Not enough bytes yet: ask again when more have come. A connection whose opening has reached the limit, {@code
     * limits.opening} of the configuration, is closed instead, and so is one whose client has ended its side.
     */
    static NeedMore needMore() {
        return NeedMore.PLAIN;
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
        return forward(List.of(target));
    }

    /**
     * Connect to the first of these targets that can be reached, in their order; as with {@link Forward#orElse(Target)}.
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
     * Send these bytes to the client, drop the first {@code consumed} bytes of the opening, and keep listening. For
     * protocols that must be answered before they say where they want to go. Where unconsumed bytes are left and
     * {@code consumed} is above 0 the router is asked again as soon as the reply is written, otherwise when more bytes
     * have come.
     *
     * @param consumed 0 up to the number of bytes in the opening; a larger number counts as the router's mistake
     * @throws IllegalArgumentException for a negative number
     */
    static Reply reply(byte[] bytes, int consumed) {
        return new Reply(copy(bytes), consumed, Options.NONE);
    }

    /** As {@link #reply(byte[], int)}, in UTF-8. */
    static Reply reply(String text, int consumed) {
        return reply(utf8(text), consumed);
    }

    /** Close the connection. */
    static Reject reject() {
        return Reject.PLAIN;
    }

    /** Send these bytes to the client, whole, then close the connection. */
    static Reject reject(byte[] reply) {
        return new Reject(copy(reply), Options.NONE);
    }

    /** As {@link #reject(byte[])}, in UTF-8. */
    static Reject reject(String reply) {
        return reject(utf8(reply));
    }

    /**
     * Let another router of the configuration decide, now and from now on: it is asked what this router was asked, with the
     * bytes that are held, and is called in this router's place until the connection has ended. Not an answer to {@link
     * Router#unreachable}. A router may delegate again; after {@value Router#DELEGATIONS} delegations of one connection the
     * next one counts as the router's mistake.
     *
     * @param router its name in the configuration, as {@link Settings#router} returns it; any other name counts as the
     *     router's mistake
     */
    static Delegate delegate(String router) {
        return new Delegate(router, Options.NONE);
    }

    /** Why, for the access line; empty where nothing was said. */
    String because();

    /**
     * Say why in the access line: the rule that matched, or what was wrong with the opening. A few words; escaped where
     * they are written.
     *
     * @param text at most 256 bytes in UTF-8; what is longer is cut at the end of a character
     */
    Decision because(String text);

    /** The labels of this decision, in the order in which their keys were first given. Immutable. */
    Map<String, String> labels();

    /**
     * Say what is known of the connection: what the client asked for, or who it is. Labels stay with the connection, those
     * of earlier decisions too: its access line has them, and {@link Router#ended}. A later value for the same key wins. Of
     * all decisions of one connection together the first 16 keys are kept.
     *
     * @param key a lower-case letter, then up to 31 lower-case letters, digits, {@code -} and {@code _}; Roulette's own
     *     routers use {@code sni}, {@code host}, {@code path}, {@code database} and {@code user}
     * @param value any text, escaped where it is written; at most 256 bytes in UTF-8, what is longer is cut at the end of a
     *     character; empty where it is not known, which changes nothing
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

        /** What the target is sent instead of the opening's bytes, as a new read-only view; none: those bytes. */
        public Optional<ByteBuffer> replacement() {
            return options.get(REPLACEMENT).map(ByteBuffer::duplicate);
        }

        /** What the client is sent as soon as a target is connected, as a new read-only view; none: nothing. */
        public Optional<ByteBuffer> reply() {
            return options.get(REPLY).map(ByteBuffer::duplicate);
        }

        /** How long one target may take to be looked up and connected; none: as configured. */
        public Optional<Duration> connectTimeout() {
            return options.get(CONNECT_TIMEOUT);
        }

        /** How long the target may take to say its first byte; none: without limit. */
        public Optional<Duration> firstByteTimeout() {
            return options.get(FIRST_BYTE_TIMEOUT);
        }

        /** The header that goes to the target ahead of all else; none: as the listener is configured. */
        public Optional<ProxyProtocol> proxyProtocol() {
            return options.get(PROXY_PROTOCOL);
        }

        /** Try this target when those before it can't be reached. Never after a byte was sent to one of them. */
        public Forward orElse(String host, int port) {
            return orElse(Target.of(host, port));
        }

        /** Try this target when those before it can't be reached. Never after a byte was sent to one of them. */
        public Forward orElse(Target target) {
            List<Target> more = new ArrayList<>(targets);
            more.add(target);
            return new Forward(List.copyOf(more), options);
        }

        /** Send the target these bytes instead of the opening's; what the client says next follows them unchanged. */
        public Forward replacing(byte[] bytes) {
            return with(REPLACEMENT, copy(bytes));
        }

        /** As {@link #replacing(byte[])}, in UTF-8. */
        public Forward replacing(String text) {
            return replacing(utf8(text));
        }

        /** Send the client these bytes as soon as a target is connected, before anything that the target says. */
        public Forward replying(byte[] bytes) {
            return with(REPLY, copy(bytes));
        }

        /** As {@link #replying(byte[])}, in UTF-8. */
        public Forward replying(String text) {
            return replying(utf8(text));
        }

        /**
         * Give each target this long to be looked up and connected, instead of the configured time.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Forward connectTimeout(Duration timeout) {
            return with(CONNECT_TIMEOUT, timeout);
        }

        /**
         * Give up on the target when it has said nothing for this long after it was connected.
         *
         * @throws IllegalArgumentException unless it is positive
         */
        public Forward firstByteTimeout(Duration timeout) {
            return with(FIRST_BYTE_TIMEOUT, timeout);
        }

        /** Tell the target who the client is, whatever the listener's configuration says. */
        public Forward proxyProtocol(ProxyProtocol version) {
            return with(PROXY_PROTOCOL, version);
        }

        /**
         * Let the target speak to the router first: what it says goes to {@link Router#answered}, which decides when it is
         * joined with the client. Until then the target is given the header of the PROXY protocol, if any, and what
         * {@link Answer#send(byte[], int)} says, and nothing else; the bytes of the client wait, and so does the
         * {@linkplain #replying(byte[]) reply} of this forward. A target that is given up meanwhile is followed by the next.
         */
        public Forward listening() {
            return with(LISTENING, true);
        }

        /** Whether the target speaks to the router first. */
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

        /** What the client is sent, as a new read-only view. */
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }

        /** How many bytes of the opening are dropped. */
        public int consumed() {
            return consumed;
        }

        /** How long the step after this reply may take; none: as {@code timeouts.routing} says. */
        public Optional<Duration> within() {
            return options.get(WITHIN);
        }

        /**
         * Give the client this long, once the reply is sent, until the router gives its next reply or decides. Bytes that
         * come do not prolong that time. All steps of a connection together take at most {@code timeouts.conversation}.
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

        /** What the client is sent before its connection is closed, possibly nothing, as a new read-only view. */
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

        /** The name in the configuration of the router that decides. */
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
