package roulette.parsers.routing;

import java.util.List;
import roulette.api.Decision;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;

/** Targets as settings name them: one, or an array of which later ones are tried when those before can't be reached. */
public final class Forwards {
    private Forwards() {}

    /**
     * The forward that a key stands for.
     *
     * @throws SettingsException where the key is missing, or no target stands there
     */
    public static Decision.Forward read(Settings settings, String key) {
        List<Target> targets = settings.targets(key);
        if (targets.isEmpty()) {
            throw settings.mistake(key, "must have a target, such as \"localhost:9999\"");
        }
        return Decision.forward(targets);
    }
}
