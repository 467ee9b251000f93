package roulette.parsers.routing;

import java.util.List;
import roulette.api.Decision;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;

/** Reads targets from settings: one, or an array in order of failover. */
public final class Forwards {
    private Forwards() {}

    /**
     * The forward configured by a key.
     *
     * @throws SettingsException if the key is missing, or its value is not a target
     */
    public static Decision.Forward read(Settings settings, String key) {
        List<Target> targets = settings.targets(key);
        if (targets.isEmpty()) {
            throw settings.mistake(key, "must have a target, such as \"localhost:9999\"");
        }
        return Decision.forward(targets);
    }
}
