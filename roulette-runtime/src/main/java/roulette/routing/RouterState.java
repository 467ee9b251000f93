package roulette.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a router keeps for one connection: one object of each type. For any thread. */
public final class RouterState {
    /** Null until something is kept. */
    private @Nullable Map<Class<?>, Object> objects;

    public synchronized <T> T get(Class<T> type, Supplier<? extends T> first) {
        Map<Class<?>, Object> kept = objects;
        if (kept == null) {
            kept = new HashMap<>();
            objects = kept;
        }
        Object known = kept.get(type);
        if (known != null) {
            return type.cast(known);
        }
        // Whoever asks for another type within this call finds the same map.
        T made = first.get();
        kept.put(type, made);
        return made;
    }
}
