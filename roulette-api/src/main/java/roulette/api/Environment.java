package roulette.api;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Folders, timeouts and limits of the configuration that apply to a router. Made by Roulette and its test kit only;
 * more methods will be added. Immutable and thread-safe.
 */
public interface Environment {
    /** The folder of the configuration file that has this router's table: paths in it are resolved against it; absolute. */
    Path configurationFolder();

    /**
     * The default folder for files of routers, {@code data} in the folder of the installation; absolute. All routers
     * share it, and it need not exist.
     */
    Path dataFolder();

    /** {@code timeouts.routing}, the time until a connection must be routed; zero: no limit. */
    Duration routingTimeout();

    /** {@code timeouts.connect}, the time to look up and connect one target; zero: no limit. */
    Duration connectTimeout();

    /** {@code limits.opening}, the largest number of bytes of an opening. */
    int openingLimit();

    /** {@code limits.calls}, the largest number of concurrent calls of a blocking router. */
    int callLimit();
}
