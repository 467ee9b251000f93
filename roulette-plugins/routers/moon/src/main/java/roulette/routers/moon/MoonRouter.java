package roulette.routers.moon;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;

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
        List<MoonPhase> missing = Arrays.stream(MoonPhase.values())
                .filter(phase -> !settings.has(phase.key()))
                .toList();
        if (settings.has(DEFAULT) || !missing.isEmpty()) {
            Decision fallback = Decision.forward(settings.target(DEFAULT));
            missing.forEach(phase -> decisions.put(phase, fallback));
        }
        for (MoonPhase phase : MoonPhase.values()) {
            if (!missing.contains(phase)) {
                decisions.put(phase, Decision.forward(settings.target(phase.key())));
            }
        }
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
