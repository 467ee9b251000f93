package roulette.api;

/**
 * A setting is missing or wrong. The message is one line for the author of the configuration, and names file, line and
 * key if it comes from {@link Settings}; {@link Settings#mistake(String, String)} makes such an exception.
 * Further mistakes may be {@linkplain #addSuppressed added} to the first one as exceptions of this class; each is reported
 * on a line of its own.
 */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }

    /** @param cause what was caught, for debugging the router */
    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
