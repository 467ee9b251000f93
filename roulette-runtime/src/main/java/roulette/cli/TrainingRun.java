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
 * A Roulette that serves some clients while its Java records which classes it loads and what of them runs often. It is
 * a process of its own, started as every other by the launcher, because Java takes a cache only for the options and the
 * class path that it was recorded with.
 */
final class TrainingRun implements AutoCloseable {
    private static final int CLIENTS = 100;
    private static final int PATIENCE_MILLIS = 10_000;

    /** Without machine code, which would be that of this processor and crash on an older one. */
    private static final String PORTABLE = " -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -XX:-AOTStubCaching";

    private static final Pattern LISTENING = Pattern.compile(" listening on .*:(\\d+), router ");

    private final Path recorded;
    private final Path configuration;
    private final DemoBackend target;
    private final Process process;
    private final List<String> said = new ArrayList<>();

    private TrainingRun(Path recorded, Path configuration, DemoBackend target, Process process) {
        this.recorded = recorded;
        this.configuration = configuration;
        this.target = target;
        this.process = process;
    }

    /** Starts it; what it records is to become the file {@code recorded}. */
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
        // Blanks separate options, so that the folder's name, which may have some, can't be in one.
        builder.directory(recorded.toFile().getParentFile());
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
     * Returns when the file is written, a few seconds later.
     *
     * @throws IOException if it was not, with what the process has said
     */
    void finish() throws IOException, InterruptedException {
        try (BufferedReader lines = process.inputReader()) {
            askAll(ports(lines));
            // Process.destroy would close what is read here.
            process.toHandle().destroy();
            lines.lines().filter(line -> !line.startsWith("time=")).forEach(said::add);
        }
        int code = process.waitFor();
        if (code != 0 || !Files.exists(recorded)) {
            throw new IOException(
                    "Java has recorded no cache, and ended with " + code + ": " + String.join(" | ", said));
        }
    }

    /** Ends it if it has not ended, and deletes what it leaves. Any thread may call this, at any time. */
    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        target.close();
        Files.deleteIfExists(configuration);
        Files.deleteIfExists(recorded);
        // Java's own, which it leaves where it fails.
        Files.deleteIfExists(recorded.resolveSibling(recorded.getFileName() + ".config"));
    }

    /** The ports that it says it listens on; fewer than two where it has ended instead. */
    private List<Integer> ports(BufferedReader lines) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (String line; ports.size() < 2 && (line = lines.readLine()) != null; said.add(line)) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                ports.add(Integer.valueOf(listening.group(1)));
            }
        }
        return ports;
    }

    private static void askAll(List<Integer> ports) throws IOException {
        for (int client = 0; client < CLIENTS && !ports.isEmpty(); client++) {
            int port = ports.get(client % ports.size());
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: training.example\r\nConnection: close\r\n\r\n"
                                .getBytes(ISO_8859_1));
                socket.getInputStream().readAllBytes();
            }
        }
    }
}
