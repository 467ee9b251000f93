package roulette.api;

/**
 * A setting is missing or wrong. Its message is one line for the person who wrote the configuration, and names file,
 * line and key where they are known: {@link Settings} throws it so, and {@link Settings#mistake} makes one.
 */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingsException(String message) {
        super(message);
    }
}
