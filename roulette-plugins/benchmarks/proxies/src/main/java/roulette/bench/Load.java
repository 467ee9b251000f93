package roulette.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The load generator, compiled from load.c, and the backend of the proxies, on their own core. */
final class Load implements AutoCloseable {
    private static final int BACKEND_PORT = 9100;

    private final Path program;
    private final Cores cores;
    private final Map<Work.Service, Path> hellos = new EnumMap<>(Work.Service.class);
    private final Process backend;

    private Load(Path folder, Path program, Cores cores) throws IOException {
        this.program = program;
        this.cores = cores;
        for (Work.Service service : Work.Service.values()) {
            hellos.put(service, Hello.file(folder, service.host()));
        }
        for (Work.Service service : Work.Service.values()) {
            Ports.checkFree("the backend", BACKEND_PORT + service.ordinal());
        }
        this.backend = start("backend", Integer.toString(BACKEND_PORT));
        awaitBegin(backend.inputReader());
    }

    /** Compiles the source into the folder, and starts the backend. */
    static Load compile(Path source, Path folder, Cores cores) throws IOException, InterruptedException {
        Path program = folder.resolve("load");
        Process compiler = new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IOException("cc can't compile " + source + ":\n" + output);
        }
        return new Load(folder, program, cores);
    }

    /** Loads a proxy, and returns its CPU time after the warm-up. */
    Figures run(Work work, Proxy proxy, double warm, double seconds) throws IOException, InterruptedException {
        var others = new ArrayList<Process>();
        try {
            for (Work other : work.beside()) {
                Process process = start(arguments(other, proxy, 0, 2 * (warm + seconds) + 60));
                others.add(process);
                awaitBegin(process.inputReader());
            }
            Process process = start(arguments(work, proxy, warm, seconds));
            others.add(process);
            BufferedReader output = process.inputReader();
            awaitBegin(output);
            double before = proxy.cpuSeconds();
            String line = output.readLine();
            double cpuSeconds = proxy.cpuSeconds() - before;
            if (line == null) {
                throw new IOException(work.name() + " on " + proxy.name() + " failed, for the reason above");
            }
            Figures figures = figures(cpuSeconds, line);
            if (figures.bytes() == 0) {
                throw new IOException("nothing came through " + proxy.name() + " in "
                        + Math.round(figures.seconds() * 10) / 10.0 + " s, with " + figures.failures() + " failures");
            }
            return figures;
        } finally {
            stop(others);
        }
    }

    /** Opens connections that stay idle after their first exchange, and returns once all are open. */
    Process idle(int connections, Proxy proxy) throws IOException {
        Process process = start(
                "idle",
                Integer.toString(proxy.port()),
                Integer.toString(connections),
                "0",
                "0",
                hello(Work.Service.ECHO));
        awaitBegin(process.inputReader());
        return process;
    }

    private String[] arguments(Work work, Proxy proxy, double warm, double seconds) {
        return Stream.of(
                        work.kind(),
                        proxy.port(),
                        work.connections(),
                        warm,
                        seconds,
                        hello(work.service()),
                        work.size(),
                        work.pause())
                .map(Object::toString)
                .toArray(String[]::new);
    }

    private String hello(Work.Service service) {
        return Objects.requireNonNull(hellos.get(service)).toString();
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("taskset", "-c", cores.list(), program.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitBegin(BufferedReader output) throws IOException {
        if (!"begin".equals(output.readLine())) {
            throw new IOException("the load did not begin, for the reason above");
        }
    }

    private static Figures figures(double cpuSeconds, String line) {
        long[] numbers = Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Figures(
                cpuSeconds,
                numbers[0],
                numbers[1],
                numbers[2] / 1e9,
                numbers[3],
                IntStream.range(4, 8).map(i -> (int) numbers[i]).toArray());
    }

    private static void stop(List<Process> processes) throws InterruptedException {
        for (Process process : processes) {
            process.destroy();
            process.waitFor();
        }
    }

    @Override
    public void close() {
        backend.destroy();
    }
}
