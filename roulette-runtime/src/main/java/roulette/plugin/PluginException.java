package roulette.plugin;

import roulette.text.OneLine;

/**
 * A router of a plugin can't be created, configured or started. The message is one line: the router, its jar or folder,
 * and the reason.
 */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PluginException(String message, Throwable cause) {
        super(OneLine.folded(message), cause);
    }
}
