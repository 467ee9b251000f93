package roulette.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds who besides its owner may change a file or a folder, and thus the code that this process runs. */
final class Writers {
    private Writers() {}

    /**
     * Those other than the owner that may write there. A group with the owner's name is taken for the owner's private
     * group, which many systems give to every user.
     */
    static Optional<String> besidesTheOwnerOf(Path path) throws IOException {
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return Optional.empty();
        }
        PosixFileAttributes attributes = view.readAttributes();
        Set<PosixFilePermission> permissions = attributes.permissions();
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            return Optional.of("every user");
        }
        String group = attributes.group().getName();
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                        && !group.equals(attributes.owner().getName())
                ? Optional.of("the group " + group)
                : Optional.empty();
    }
}
