package roulette.cli.status;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roulette.net.ProxyStatus;

/**
 * The state of a running proxy.
 *
 * @param version of Roulette
 * @param java the version of the Java that runs it
 * @param startUpCache the cache of classes that it was started with, or why none was used
 * @param process its process id
 * @param stopping whether it has stopped accepting connections and waits for the open ones
 * @param droppedLines lines that the access log has dropped since the start; empty if it is off
 * @param plugins the names of the routers in each jar or folder
 * @param warnings how many warnings and errors were logged since the start
 * @param latestWarnings the latest of them as they were logged, the newest last
 */
public record Status(
        String version,
        String java,
        String startUpCache,
        long process,
        Path configuration,
        Instant started,
        Duration uptime,
        boolean stopping,
        ProxyStatus proxy,
        Optional<Long> droppedLines,
        Map<Path, List<String>> plugins,
        long warnings,
        List<String> latestWarnings) {}
