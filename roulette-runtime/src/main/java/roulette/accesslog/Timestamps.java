package roulette.accesslog;

import java.time.Instant;

/** Formats times as {@code 2026-11-01T12:30:00.250Z}. Caches the last second's text. For one thread. */
final class Timestamps {
    private long second = Long.MIN_VALUE;
    private String text = "";

    String of(Instant time) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            String whole = Instant.ofEpochSecond(second).toString();
            text = whole.substring(0, whole.length() - 1);
        }
        int millis = time.getNano() / 1_000_000;
        return text + (millis < 10 ? ".00" : millis < 100 ? ".0" : ".") + millis + "Z";
    }
}
