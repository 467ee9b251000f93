package roulette.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import roulette.control.Request;

/** {@code roulette status}: asks the running proxy for its state. */
@Command(
        name = "status",
        description = "Show the state of the proxy that runs with this configuration.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Option(names = "--json", description = "Print one line of JSON for each process that runs this configuration.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Home home = main.home();
        return new RunningProcesses(home.runFolder(), configuration.file(home))
                .ask(
                        new Request("status", List.of(json ? "json" : "text")),
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr());
    }
}
