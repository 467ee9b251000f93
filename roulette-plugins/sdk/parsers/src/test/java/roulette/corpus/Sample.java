package roulette.corpus;

import static roulette.parsers.Pieces.bytes;

/**
 * The opening of a client.
 *
 * @param protocol what it speaks; for protocols that Roulette reads, their name in a configuration
 * @param source where the format is specified
 * @param opening what the client says first
 * @param clear how many of these bytes it takes at most until every reader of another protocol knows that it is not its
 *     own
 */
record Sample(String protocol, String source, byte[] opening, int clear) {
    /** Of a binary protocol, most of which are clear after these many bytes. */
    private static final int BINARY = 16;

    /** The opening of a binary protocol, put together as {@link roulette.parsers.Pieces#bytes} does. */
    static Sample binary(String protocol, String source, Object... parts) {
        byte[] opening = bytes(parts);
        return new Sample(protocol, source, opening, Math.min(BINARY, opening.length));
    }

    /** The opening of a protocol of lines: clear at the end of the first one. */
    static Sample text(String protocol, String source, String opening) {
        return new Sample(protocol, source, bytes(opening), opening.indexOf('\n') + 1);
    }

    /** A document that is clear once this part of it has come. */
    static Sample document(String protocol, String source, String opening, String part) {
        return new Sample(protocol, source, bytes(opening), opening.indexOf(part) + part.length());
    }

    @Override
    public String toString() {
        String hex = java.util.HexFormat.of().formatHex(opening, 0, Math.min(opening.length, 48));
        return protocol + " (" + source + ") " + hex + (opening.length > 48 ? "..." : "");
    }
}
