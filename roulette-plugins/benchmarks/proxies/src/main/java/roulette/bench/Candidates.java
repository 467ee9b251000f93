package roulette.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the proxies installed on this machine. Their configurations are the files in peers/. */
final class Candidates {
    private final Path home;
    private final Path scratch;
    private final int cores;

    /**
     * @param home Roulette's folder
     * @param scratch a folder for the proxies' temporary files
     * @param cores the number of cores per proxy
     */
    Candidates(Path home, Path scratch, int cores) {
        this.home = home;
        this.scratch = scratch;
        this.cores = cores;
    }

    /** Roulette, and those of HAProxy, nginx with its stream module, and sslh that are on the PATH. */
    List<Candidate> found() throws IOException, InterruptedException {
        var found = new ArrayList<Candidate>();
        haproxy().ifPresent(found::add);
        nginx().ifPresent(found::add);
        sslh().ifPresent(found::add);
        found.add(roulette());
        return found;
    }

    private Candidate roulette() throws IOException, InterruptedException {
        String launcher = home.resolve("bin/roulette").toString();
        return candidate(
                "roulette",
                7000,
                List.of(launcher, "run", "-c", peer("roulette.toml")),
                firstLine(launcher, "--version"));
    }

    private Optional<Candidate> haproxy() throws IOException, InterruptedException {
        Optional<String> program = onPath("haproxy");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(candidate(
                "haproxy",
                7100,
                List.of(program.get(), "-db", "-f", peer("haproxy.cfg")),
                firstLine(program.get(), "-v")));
    }

    private Optional<Candidate> nginx() throws IOException, InterruptedException {
        Optional<String> program = onPath("nginx");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        String built = output(program.get(), "-V");
        if (!built.contains("--with-stream")) {
            return Optional.empty();
        }
        String globals = "worker_processes " + cores + ";";
        if (built.contains("--with-stream=dynamic")) {
            Path module = Path.of(word(built, "--modules-path=", "/usr/lib/nginx/modules"), "ngx_stream_module.so");
            if (!Files.exists(module)) {
                return Optional.empty();
            }
            globals += " load_module " + module + ";";
        }
        return Optional.of(candidate(
                "nginx",
                7200,
                List.of(program.get(), "-p", scratch + "/", "-g", globals, "-c", peer("nginx.conf")),
                firstLine(program.get(), "-v")));
    }

    private Optional<Candidate> sslh() throws IOException, InterruptedException {
        Optional<String> program = onPath("sslh-select");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(candidate(
                "sslh", 7300, List.of(program.get(), "-F" + peer("sslh.cfg")), firstLine(program.get(), "-V")));
    }

    /** A proxy given by the user; blanks separate the words of its command. */
    Candidate other(String name, int port, String command) {
        return candidate(name, port, List.of(command.strip().split("\\s+")), command);
    }

    private Candidate candidate(String name, int port, List<String> command, String version) {
        return new Candidate(name, port, command, scratch, version);
    }

    private String peer(String name) {
        return home.resolve("bench/peers").resolve(name).toString();
    }

    private static String word(String text, String before, String otherwise) {
        return Stream.of(text.split("\\s+"))
                .filter(word -> word.startsWith(before))
                .map(word -> word.substring(before.length()))
                .findFirst()
                .orElse(otherwise);
    }

    /** A program on the PATH, or in the sbin folders. */
    private static Optional<String> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/local/sbin:/usr/sbin:/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String firstLine(String... command) throws IOException, InterruptedException {
        return output(command).lines().findFirst().orElse("");
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
