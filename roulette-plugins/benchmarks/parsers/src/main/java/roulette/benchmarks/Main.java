package roulette.benchmarks;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks and prints the cost of each parser's results, one line per parser. */
public final class Main {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String[] ANSWERS = {"facts", "partial", "notThis"};

    private Main() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(ParserBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        print(new Runner(options).run());
    }

    private static void print(Collection<RunResult> runs) {
        Map<Subject, Map<String, String>> cells = new EnumMap<>(Subject.class);
        for (RunResult run : runs) {
            Subject subject = Subject.valueOf(run.getParams().getParam("subject"));
            Result<?> time = run.getPrimaryResult();
            Result<?> allocated = run.getSecondaryResults().get(ALLOCATED);
            cells.computeIfAbsent(subject, _ -> new TreeMap<>())
                    .put(time.getLabel(), cell(time.getScore(), allocated.getScore()));
        }
        System.out.printf(Locale.ROOT, "%nparser      ");
        for (String answer : ANSWERS) {
            System.out.printf(Locale.ROOT, "  %9s ns  bytes", answer);
        }
        System.out.println();
        cells.forEach((subject, of) -> {
            System.out.printf(Locale.ROOT, "%-12s", subject.name().toLowerCase(Locale.ROOT));
            for (String answer : ANSWERS) {
                System.out.print(of.getOrDefault(answer, ""));
            }
            System.out.println();
        });
    }

    private static String cell(double nanoseconds, double bytes) {
        return String.format(Locale.ROOT, "  %12.1f  %5.0f", nanoseconds, bytes);
    }
}
