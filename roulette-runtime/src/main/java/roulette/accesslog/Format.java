package roulette.accesslog;

/** What a line looks like. The keys and their order are the same. */
public enum Format {
    /** {@code key=value} with blanks between, in UTF-8. */
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
