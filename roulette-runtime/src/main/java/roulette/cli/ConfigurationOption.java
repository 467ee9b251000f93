package roulette.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names the configuration file, for the commands that read it. */
final class ConfigurationOption {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; by default conf/roulette.toml of the installation.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    Path file(Home home) {
        if (file != null && file.toString().isEmpty()) {
            throw new ParameterException(command.commandLine(), "the value of --config is empty: name a file");
        }
        return file == null ? home.configuration() : file;
    }
}
