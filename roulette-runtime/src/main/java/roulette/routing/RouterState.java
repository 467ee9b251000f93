package roulette.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A router's state for one connection: one object of each type. For any thread. */
public final class RouterState {
    /** Null until first used. */
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
        // The map is assigned already, as this call may request another type.
        T made = first.get();
        kept.put(type, made);
        return made;
    }
}
