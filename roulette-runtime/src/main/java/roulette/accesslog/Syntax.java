package roulette.accesslog;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Encodes keys and values as a line. Keys are plain words. Values are escaped: the line stays one line, and the value
 * can be decoded.
 */
interface Syntax {
    void begin();

    void text(String key, String value);

    void list(String key, List<String> values);

    /** @param values by names that need no escape */
    void map(String key, Map<String, String> values);

    void count(String key, long value);

    /** In milliseconds with three decimals. */
    void millis(String key, Duration value);

    /** A key without a value. */
    void absent(String key);

    void end();
}
