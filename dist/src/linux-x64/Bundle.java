import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the zip that brings its own Java, of an installation that does not: a Java of the modules that are needed in
 * {@code runtime/}, and in that a cache of the classes of {@code lib/}, recorded while the proxy served some clients.
 *
 * <p>Arguments: the installation, the options of jlink, a folder to work in, the time that files get, the zip.
 */
final class Bundle {
    private static final int CLIENTS = 100;

    private final Path home;
    private final Path work;
    private final Instant time;

    private Bundle(Path work, String name, Instant time) {
        this.work = work;
        this.home = work.resolve(name);
        this.time = time;
    }

    public static void main(String[] args) throws Exception {
        Path installation = Path.of(args[0]);
        Bundle bundle = new Bundle(
                Path.of(args[2]), installation.getFileName().toString(), Instant.parse(args[3]));
        delete(bundle.work);
        bundle.copy(installation);
        for (Path jar : files(bundle.home.resolve("lib"))) {
            if (jar.toString().endsWith(".jar")) {
                ModernJar.rewrite(jar);
            }
        }
        bundle.link(Path.of(args[1]));
        bundle.listJars();
        bundle.train();
        bundle.zip(Path.of(args[4]));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : files(folder).reversed()) {
                Files.delete(file);
            }
        }
    }

    private void copy(Path installation) throws IOException {
        Files.createDirectories(work);
        for (Path file : files(installation)) {
            Files.copy(file, home.resolve(installation.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void link(Path options) throws Exception {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new IllegalStateException("there is no " + jlink + ": build with a whole JDK, or with -P-linux-x64");
        }
        int code = new ProcessBuilder(jlink.toString(), "@" + options, "--output", home + "/runtime")
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("jlink ended with " + code + "; -P-linux-x64 builds without it");
        }
    }

    /** What the launcher compares lib/ to: the time of its jars, then their sums. */
    private void listJars() throws Exception {
        Process sums = new ProcessBuilder("sh", "-c", "cksum *").directory(home.resolve("lib").toFile()).start();
        String listed = new String(sums.getInputStream().readAllBytes(), ISO_8859_1);
        Files.writeString(home.resolve("runtime/lib/roulette.jars"), time.getEpochSecond() + "\n" + listed);
    }

    private void train() throws Exception {
        Path configuration = work.resolve("training.toml");
        try (ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Files.writeString(configuration, """
                    [[listeners]]
                    bind = "127.0.0.1:0"
                    router = "parity"
                    [[listeners]]
                    bind = "127.0.0.1:0"
                    name = "other"
                    router = "http-host"
                    [routers.parity]
                    even = "127.0.0.1:%1$d"
                    odd = "127.0.0.1:%1$d"
                    [routers.http-host.hosts]
                    "an.example" = "127.0.0.1:%1$d"
                    """.formatted(target.getLocalPort()));
            Thread.ofVirtual().start(() -> serve(target));
            ProcessBuilder builder = new ProcessBuilder(home + "/bin/roulette", "run", "-c", configuration.toString());
            builder.redirectErrorStream(true).environment().put("ROULETTE_OPTS", "-XX:AOTCacheOutput=" + cache());
            builder.environment().remove("ROULETTE_JAVA_HOME");
            Process proxy = builder.start();
            List<String> said = new ArrayList<>();
            try (BufferedReader lines = proxy.inputReader()) {
                List<Integer> ports = new ArrayList<>();
                for (String line; ports.size() < 2 && (line = lines.readLine()) != null; said.add(line)) {
                    if (line.contains(" listening on ")) {
                        ports.add(Integer.parseInt(line.replaceAll(".*:(\\d+), router.*", "$1")));
                    }
                }
                for (int client = 0; client < CLIENTS && !ports.isEmpty(); client++) {
                    ask(ports.get(client % ports.size()));
                }
                proxy.toHandle().destroy();
                lines.lines().forEach(said::add);
            }
            if (proxy.waitFor() != 0 || !Files.exists(cache())) {
                throw new IllegalStateException("no cache was recorded:\n" + String.join("\n", said));
            }
        }
    }

    private Path cache() {
        return home.resolve("runtime/lib/roulette.aot");
    }

    private static void ask(int port) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: an.example\r\n\r\n".getBytes(ISO_8859_1));
            client.getInputStream().readAllBytes();
        }
    }

    private static void serve(ServerSocket target) {
        while (!target.isClosed()) {
            try (Socket client = target.accept();
                    InputStream request = client.getInputStream()) {
                request.read(new byte[1000]);
                client.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
            } catch (IOException e) {
                // The client is gone, or all are served.
            }
        }
    }

    /**
     * Writes the zip with the times of its files in UTC beside those of an unknown time zone: the cache is good for
     * jars of one time only.
     */
    private void zip(Path zip) throws IOException {
        Files.deleteIfExists(zip);
        FileTime unzipped = FileTime.from(time);
        Map<String, ?> options = Map.of("create", true, "enablePosixFileAttributes", true);
        try (FileSystem archive = FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), options)) {
            for (Path file : files(home)) {
                Path entry = archive.getPath("/" + work.relativize(file));
                boolean folder = Files.isDirectory(file);
                boolean executable = folder || Files.isExecutable(file);
                if (folder) {
                    Files.createDirectory(entry);
                } else {
                    Files.copy(file, entry);
                }
                Files.getFileAttributeView(entry, BasicFileAttributeView.class).setTimes(unzipped, null, null);
                Files.setPosixFilePermissions(
                        entry, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
