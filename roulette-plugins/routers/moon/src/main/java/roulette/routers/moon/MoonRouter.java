package roulette.routers.moon;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;

/** Forwards by the phase of the moon: a target for each phase, and a default. */
public final class MoonRouter implements Router {
    private static final String DEFAULT = "default";

    private final InstantSource clock;
    private final Map<MoonPhase, Decision> decisions = new EnumMap<>(MoonPhase.class);

    public MoonRouter() {
        this(InstantSource.system());
    }

    MoonRouter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "moon";
    }

    @Override
    public String description() {
        return "Routes by the phase of the moon: new-moon, first-quarter, full-moon, last-quarter or default.";
    }

    @Override
    public void configure(Settings settings) {
        Target fallback = settings.has(DEFAULT) ? settings.target(DEFAULT) : null;
        for (MoonPhase phase : MoonPhase.values()) {
            decisions.put(phase, Decision.forward(target(settings, phase.key(), fallback)));
        }
    }

    private static Target target(Settings settings, String key, @Nullable Target fallback) {
        if (settings.has(key)) {
            return settings.target(key);
        }
        if (fallback == null) {
            throw settings.mistake(key, "is missing, and so is " + DEFAULT);
        }
        return fallback;
    }

    @Override
    public Decision route(Opening opening) {
        return decisions.getOrDefault(MoonPhase.at(clock.instant()), Decision.reject());
    }

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public boolean needsBytes() {
        return false;
    }
}
