package roulette.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A proxy that could be started.
 *
 * @param port where it listens on 127.0.0.1, as its configuration has it
 * @param command starts it in the foreground
 * @param folder where it is started
 * @param version its own words
 */
record Candidate(String name, int port, List<String> command, Path folder, String version) {}
