package roulette.parsers.routing;

import java.util.List;
import java.util.Optional;
import roulette.api.Decision;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;

/** Reads targets from settings: one, or an array in order of failover. */
public final class Forwards {
    private Forwards() {}

    /**
     * The forward configured by a key, with a reason for the access log; empty if the key is missing.
     *
     * @throws SettingsException if the value is not a target, or an empty array
     */
    public static Optional<Decision.Forward> read(Settings settings, String key, String because) {
        if (!settings.has(key)) {
            return Optional.empty();
        }
        List<Target> targets = settings.targets(key);
        if (targets.isEmpty()) {
            throw settings.mistake(key, "must have a target, such as \"localhost:9999\"");
        }
        return Optional.of(Decision.forward(targets).because(because));
    }
}
