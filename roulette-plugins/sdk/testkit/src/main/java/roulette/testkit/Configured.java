package roulette.testkit;

import java.util.List;
import roulette.api.Router;
import roulette.api.SettingsException;
import roulette.config.RouterTable;

/** Routers that were given their settings as Roulette gives them. */
public final class Configured {
    private Configured() {}

    /** Configures and starts a router without settings. */
    public static <R extends Router> R with(R router) {
        return with(router, "");
    }

    /**
     * Configures and starts a router with what stands in its table of the configuration file.
     *
     * @param keys TOML, without the header {@code [routers.NAME]}; errors name line 1 for its first one
     * @return the same router
     * @throws SettingsException as the router throws it, or with the first key that it did not read
     */
    public static <R extends Router> R with(R router, String keys) {
        RouterTable table = RouterTable.parse(router.name(), keys);
        router.configure(table.settings());
        List<String> unread = table.unread();
        if (!unread.isEmpty()) {
            throw new SettingsException(unread.getFirst());
        }
        try {
            router.start();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("the router can't be started: " + e, e);
        }
        return router;
    }
}
