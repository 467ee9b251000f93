package roulette.accesslog;

/** The format of lines. All have the same keys in the same order. */
public enum Format {
    /** {@code key=value} separated by spaces, in UTF-8. */
    TEXT,
    /** One JSON object, in ASCII. */
    JSON;

    Syntax syntax(Bytes out) {
        return switch (this) {
            case TEXT -> new TextSyntax(out);
            case JSON -> new JsonSyntax(out);
        };
    }
}
