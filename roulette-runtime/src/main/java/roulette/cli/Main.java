package roulette.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import roulette.match.Suggestion;
import roulette.text.OneLine;

/** The entry point: the command line. */
@Command(
        name = "roulette",
        description = "A programmable TCP proxy: your code decides where each connection goes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            CheckCommand.class,
            RoutersCommand.class,
            RouteCommand.class,
            DemoCommand.class,
            CacheCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all went well; a signal that stops the proxy is no failure",
            "64:the command line is invalid",
            "78:the configuration is invalid, or selects a router that can't be loaded",
            " 1:anything else, such as a port in use"
        })
public final class Main {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Log every step, and print stack traces with errors.")
    private boolean debug;

    private static final int LONGEST = 2000;

    private final Home home;
    private final Supplier<Signals> signals;
    private final AtomicReference<Runnable> beforeEnd;
    private final Warnings warnings;

    private Main(Home home, Supplier<Signals> signals, AtomicReference<Runnable> beforeEnd, Warnings warnings) {
        this.home = home;
        this.signals = signals;
        this.beforeEnd = beforeEnd;
        this.warnings = warnings;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        Logging.configure(arguments.contains("--debug"));
        int code;
        AtomicReference<Runnable> beforeEnd = new AtomicReference<>(() -> {});
        Warnings warnings = new Warnings();
        try (QueuedErrors ignored = QueuedErrors.install(() -> beforeEnd.get().run(), warnings)) {
            // First, because a signal may come at any time. Signals end the other commands in the usual way.
            Supplier<Signals> signals = Signals::new;
            if (arguments.contains("run") || arguments.contains("demo")) {
                Signals handled = new Signals();
                signals = () -> handled;
            }
            code = run(new Main(Home.ofThisProcess(), signals, beforeEnd, warnings), args);
        }
        System.exit(code);
    }

    /** Reports uncaught errors here: later, standard error is no longer written. */
    private static int run(Main main, String... args) {
        try {
            return run(main, new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
        } catch (LinkageError missing) {
            System.err.println(
                    "roulette: a jar of " + main.home.libraries() + " is missing, damaged or unreadable: " + missing);
        } catch (Error failure) {
            failure.printStackTrace();
        }
        return ExitCode.FAILED;
    }

    static int run(Home home, PrintWriter out, PrintWriter err, String... args) {
        return run(new Main(home, Signals::new, new AtomicReference<>(), new Warnings()), out, err, args);
    }

    private static int run(Main main, PrintWriter out, PrintWriter err, String... args) {
        int code = new CommandLine(main)
                .setOut(out)
                .setErr(err)
                // An argument that starts with @ is no file of arguments.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> main.execute(parsed))
                .setParameterExceptionHandler(Main::explain)
                .setExecutionExceptionHandler((failure, command, parsed) -> main.report(failure, command))
                .execute(args);
        if (out.checkError()) {
            err.println("roulette: standard output can't be written to");
            return code == ExitCode.OK ? ExitCode.FAILED : code;
        }
        return code;
    }

    Home home() {
        return home;
    }

    /** Sets what is called when the process ends, for whatever reason. */
    void beforeEnd(Runnable action) {
        beforeEnd.set(action);
    }

    /** The warnings logged since the start. */
    Warnings warnings() {
        return warnings;
    }

    Signals signals() {
        return signals.get();
    }

    private int execute(ParseResult parsed) {
        Logging.configure(debug);
        if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            CommandLine command = parsed.commandSpec().commandLine();
            command.usage(command.getErr());
            return ExitCode.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int explain(CommandLine.ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("roulette: " + failure.getMessage() + meant(failure) + " (see "
                + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }

    /** The command or option that an unknown one resembles. */
    private static String meant(CommandLine.ParameterException failure) {
        if (!(failure instanceof CommandLine.UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return "";
        }
        CommandLine command = failure.getCommandLine();
        String word = unmatched.getUnmatched().getFirst();
        Set<String> known = word.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        return Suggestion.nearest(word, known)
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    private int report(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        int code = ExitCode.FAILED;
        if (failure instanceof ProblemsException problems) {
            problems.problems().forEach(problem -> err.println("roulette: " + brief(problem)));
            code = ExitCode.CONFIGURATION;
        } else {
            err.println("roulette: " + brief(message(failure)));
        }
        if (debug) {
            failure.printStackTrace(err);
        }
        return code;
    }

    /** One line of limited length. */
    private static String brief(String text) {
        String line = OneLine.of(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ... (shortened)";
    }

    private static String message(Exception failure) {
        @Nullable String message = failure.getMessage();
        return message == null || failure instanceof RuntimeException ? failure.toString() : message;
    }
}
