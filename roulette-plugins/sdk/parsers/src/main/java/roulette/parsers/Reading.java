package roulette.parsers;

/**
 * What a parser makes of the bytes at the beginning of a connection, one of three: they are not this protocol, they are
 * not enough yet, or the facts. A parser answers {@link Partial} as long as bytes that could still come would change
 * its answer in anything it says, and then never changes its mind: more bytes give the same facts.
 *
 * <p>Parsers here look at a buffer from its position to its limit and move neither. They keep no reference to it, so
 * facts outlive it. They throw nothing, whatever the bytes.
 *
 * {@snippet :
 * switch (TlsHello.read(opening.bytes())) {
 *     case Reading.Partial<TlsHello> _ -> Decision.needMore();
 *     case Reading.NotThis<TlsHello> not -> Decision.reject().because(not.reason());
 *     case Reading.Facts<TlsHello>(TlsHello hello, int length) -> byName(hello.serverName());
 * }
 * }
 *
 * @param <F> the facts
 */
public sealed interface Reading<F> {
    /** The bytes are not this protocol. */
    static <F> Reading<F> notThis(String reason) {
        return new NotThis<>(reason, false);
    }

    /** The bytes began as this protocol does, and then broke its rules. */
    static <F> Reading<F> malformed(String reason) {
        return new NotThis<>(reason, true);
    }

    /** All bytes so far could be the beginning of this protocol. */
    @SuppressWarnings("unchecked") // it holds no facts
    static <F> Reading<F> partial() {
        return (Reading<F>) Partial.INSTANCE;
    }

    /** The facts, from so many bytes. */
    static <F> Reading<F> facts(F facts, int length) {
        return new Facts<>(facts, length);
    }

    /**
     * The bytes are not this protocol, or not as its rules demand.
     *
     * @param reason half a sentence for people, the same for all bytes that are wrong in the same way; never part of
     *     the bytes themselves
     * @param malformed whether they began as this protocol does, so that a client may be refused in its own words
     */
    record NotThis<F>(String reason, boolean malformed) implements Reading<F> {}

    /** More bytes are needed to tell. */
    record Partial<F>() implements Reading<F> {
        private static final Partial<?> INSTANCE = new Partial<>();
    }

    /**
     * What the bytes say.
     *
     * @param facts what was read
     * @param length how many bytes, from the buffer's position on, the message has that they were read from
     */
    record Facts<F>(F facts, int length) implements Reading<F> {}
}
