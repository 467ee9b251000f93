package roulette.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import roulette.eventloop.BufferMemory;
import roulette.text.OneLine;

/** {@code roulette check}: does what {@code run} does before opening ports. */
@Command(
        name = "check",
        description = "Read the configuration, load the plugins and configure the routers; open nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Option(
            names = "--connect",
            description = {
                "Start the routers too, and close them again:",
                "they connect to what they need, and may create files."
            })
    private boolean connect;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws ProblemsException {
        Home home = main.home();
        Path file = configuration.file(home);
        try (Assembly assembly = Assembly.of(file, home)) {
            if (connect) {
                assembly.startRouters();
            }
            assembly.warnings()
                    .forEach(warning -> spec.commandLine().getErr().println("roulette: warning: " + warning));
            assembly.accessLogProblem()
                    .ifPresent(problem -> spec.commandLine().getErr().println("roulette: warning: " + problem));
            BufferMemory memory = assembly.memory();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "memory for buffers: %d bytes, enough for about %d connections; limited by %s%n",
                            memory.bytes(), memory.connections(), memory.limit());
            int included = assembly.configuration().files().size() - 1;
            spec.commandLine()
                    .getOut()
                    .println("start-up cache: "
                            + OneLine.of(ClassCache.ofThisProcess(home).text()));
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s is good: %s, %s%s%n",
                            OneLine.of(file.toString()),
                            count(assembly.configuration().listeners().size(), "listener"),
                            count(assembly.routerCount(), "router"),
                            included == 0 ? "" : ", " + count(included, "included file"));
        }
        return ExitCode.OK;
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
