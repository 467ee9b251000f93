package roulette.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Roulette process that serves some clients while its Java records which classes it loads and what of them runs
 * often. The launcher starts it as any other, because Java accepts a cache only with the options and the class path
 * that it was recorded with.
 */
final class TrainingRun implements AutoCloseable {
    private static final int CLIENTS = 100;
    private static final int TIMEOUT_MILLIS = 10_000;

    /** Without machine code: that of this processor would crash on an older one. */
    private static final String PORTABLE = " -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching";

    private static final Pattern LISTENING = Pattern.compile(" listening on \\S+:(\\d+) \\(listener ");

    private final Path recorded;
    private final Path configuration;
    private final DemoBackend target;
    private final Process process;
    private final List<String> output = new ArrayList<>();

    private TrainingRun(Path recorded, Path configuration, DemoBackend target, Process process) {
        this.recorded = recorded;
        this.configuration = configuration;
        this.target = target;
        this.process = process;
    }

    /** Starts it; it records to the file {@code recorded}. */
    static TrainingRun start(Path launcher, Path recorded) throws IOException {
        DemoBackend target = DemoBackend.start("training", 0);
        Path configuration = Files.createTempFile("roulette-training", ".toml");
        Files.writeString(configuration, """
                [[listeners]]
                name = "blocking"
                bind = "127.0.0.1:0"
                router = "parity"

                [[listeners]]
                name = "on the loop"
                bind = "127.0.0.1:0"
                router = "http-host"

                [routers.parity]
                even = "%1$s"
                odd = "%1$s"

                [routers.http-host.hosts]
                "training.example" = "%1$s"
                """.formatted(target.address()));
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "run", "-c", configuration.toString());
        // Spaces separate options, so the folder's name, which may have some, can't be in one.
        builder.directory(recorded.toFile().getParentFile());
        for (String path : List.of("ROULETTE_JAVA_HOME", "ROULETTE_JVM_OPTIONS")) {
            builder.environment()
                    .computeIfPresent(
                            path,
                            (name, value) -> value.isEmpty()
                                    ? value
                                    : Path.of(value).toAbsolutePath().toString());
        }
        String options = builder.environment().getOrDefault("ROULETTE_OPTS", "");
        builder.environment()
                .put("ROULETTE_OPTS", options + PORTABLE + " -XX:AOTCacheOutput=" + recorded.getFileName());
        return new TrainingRun(
                recorded,
                configuration,
                target,
                builder.redirectErrorStream(true).start());
    }

    /**
     * Waits until the file is written, a few seconds.
     *
     * @throws IOException if it was not, with the output of the process
     */
    void finish() throws IOException, InterruptedException {
        try (BufferedReader lines = process.inputReader()) {
            serveAll(ports(lines));
            // Process.destroy would close what is read here.
            process.toHandle().destroy();
            lines.lines().filter(line -> !line.startsWith("time=")).forEach(output::add);
        }
        int code = process.waitFor();
        if (code != 0 || !Files.exists(recorded)) {
            throw new IOException("Java recorded no cache and exited with " + code + ": " + String.join(" | ", output));
        }
    }

    /** Kills the process if it runs, and deletes its files. For any thread, at any time. */
    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        target.close();
        Files.deleteIfExists(configuration);
        Files.deleteIfExists(recorded);
        // Java leaves this file when it fails.
        Files.deleteIfExists(recorded.resolveSibling(recorded.getFileName() + ".config"));
    }

    /** The ports it logs that it listens on; fewer than two if it has ended instead. */
    private List<Integer> ports(BufferedReader lines) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (String line; ports.size() < 2 && (line = lines.readLine()) != null; output.add(line)) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                ports.add(Integer.valueOf(listening.group(1)));
            }
        }
        return ports;
    }

    private static void serveAll(List<Integer> ports) throws IOException {
        for (int client = 0; client < CLIENTS && !ports.isEmpty(); client++) {
            int port = ports.get(client % ports.size());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: training.example\r\nConnection: close\r\n\r\n"
                                .getBytes(ISO_8859_1));
                socket.getInputStream().readAllBytes();
            }
        }
    }
}
