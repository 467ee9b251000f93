package roulette.api;

/**
 * A setting is missing or wrong. Its message is one line for the person who wrote the configuration, and names file,
 * line and key where they are known: {@link Settings} throws it so, and {@link Settings#mistake(String, String)} makes one.
 */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }

    /** @param cause what was caught, for whoever debugs the router */
    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
