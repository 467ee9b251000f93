package roulette.text;

import org.slf4j.Logger;

/**
 * Logs what a handler of last resort has caught. Throws nothing: logging fails where memory is short, or where the message
 * of a throwable is other people's code, and nobody above such a handler could do what it has still to do.
 */
public final class LastResort {
    private LastResort() {}

    public static void log(Logger log, String message, Throwable mistake) {
        try {
            log.error(message, mistake);
        } catch (Throwable worse) {
            logName(log, message, mistake);
        }
    }

    /** @param about stands in the message as {@code {}} */
    public static void log(Logger log, String message, Object about, Throwable mistake) {
        try {
            log.error(message, about, mistake);
        } catch (Throwable worse) {
            logName(log, message, mistake);
        }
    }

    private static void logName(Logger log, String message, Throwable mistake) {
        try {
            log.error(
                    "{} ({}, which can't be logged)",
                    message,
                    mistake.getClass().getName());
        } catch (Throwable unsaid) {
            // There is nobody left to tell.
        }
    }
}
