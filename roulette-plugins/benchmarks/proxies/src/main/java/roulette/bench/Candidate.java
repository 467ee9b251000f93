package roulette.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A proxy that can be started.
 *
 * @param port its port on 127.0.0.1, as in its configuration
 * @param command starts it in the foreground
 * @param folder its working directory
 * @param version as printed by the proxy
 */
record Candidate(String name, int port, List<String> command, Path folder, String version) {}
