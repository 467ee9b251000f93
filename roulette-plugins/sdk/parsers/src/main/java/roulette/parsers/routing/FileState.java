package roulette.parsers.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells whether a file has changed.
 *
 * @param key the file system's identity of the file, which changes when another file is renamed to its name
 */
record FileState(boolean regular, long size, FileTime modified, Optional<Object> key) {
    private static final FileState UNREADABLE = new FileState(false, 0, FileTime.fromMillis(0), Optional.empty());

    static FileState of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(
                    now.isRegularFile(), now.size(), now.lastModifiedTime(), Optional.ofNullable(now.fileKey()));
        } catch (IOException | SecurityException e) {
            // The reason is told when the file is read.
            return UNREADABLE;
        }
    }
}
