package roulette.accesslog;

import java.time.Duration;
import java.util.List;

/**
 * How keys and values are put into a line. Keys are plain words. Whatever is in a value, the line stays one line, and
 * the value can be read back.
 */
interface Syntax {
    void begin();

    void text(String key, String value);

    void list(String key, List<String> values);

    void count(String key, long value);

    /** In milliseconds with three decimals. */
    void millis(String key, Duration value);

    /** A value that is not known. */
    void absent(String key);

    void end();
}
