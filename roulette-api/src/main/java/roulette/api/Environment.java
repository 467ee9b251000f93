package roulette.api;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and within which limits a router is called, as the configuration file says. Made by Roulette and its test kit
 * only, and immutable: may be kept, and used by any thread. More methods will join.
 */
public interface Environment {
    /** The folder of the configuration file that has this router's table: paths in it are resolved against it; absolute. */
    Path configurationFolder();

    /**
     * The folder for files that routers keep where the configuration names no other place, {@code data} in Roulette's own
     * folder; absolute. All routers share it, and it need not exist.
     */
    Path dataFolder();

    /** How long a client may take until it is routed, {@code timeouts.routing}; zero: without limit. */
    Duration routingTimeout();

    /** How long one target may take to be looked up and connected, {@code timeouts.connect}; zero: without limit. */
    Duration connectTimeout();

    /** How many bytes an opening has at most, {@code limits.opening}. */
    int openingLimit();

    /** How many calls of a blocking router run at once, at most, {@code limits.calls}. */
    int callLimit();
}
