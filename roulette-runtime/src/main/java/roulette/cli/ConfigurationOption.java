package roulette.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the configuration file, for the commands that read it. */
final class ConfigurationOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; by default conf/roulette.toml of the installation.")
    private @Nullable Path file;

    Path file(Home home) {
        return file == null ? home.configuration() : file;
    }
}
