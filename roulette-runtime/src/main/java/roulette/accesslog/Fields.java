package roulette.accesslog;

/** A line being written, field by field. */
interface Fields {
    void text(String key, String value);

    /** @param value digits, perhaps with a point */
    void number(String key, String value);

    void absent(String key);

    /** The line, with its end of line. */
    String end();
}
