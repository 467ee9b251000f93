package roulette.text;

import java.net.InetSocketAddress;
import org.slf4j.Logger;

/**
 * Logs what a last-resort handler has caught. Throws nothing: logging may fail when memory is short, or in a
 * throwable's own code for its message, and the handler must still finish its work.
 */
public final class LastResort {
    private LastResort() {}

    public static void log(Logger log, String message, Throwable failure) {
        try {
            log.error(message, failure);
        } catch (Throwable worse) {
            logName(log, message, failure);
        }
    }

    /** @param about replaces {@code {}} in the message */
    public static void log(Logger log, String message, Object about, Throwable failure) {
        try {
            log.error(message, readable(about), failure);
        } catch (Throwable worse) {
            logName(log, message, about, failure);
        }
    }

    private static void logName(Logger log, String message, Object about, Throwable failure) {
        try {
            logName(log, message.replace("{}", String.valueOf(readable(about))), failure);
        } catch (Throwable unnamed) {
            logName(log, message, failure);
        }
    }

    private static Object readable(Object about) {
        return about instanceof InetSocketAddress address ? Addresses.text(address) : about;
    }

    private static void logName(Logger log, String message, Throwable failure) {
        try {
            log.error(
                    "{} ({}, which can't be logged)",
                    message,
                    failure.getClass().getName());
        } catch (Throwable unsaid) {
            // Nothing more can be done.
        }
    }
}
