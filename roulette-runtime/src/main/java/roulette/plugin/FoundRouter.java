package roulette.plugin;

import java.nio.file.Path;
import roulette.api.Router;

/**
 * A usable router of a plugin.
 *
 * <p>An instance made when the plugin was loaded gave its name and description. That instance was never configured, so
 * it has nothing to release, and it was dropped: {@link #create} never returns it, and {@code close()} is only called
 * on instances created here.
 *
 * @param name the name by which a configuration selects it
 * @param description one line for users, possibly empty
 * @param origin the jar or the folder it was found in
 * @param type the class of the router, as its plugin's own class loader sees it
 */
public record FoundRouter(String name, String description, Path origin, Class<? extends Router> type) {
    /**
     * Makes a new instance, not yet configured. During each of its calls, including the constructor, the context class
     * loader is the plugin's own. Must be called before the {@link PluginFolder} is closed.
     *
     * @throws PluginException if the constructor fails, or does not return
     */
    public Router create() {
        try {
            return TimedCall.of(PluginRouter.LOADING, () -> PluginRouter.construct(type));
        } catch (Throwable failure) {
            throw new PluginException(
                    "router \"%s\" (%s in %s) can't be constructed: %s"
                            .formatted(name, type.getName(), origin, Reasons.of(failure)),
                    failure);
        }
    }
}
