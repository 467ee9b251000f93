package roulette.plugin;

import java.nio.file.Path;
import roulette.api.Router;

/**
 * A router that a plugin brings and that can be used.
 *
 * <p>Its name and description were asked of an instance made when the plugin was loaded. That instance was never
 * configured, so there is nothing for its {@code close()} to release, and it was dropped: {@link #create} never hands
 * it out, and {@code close()} is only ever called on instances that were created here.
 *
 * @param name what a configuration selects it by
 * @param description one line for people, possibly empty
 * @param origin the jar or the folder it was found in
 * @param type the class of the router, as its plugin's own class loader sees it
 */
public record FoundRouter(String name, String description, Path origin, Class<? extends Router> type) {
    /**
     * Makes a new instance, not yet configured. During each of its calls, the constructor's among them, the context
     * class loader is the plugin's own. To be called before the {@link PluginFolder} is closed.
     *
     * @throws PluginException if the constructor fails, or does not return
     */
    public Router create() {
        try {
            return PatientCall.of(PluginRouter.LOADING, () -> PluginRouter.construct(type));
        } catch (Throwable failure) {
            throw new PluginException(
                    "router \"%s\" (%s in %s) can't be constructed: %s"
                            .formatted(name, type.getName(), origin, Reasons.of(failure)),
                    failure);
        }
    }
}
