package roulette.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import roulette.plugin.FoundRouter;
import roulette.plugin.PluginFolder;
import roulette.plugin.PluginProblem;
import roulette.text.OneLine;

/** {@code roulette routers}: lists the contents of the plugin folder. */
@Command(
        name = "routers",
        description = "List the routers found, and the problems of plugins.",
        mixinStandardHelpOptions = true)
final class RoutersCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Option(
            names = {"-p", "--plugins"},
            paramLabel = "FOLDER",
            description = "The plugin folder; by default plugins/ of the installation.")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path directory = folder == null ? main.home().plugins() : folder;
        try (PluginFolder plugins = PluginFolder.load(directory)) {
            int width = plugins.routers().stream()
                    .mapToInt(router -> router.name().length())
                    .max()
                    .orElse(0);
            for (FoundRouter router : plugins.routers()) {
                out.printf(
                        "%-" + width + "s  %s  (%s)%n",
                        router.name(),
                        router.description(),
                        OneLine.of(directory.relativize(router.origin()).toString()));
            }
            out.flush();
            boolean broken = false;
            for (PluginProblem problem : plugins.problems()) {
                boolean error = problem.severity() == PluginProblem.Severity.ERROR;
                broken |= error;
                err.println("roulette: " + (error ? "" : "warning: ") + problem.message());
            }
            return broken ? ExitCode.FAILED : ExitCode.OK;
        }
    }
}
