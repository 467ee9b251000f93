package roulette.control;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /**
     * Each path of the configuration's folder gives the same result. A configuration that is a symbolic link gives the
     * same one wherever the link points to, as that may change while a process runs.
     *
     * @param configuration need not exist
     */
    public static ControlFolder of(Path runFolder, Path configuration) {
        Path named = configuration.toAbsolutePath().normalize();
        Path file = named.getParent() == null ? named : real(named.getParent()).resolve(named.getFileName());
        CRC32C sum = new CRC32C();
        sum.update(file.toString().getBytes(StandardCharsets.UTF_8));
        String name = String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
        String shortened = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        return new ControlFolder(runFolder.toAbsolutePath().resolve("%s-%08x".formatted(shortened, sum.getValue())));
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException absent) {
            return folder;
        }
    }

    /**
     * Creates the folder if it is missing.
     *
     * @throws IOException if that fails, or another user has created it: that user could put anything into it
     */
    void create() throws IOException {
        Files.createDirectories(path.getParent());
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException existed) {
            requireOwnFolder();
        }
        if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    private void requireOwnFolder() throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("it exists and is not a folder");
        }
        Optional<String> other = otherOwner();
        if (other.isPresent()) {
            throw new IOException("it belongs to another user, " + other.get());
        }
    }

    /** The owner of the folder, which must exist, if that is not the user of this process. */
    public Optional<String> otherOwner() throws IOException {
        int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        return owner == (int) new UnixSystem().getUid()
                ? Optional.empty()
                : Optional.of(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName());
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
