package roulette.corpus;

import static roulette.parsers.Pieces.bytes;

/**
 * A client's opening bytes.
 *
 * @param protocol its protocol; for those that Roulette parses, the name in a configuration
 * @param source where the format is specified
 * @param opening the client's first bytes
 * @param clear the maximum number of bytes after which every other protocol's parser must have ruled them out
 */
record Sample(String protocol, String source, byte[] opening, int clear) {
    /** The default of {@code clear} for binary protocols. */
    private static final int BINARY = 16;

    /** The opening of a binary protocol, from parts as in {@link roulette.parsers.Pieces#bytes}. */
    static Sample binary(String protocol, String source, Object... parts) {
        byte[] opening = bytes(parts);
        return new Sample(protocol, source, opening, Math.min(BINARY, opening.length));
    }

    /** The opening of a line protocol: ruled out at the end of the first line. */
    static Sample text(String protocol, String source, String opening) {
        return new Sample(protocol, source, bytes(opening), opening.indexOf('\n') + 1);
    }

    /** A document that is ruled out once this part has arrived. */
    static Sample document(String protocol, String source, String opening, String part) {
        return new Sample(protocol, source, bytes(opening), opening.indexOf(part) + part.length());
    }

    @Override
    public String toString() {
        String hex = java.util.HexFormat.of().formatHex(opening, 0, Math.min(opening.length, 48));
        return protocol + " (" + source + ") " + hex + (opening.length > 48 ? "..." : "");
    }
}
