package roulette.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import roulette.cli.trial.ClientBytes;
import roulette.cli.trial.FactLines;
import roulette.cli.trial.Report;
import roulette.cli.trial.Trial;
import roulette.cli.trial.TrialResult;
import roulette.dialogue.Splits;
import roulette.options.Listener;
import roulette.text.OneLine;

/** {@code roulette route}: tries the router on bytes of a client. */
@Command(
        name = "route",
        description = {
            "Try the configuration on bytes, without opening a port: where a connection would go, and why.",
            "The router is called after each byte, as if they arrived one by one (see --splits)."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:the router decided to forward or to reject; in a capture, all of at least one connection",
            "64:the command line is invalid",
            "78:the configuration is invalid, or selects a router that can't be loaded",
            " 1:the router did not decide, or failed; or the bytes can't be read"
        })
final class RouteCommand implements Callable<Integer> {
    private static final long MOST_COUNTED = 64 << 20;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Option(names = "--listener", paramLabel = "NAME", description = "The listener; needed only if there are several.")
    private @Nullable String listener;

    @Mixin
    private CallerOptions callers = new CallerOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private BytesOption source;

    @Option(names = "--end", description = "The client half-closes (FIN) after the bytes.")
    private boolean end;

    @Option(
            names = "--splits",
            paramLabel = "all|few|none",
            description = {
                "When the router is called:",
                "all    after each byte; the default, except in captures",
                "few    after each of the first 32 bytes, then after each sixteenth more; the default in captures",
                "none   once, with all bytes"
            })
    private @Nullable Splits splits;

    @Mixin
    private CaptureOptions capture = new CaptureOptions();

    @ArgGroup(exclusive = true)
    private FormOption form = new FormOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws ProblemsException, IOException {
        Home home = main.home();
        try (Assembly assembly = Assembly.of(configuration.file(home), home)) {
            assembly.startRouters();
            return on(
                    assembly,
                    called(
                            assembly.configuration().file(),
                            assembly.configuration().listeners()));
        }
    }

    private Listener called(Path file, List<Listener> listeners) {
        if (listener == null && listeners.size() == 1) {
            return listeners.getFirst();
        }
        String names = listeners.stream().map(Listener::name).collect(Collectors.joining(", "));
        return listeners.stream()
                .filter(candidate -> candidate.name().equals(listener))
                .findFirst()
                .orElseThrow(() -> mistake(
                        listener == null
                                ? file + " has several listeners; choose one by --listener: " + names
                                : "no listener of " + file + " is called \"" + listener + "\"; there are " + names));
    }

    private int on(Assembly assembly, Listener called) throws IOException {
        int limit = assembly.configuration().limits().opening();
        Trial trial = new Trial(
                        assembly.router(called),
                        called.timeouts()
                                .orElse(assembly.configuration().timeouts())
                                .routing(),
                        limit)
                .delegatingTo(assembly.routers());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        FactLines facts = form.facts(out, err);
        Report report = form.report(out, facts, called);
        try (InputStream stream = source.open()) {
            if (source.isCapture(stream)) {
                requireNoAddresses();
                CaptureTrials trials = new CaptureTrials(
                        (info, sent) -> trial.of(info, sent, splits == null ? Splits.FEW : splits),
                        report,
                        ends -> callers.of(called, ends.client(), ends.server()));
                trials.run(stream, capture.selection(limit), source.name());
                trials.summarize(facts);
                trials.whyNone()
                        .ifPresent(reason -> err.println("roulette: " + OneLine.of(source.name() + ": " + reason)));
                return trials.areDecided() ? ExitCode.OK : ExitCode.FAILED;
            }
            if (capture.areGiven()) {
                throw mistake("--port, --filter and --midway are for captures; use --client and --local");
            }
            var info = callers.of(called);
            ClientBytes sent = sent(stream, limit);
            TrialResult result = trial.of(info, sent, splits == null ? Splits.ALL : splits);
            report.print(info, sent, result);
            return result.isDecided() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private void requireNoAddresses() {
        if (callers.nameAddresses() || end) {
            throw mistake("a capture has addresses and ends of its own; omit --client, --local and --end");
        }
    }

    private ClientBytes sent(InputStream stream, int limit) throws IOException {
        byte[] bytes = stream.readNBytes(limit);
        long rest = count(stream);
        return new ClientBytes(ByteBuffer.wrap(bytes), bytes.length + rest, rest == MOST_COUNTED, end, false);
    }

    /** The number of bytes that follow, up to a limit: a device may be endless. */
    private static long count(InputStream stream) throws IOException {
        long counted = 0;
        while (counted < MOST_COUNTED) {
            int read = stream.readNBytes((int) Math.min(1 << 16, MOST_COUNTED - counted)).length;
            if (read == 0) {
                break;
            }
            counted += read;
        }
        return counted;
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), OneLine.of(message));
    }
}
