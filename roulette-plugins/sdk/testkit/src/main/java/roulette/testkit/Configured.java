package roulette.testkit;

import java.nio.file.Path;
import java.util.List;
import roulette.api.Router;
import roulette.api.SettingsException;
import roulette.config.RouterEnvironment;
import roulette.config.RouterTable;

/** Configures and starts routers as Roulette does. */
public final class Configured {
    private Configured() {}

    /** Configures and starts a router without settings. */
    public static <R extends Router> R with(R router) {
        return with(router, "");
    }

    /**
     * Configures and starts a router with the settings of its table in the configuration file.
     *
     * @param keys TOML, without the header {@code [routers.NAME]}; in errors the first line is line 1
     * @return the same router
     * @throws SettingsException if the router throws it, or for the first key that it does not read
     */
    public static <R extends Router> R with(R router, String keys) {
        return with(router, keys, Path.of(""));
    }

    /**
     * The same, for a router that uses files.
     *
     * @param folder of the configuration file: paths are relative to it, and the data folder is in it
     */
    public static <R extends Router> R with(R router, String keys, Path folder) {
        RouterTable table = RouterTable.parse(router.name(), keys);
        try {
            router.configure(table.settings(RouterEnvironment.usual(folder)));
            List<String> unread = table.unread();
            if (!unread.isEmpty()) {
                throw new SettingsException(unread.getFirst());
            }
            router.start();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("the router can't be configured and started: " + e, e);
        }
        return router;
    }
}
