package roulette.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The folder with the control sockets of one configuration file, in the run folder. Only its owner may look into it. It
 * has a lock file and a socket for each process that runs this configuration: one, unless its listeners share their
 * ports.
 */
public record ControlFolder(Path path) {
    /** The maximum number of processes with the same configuration. */
    static final int MAX_PROCESSES = 64;

    private static final int LONGEST_NAME = 24;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** @param configuration need not exist; each path of the same file gives the same folder */
    public static ControlFolder of(Path runFolder, Path configuration) {
        Path file = real(configuration);
        CRC32C sum = new CRC32C();
        sum.update(file.toString().getBytes(StandardCharsets.UTF_8));
        String name = String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
        String shortened = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        return new ControlFolder(runFolder.toAbsolutePath().resolve("%s-%08x".formatted(shortened, sum.getValue())));
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException absent) {
            return file.toAbsolutePath().normalize();
        }
    }

    /** Creates the folder if it is missing. */
    void create() throws IOException {
        Files.createDirectories(path.getParent());
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    /** @param number 1 for the only process, or the first of several */
    Path socket(int number) {
        return path.resolve("socket" + suffix(number));
    }

    Path lock(int number) {
        return path.resolve("lock" + suffix(number));
    }

    private static String suffix(int number) {
        return number == 1 ? "" : "-" + number;
    }

    /** The sockets in the folder, perhaps of processes that have died. */
    public List<Path> sockets() {
        List<Path> sockets = new ArrayList<>();
        for (int number = 1; number <= MAX_PROCESSES; number++) {
            if (Files.exists(socket(number))) {
                sockets.add(socket(number));
            }
        }
        return sockets;
    }
}
