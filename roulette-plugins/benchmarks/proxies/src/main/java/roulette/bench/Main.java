package roulette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point of the benchmark: the command line. */
@Command(
        name = "compare",
        sortOptions = false,
        showDefaultValues = true,
        usageHelpAutoWidth = true,
        description = "Loads Roulette and the other proxies of this machine in turn, and reports what each unit of work"
                + " cost them. Nothing else should run meanwhile. README.md beside it explains the figures.")
final class Main implements Callable<Integer> {
    private static final String IDLE = "idle";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Show this and end.")
    private boolean help;

    @Option(names = "--rounds", description = "Rounds of each work.")
    private int rounds = 7;

    @Option(names = "--seconds", description = "Length of a round for one proxy.")
    private double seconds = 2;

    @Option(names = "--warm", description = "Seconds of each work before its first round.")
    private double warm = 10;

    @Option(names = "--proxy-cores", description = "Cores of the proxies, as for taskset.")
    private String proxyCores = "1";

    @Option(names = "--load-core", description = "Core of the load and the backend.")
    private String loadCore = "0";

    @Option(
            names = "--works",
            split = ",",
            paramLabel = "WORK",
            description = "Only these: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private List<String> works = new ArrayList<>();

    @Option(
            names = "--proxies",
            split = ",",
            paramLabel = "NAME",
            description = "Only these, and any peers; the first is the base.")
    private List<String> proxies = new ArrayList<>();

    @Option(
            names = "--peer",
            paramLabel = "NAME=PORT:COMMAND",
            description = "One more proxy: it listens on 127.0.0.1:PORT, and forwards TLS for echo.example.test to port"
                    + " 9100 of 127.0.0.1, source.example.test to 9101, and sink.example.test to 9102.")
    private Map<String, String> peers = new LinkedHashMap<>();

    @Option(names = "--idle", paramLabel = "COUNT", description = "Idle connections for the work idle.")
    private int idle = 9000;

    @Option(names = "--results", paramLabel = "FOLDER", description = "Where table, chart and figures are written.")
    private Path folder = Path.of("benchmark");

    @Spec
    private @Nullable CommandSpec spec;

    /** The values for {@code --works}. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Work.ALL.stream().map(Work::name), Stream.of(IDLE))
                    .iterator();
        }
    }

    /** Runs it and exits. */
    public static void main(String[] args) {
        int code = new CommandLine(new Main())
                .setParameterExceptionHandler((error, unused) -> explain(error))
                .setExecutionExceptionHandler((failure, unused, parsed) -> report(failure))
                .execute(args);
        System.exit(code);
    }

    private static int explain(ParameterException error) {
        System.err.println("compare: " + error.getMessage() + " (see compare --help)");
        return CommandLine.ExitCode.USAGE;
    }

    private static int report(Exception failure) throws Exception {
        if (failure instanceof IOException) {
            System.err.println("compare: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (String work : works) {
            check("work", work, new Names());
        }
        if (rounds < 1 || seconds <= 0 || warm < 0) {
            throw usage("--rounds is 1 or more, --seconds more than 0, --warm 0 or more");
        }
        Cores forProxies = cores("--proxy-cores", proxyCores);
        Cores forLoad = cores("--load-core", loadCore);
        if (forProxies.overlaps(forLoad)) {
            System.err.println(
                    "the load shares a core with the proxies: rates and latencies are those of both together");
        }
        var files = new ResultsFolder(folder);
        try {
            files.check();
        } catch (IOException e) {
            throw usage("nothing can be written to " + files + " (" + e + "); --results names another folder");
        }
        Path home = Path.of(System.getProperty("roulette.home"));
        Path scratch = Files.createTempDirectory("roulette-benchmark");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch)));
        List<Candidate> candidates =
                candidates(new Candidates(home, scratch, forProxies.numbers().size()));
        String machine = Machine.describe(candidates, forProxies, forLoad);
        System.err.println(machine);
        String tables;
        try (Load load = Load.compile(home.resolve("bench/load.c"), scratch, forLoad)) {
            tables = measure(new Comparison(candidates, load, forProxies, rounds, warm, seconds, System.err), files);
        }
        files.add("tables.md", machine + tables);
        files.write();
        System.out.print(tables);
        System.err.println("\nThese tables, the figures of each round and a chart of the costs are in " + files);
        return 0;
    }

    private String measure(Comparison comparison, ResultsFolder files) throws IOException, InterruptedException {
        String base = comparison.candidates().getFirst().name();
        var report = new Report(base);
        var text = new StringBuilder();
        List<Work> chosen =
                Work.ALL.stream().filter(work -> chosen(work.name())).toList();
        if (!chosen.isEmpty()) {
            Results results = comparison.works(chosen);
            chosen.forEach(work -> text.append(report.of(results, work)));
            files.add("rounds.csv", Csv.of(results));
            if (!chosen.stream().allMatch(Work::onlyLatency)) {
                files.add("chart.svg", Chart.of(results, base));
            }
        }
        if (chosen(IDLE)) {
            Map<String, List<Footprint>> footprints = comparison.footprints(idle);
            text.append(report.of(footprints));
            files.add("idle.csv", Csv.of(footprints));
        }
        return text.toString();
    }

    private boolean chosen(String work) {
        return works.isEmpty() || works.contains(work);
    }

    /** The requested proxies in that order, and all peers; or all. */
    private List<Candidate> candidates(Candidates known) throws IOException, InterruptedException {
        var all = new ArrayList<>(known.found());
        for (var peer : peers.entrySet()) {
            if (all.stream().anyMatch(candidate -> candidate.name().equals(peer.getKey()))) {
                throw usage("--peer: there is a proxy " + peer.getKey() + " already");
            }
            all.add(peer(known, peer.getKey(), peer.getValue()));
        }
        if (proxies.isEmpty()) {
            return all;
        }
        List<String> names = all.stream().map(Candidate::name).toList();
        for (String proxy : proxies) {
            check("proxy of this machine", proxy, names);
        }
        return Stream.concat(proxies.stream(), peers.keySet().stream())
                .distinct()
                .map(name -> all.get(names.indexOf(name)))
                .toList();
    }

    private Candidate peer(Candidates known, String name, String portAndCommand) {
        Matcher matcher = Pattern.compile("(\\d{1,5}):(\\S.*)").matcher(portAndCommand);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (port < 1 || port > 65535) {
            throw usage("--peer must be NAME=PORT:COMMAND, not " + name + "=" + portAndCommand);
        }
        return known.other(name, port, matcher.group(2));
    }

    private void check(String what, String name, Iterable<String> names) {
        for (String known : names) {
            if (known.equals(name)) {
                return;
            }
        }
        throw usage(name + " is not a " + what + "; there are " + String.join(", ", names));
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private Cores cores(String option, String list) {
        try {
            return Cores.of(list);
        } catch (IllegalArgumentException e) {
            throw usage(option + ": " + e.getMessage());
        }
    }

    private static void delete(Path scratch) {
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            process.destroyForcibly();
            process.onExit().join();
        }
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("can't delete " + scratch + ": " + e);
        }
    }
}
