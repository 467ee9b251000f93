package roulette.routers.lookup;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ensures that other users can't access the files of an embedded H2 database: its administrator can run Java code in
 * this process, and anyone who can change its files, or use its port with the contents of the lock file, can become
 * administrator. Without Unix permissions nothing is checked.
 */
final class PrivateFiles {
    private static final int EVERYTHING_FOR_OTHERS = 0077;
    private static final int WRITE_FOR_GROUP = 0020;
    private static final int WRITE_FOR_OTHERS = 0002;
    private static final int STICKY = 01000;
    private static final String DATABASE = ".mv.db";

    private PrivateFiles() {}

    /** Other users could access the files. The message says how, and how to fix it. */
    static final class ExposedException extends Exception {
        private static final long serialVersionUID = 1;

        ExposedException(String message) {
            super(message);
        }
    }

    /**
     * Checks the folder and files of a database, as far as they exist, and all parent folders. Creates nothing.
     *
     * @return the same database, with a path without symbolic links
     * @throws IOException if the folder can't be used
     */
    static H2Url check(H2Url url) throws IOException, ExposedException {
        Path wanted = url.folder();
        if (!isUnix(wanted)) {
            return url;
        }
        Path exists = nearestThatExists(wanted);
        Path folder = exists.toRealPath().resolve(exists.relativize(wanted)).normalize();
        H2Url real = url.in(folder);
        if (Files.notExists(folder)) {
            checkAbove(exists.toRealPath());
            return real;
        }
        checkAbove(folder.getParent());
        checkFolder(folder);
        try (Stream<Path> files = Files.list(folder)) {
            String prefix = real.file().getFileName() + ".";
            for (Path each : files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList()) {
                checkFile(each, each.equals(database(real)));
            }
        }
        return real;
    }

    /**
     * Creates the missing folder and file of a database, inaccessible to other users.
     *
     * @param url as returned by {@link #check}
     * @throws IOException if they can't be created
     */
    static void make(H2Url url) throws IOException, ExposedException {
        if (!isUnix(url.folder())) {
            Files.createDirectories(url.folder());
            return;
        }
        Files.createDirectories(url.folder(), only("rwx------"));
        // H2 would create it with the umask's permissions.
        if (url.mayBeMade() && Files.notExists(database(url), LinkOption.NOFOLLOW_LINKS)) {
            make(database(url));
        }
        // Other users may have had access before they were created.
        check(url);
    }

    private static Path database(H2Url url) {
        return url.folder().resolve(url.file().getFileName() + DATABASE);
    }

    /** Checks that others can't change a file that controls what is done in a database. */
    static void requireNotWritable(Path file) throws IOException, ExposedException {
        if (isUnix(file) && isWritableByOthers(file.toRealPath())) {
            throw new ExposedException(file + " can be written by other users (" + permissions(file)
                    + "): make sure that nobody has changed it, then: chmod go-w " + file);
        }
    }

    private static boolean isUnix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static FileAttribute<?> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static Path nearestThatExists(Path folder) {
        Path path = folder;
        while (path.getParent() != null && Files.notExists(path)) {
            path = path.getParent();
        }
        return path;
    }

    private static void make(Path file) throws IOException {
        try {
            Files.createFile(file, only("rw-------"));
        } catch (FileAlreadyExistsException e) {
            // Another process of this user is starting at the same time; its file is checked like any other.
            return;
        }
    }

    private static void checkFolder(Path folder) throws IOException, ExposedException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        checkOwner(folder);
        if ((mode(folder) & EVERYTHING_FOR_OTHERS) != 0) {
            throw new ExposedException("the folder " + folder + " is open to other users (" + permissions(folder)
                    + "), and users who can access H2's files can run code as the user of this process: make sure that"
                    + " nobody has changed them, then: chmod 700 " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
    }

    /** A user who can write to a parent folder, directly above or higher, can replace the database's folder. */
    private static void checkAbove(@Nullable Path folder) throws IOException, ExposedException {
        for (Path above = folder; above != null; above = above.getParent()) {
            checkOwner(above);
            if (isWritableByOthers(above) && (mode(above) & STICKY) == 0) {
                throw new ExposedException(
                        "the folder " + above + ", above the database, can be written by other users ("
                                + permissions(above) + "), who could exchange the database: chmod go-w " + above
                                + ", or put the database elsewhere");
            }
        }
    }

    private static void checkFile(Path file, boolean isDatabase) throws IOException, ExposedException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "is not a regular file");
        }
        checkOwner(file);
        if (isDatabase && isWritableByOthers(file)) {
            throw new ExposedException("the file " + file + " can be written by other users (" + permissions(file)
                    + "): make sure that nobody has changed it, then: chmod 600 " + file);
        }
    }

    private static void checkOwner(Path path) throws IOException, ExposedException {
        long owner = ((Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)) & 0xffff_ffffL;
        long own = new UnixSystem().getUid();
        if (owner != own && owner != 0) {
            throw new ExposedException(path + " belongs to the user "
                    + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName() + ", who could change the database of "
                    + System.getProperty("user.name") + ", the user of this process: run Roulette as "
                    + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName() + ", or change the owner");
        }
    }

    /** A group with the owner's name is the owner's own: with umask 002 files are writable by it. */
    private static boolean isWritableByOthers(Path path) throws IOException {
        int mode = mode(path);
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return (mode & WRITE_FOR_OTHERS) != 0
                || (mode & WRITE_FOR_GROUP) != 0
                        && !attributes
                                .group()
                                .getName()
                                .equals(attributes.owner().getName());
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
