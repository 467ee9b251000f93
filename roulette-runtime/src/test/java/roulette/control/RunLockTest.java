package roulette.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process for a configuration, unless its listeners share their ports. */
class RunLockTest {
    @TempDir
    private Path run;

    @Test
    void aSecondProcessIsRefusedWithTheProcessIdOfTheFirst() throws Exception {
        ControlFolder folder = ControlFolder.of(run, Path.of("a.toml"));
        try (RunLock first = RunLock.take(folder, false)) {
            assertThat(first.number()).isEqualTo(1);
            assertThatThrownBy(() -> RunLock.take(folder, false))
                    .isInstanceOf(RunningException.class)
                    .hasMessage("process " + ProcessHandle.current().pid() + " runs this configuration");
        }
        RunLock.take(folder, false).close();
    }

    @Test
    void processesThatShareTheirPortsGetNumbersAndUseFreeOnesAgain() throws Exception {
        ControlFolder folder = ControlFolder.of(run, Path.of("a.toml"));
        RunLock first = RunLock.take(folder, true);
        try (RunLock second = RunLock.take(folder, true)) {
            assertThat(second.number()).isEqualTo(2);
            first.close();
            try (RunLock third = RunLock.take(folder, true)) {
                assertThat(third.number()).isEqualTo(1);
            }
        }
    }

    @Test
    void eachConfigurationHasAFolderOfItsOwn() throws Exception {
        Path a = Files.createFile(run.resolve("a.toml"));
        Path link = Files.createSymbolicLink(run.resolve("link.toml"), a);
        Path other =
                Files.createFile(Files.createDirectory(run.resolve("other")).resolve("a.toml"));
        ControlFolder folder = ControlFolder.of(run, a);
        assertThat(ControlFolder.of(run, link)).isEqualTo(folder);
        assertThat(ControlFolder.of(run, other)).isNotEqualTo(folder);
        assertThat(folder.path().getFileName().toString()).startsWith("a.toml-");
    }

    @Test
    void aFolderThatOthersMayEnterIsClosedToThem() throws Exception {
        ControlFolder folder = ControlFolder.of(run, Path.of("a.toml"));
        Files.createDirectory(folder.path());
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
        RunLock.take(folder, false).close();
        assertThat(Files.getPosixFilePermissions(folder.path()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aFileInPlaceOfTheFolderIsAnError() throws Exception {
        ControlFolder folder = ControlFolder.of(run, Path.of("a.toml"));
        Files.createFile(folder.path());
        assertThatThrownBy(() -> RunLock.take(folder, false)).isInstanceOf(IOException.class);
    }
}
