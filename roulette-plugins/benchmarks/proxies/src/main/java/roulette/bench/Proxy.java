package roulette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A running proxy, on its assigned cores. */
final class Proxy implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final Candidate candidate;
    private final Process process;
    private final double startCpuSeconds;
    private final long startMemory;

    private Proxy(Candidate candidate, Process process) throws IOException {
        this.candidate = candidate;
        this.process = process;
        this.startCpuSeconds = cpuSeconds();
        this.startMemory = memory();
    }

    /** Returns once it accepts connections. */
    static Proxy start(Candidate candidate, Cores cores) throws IOException, InterruptedException {
        Ports.checkFree(candidate.name(), candidate.port());
        var command = new ArrayList<>(List.of("taskset", "-c", cores.list()));
        command.addAll(candidate.command());
        Path log = candidate.folder().resolve(candidate.name() + ".log");
        Process process = new ProcessBuilder(command)
                .directory(candidate.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!Ports.accepts(candidate.port())) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly().waitFor();
                throw new IOException(candidate.name() + " does not listen on port " + candidate.port() + ":\n"
                        + Files.readString(log));
            }
            LockSupport.parkNanos(1_000_000);
        }
        return new Proxy(candidate, process);
    }

    String name() {
        return candidate.name();
    }

    int port() {
        return candidate.port();
    }

    /** Its CPU time when it first accepted a connection. */
    double startCpuSeconds() {
        return startCpuSeconds;
    }

    /** Its resident memory when it first accepted a connection. */
    long startMemory() {
        return startMemory;
    }

    double cpuSeconds() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(candidate.name() + " has ended:\n"
                    + Files.readString(candidate.folder().resolve(candidate.name() + ".log")));
        }
        return Usage.cpuSeconds(process.toHandle());
    }

    long memory() throws IOException {
        return Usage.memory(process.toHandle());
    }

    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
