package roulette.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        Path link = Files.createSymbolicLink(run.resolve("link"), run).resolve("a.toml");
        Path other =
                Files.createFile(Files.createDirectory(run.resolve("other")).resolve("a.toml"));
        ControlFolder folder = ControlFolder.of(run, a);
        assertThat(ControlFolder.of(run, link)).isEqualTo(folder);
        assertThat(ControlFolder.of(run, other)).isNotEqualTo(folder);
        assertThat(folder.path().getFileName().toString()).startsWith("a.toml-");
    }

    @Test
    void aConfigurationThatIsALinkKeepsItsFolderWhenTheLinkIsChanged() throws Exception {
        Path link = Files.createSymbolicLink(run.resolve("a.toml"), Files.createFile(run.resolve("1.toml")));
        ControlFolder folder = ControlFolder.of(run, link);
        Files.delete(link);
        assertThat(ControlFolder.of(run, link)).isEqualTo(folder);
        Files.createSymbolicLink(link, Files.createFile(run.resolve("2.toml")));
        assertThat(ControlFolder.of(run, link)).isEqualTo(folder);
    }

    @Test
    void processesThatStartAtTheSameMomentAllGetALock() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 50; i++) {
                ControlFolder folder = ControlFolder.of(run, Path.of(i + ".toml"));
                CyclicBarrier start = new CyclicBarrier(8);
                List<Callable<Path>> starts = Collections.nCopies(8, () -> {
                    start.await();
                    folder.create();
                    return folder.path();
                });
                for (Future<Path> one : threads.invokeAll(starts)) {
                    assertThat(one.get()).isDirectory();
                }
            }
        }
    }

    /** Otherwise an attacker who has created the folder would have root overwrite a file. */
    @Test
    void aLockThatIsALinkIsNotFollowed() throws Exception {
        ControlFolder folder = ControlFolder.of(run, Path.of("a.toml"));
        folder.create();
        Path victim = Files.writeString(run.resolve("victim"), "precious");
        Files.createSymbolicLink(folder.lock(1), victim);
        assertThatThrownBy(() -> RunLock.take(folder, false)).isInstanceOf(IOException.class);
        assertThat(victim).hasContent("precious");
    }

    @Test
    void theFolderOfAnotherUserIsAnError() throws Exception {
        Path others = Path.of("/usr");
        if (new UnixSystem().getUid() == 0) {
            others = Files.createDirectory(run.resolve("others"));
            Files.setAttribute(others, "unix:uid", 65534);
        }
        ControlFolder folder = new ControlFolder(others);
        assertThatThrownBy(folder::create)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to another user");
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
