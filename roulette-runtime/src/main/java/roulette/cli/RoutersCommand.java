package roulette.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import roulette.plugin.FoundRouter;
import roulette.plugin.PluginFolder;
import roulette.plugin.PluginProblem;
import roulette.text.OneLine;

/** {@code roulette routers}: lists the contents of plugin folders. */
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
            description = "A plugin folder, may be repeated; by default plugins/ of the installation.")
    private List<Path> folders = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Path> directories = folders.isEmpty() ? List.of(main.home().plugins()) : folders;
        try (PluginFolder plugins = PluginFolder.load(directories)) {
            int width = plugins.routers().stream()
                    .mapToInt(router -> router.name().length())
                    .max()
                    .orElse(0);
            for (FoundRouter router : plugins.routers()) {
                out.printf(
                        "%-" + width + "s  %s  (%s)%n",
                        router.name(),
                        router.description(),
                        OneLine.of(shown(router.origin(), directories).toString()));
            }
            out.flush();
            boolean broken = false;
            for (PluginProblem problem : plugins.problems()) {
                boolean error = problem.severity() == PluginProblem.Severity.ERROR;
                broken |= error;
                err.println("roulette: " + (error ? "" : "warning: ") + problem.message());
            }
            if (plugins.routers().isEmpty() && !broken) {
                err.println("roulette: no router is in "
                        + OneLine.of(directories.stream().map(Path::toString).collect(Collectors.joining(" or ")))
                        + "; put a router's jar there");
            }
            return broken ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    /** Without the folder, if there is only one. */
    private static Path shown(Path plugin, List<Path> directories) {
        return directories.size() == 1 ? directories.getFirst().relativize(plugin) : plugin;
    }
}
