package roulette.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds the zip with its own Java from an installation without: adds a Java of the required modules in
 * {@code runtime/} and, inside it, a cache of the classes of {@code lib/}.
 *
 * <p>Arguments: the installation, the options of jlink, a work folder, the time of the files, the zip.
 */
final class Bundle {
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
        Bundle bundle = new Bundle(Path.of(args[2]), installation.getFileName().toString(), Instant.parse(args[3]));
        delete(bundle.work);
        bundle.copy(installation);
        for (Path jar : files(bundle.home.resolve("lib"))) {
            if (jar.toString().endsWith(".jar")) {
                ModernJar.rewrite(jar);
            }
        }
        bundle.link(Path.of(args[1]));
        bundle.listJars();
        bundle.recordCache();
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
            throw new IllegalStateException("there is no " + jlink + ": build with a full JDK, or with -P-linux-x64");
        }
        int code = new ProcessBuilder(jlink.toString(), "@" + options, "--output", home + "/runtime")
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("jlink exited with " + code + "; -P-linux-x64 builds without it");
        }
    }

    /** Writes what the launcher compares lib/ with: the time of its jars, then their checksums. */
    private void listJars() throws Exception {
        Process sums = new ProcessBuilder("sh", "-c", "cksum *")
                .directory(home.resolve("lib").toFile())
                .start();
        String listed = new String(sums.getInputStream().readAllBytes(), ISO_8859_1);
        Files.writeString(home.resolve("runtime/lib/roulette.jars"), time.getEpochSecond() + "\n" + listed);
    }

    /** Moves the recorded cache out of {@code cache/}, which is for caches recorded by the user. */
    private void recordCache() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(home + "/bin/roulette", "cache").inheritIO();
        builder.environment()
                .keySet()
                .removeAll(List.of("ROULETTE_JAVA_HOME", "ROULETTE_JVM_OPTIONS", "ROULETTE_OPTS"));
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("recording the cache failed: exit code " + code);
        }
        Files.move(home.resolve("cache/roulette.aot"), home.resolve("runtime/lib/roulette.aot"));
        Files.delete(home.resolve("cache"));
    }

    /**
     * Writes the zip with file times in UTC in addition to local ones: the cache is valid for jars of one time only.
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
