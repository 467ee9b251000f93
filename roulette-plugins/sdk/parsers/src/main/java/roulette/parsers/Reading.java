package roulette.parsers;

/**
 * A parser's result for the first bytes of a connection: another protocol, too few bytes, or facts. A parser returns
 * {@link Partial} as long as further bytes could change any part of its result. After that the result is final: more
 * bytes give the same facts.
 *
 * <p>Parsers read a buffer from its position to its limit and change neither. They keep no reference to it, so facts
 * outlive it. They never throw, whatever the bytes.
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

    /** The bytes start like this protocol, then violate it. */
    static <F> Reading<F> malformed(String reason) {
        return new NotThis<>(reason, true);
    }

    /** All bytes so far could be the start of this protocol. */
    @SuppressWarnings("unchecked") // it holds no facts
    static <F> Reading<F> partial() {
        return (Reading<F>) Partial.INSTANCE;
    }

    /** The facts, read from this many bytes. */
    static <F> Reading<F> facts(F facts, int length) {
        return new Facts<>(facts, length);
    }

    /**
     * The bytes are another protocol, or violate this one.
     *
     * @param reason a short phrase for people, the same for all bytes with the same error; never contains any of the
     *     bytes
     * @param malformed whether they start like this protocol, so that the refusal can be encoded in it
     */
    record NotThis<F>(String reason, boolean malformed) implements Reading<F> {}

    /** More bytes are needed. */
    record Partial<F>() implements Reading<F> {
        private static final Partial<?> INSTANCE = new Partial<>();
    }

    /**
     * What was read.
     *
     * @param facts the facts
     * @param length the size of the message in bytes, from the buffer's position on
     */
    record Facts<F>(F facts, int length) implements Reading<F> {}
}
