package roulette.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import roulette.text.OneLine;

/** {@code roulette cache}: records the AOT cache that the launcher passes to Java, for a faster start. */
@Command(
        name = "cache",
        description = "Record a cache of Roulette's classes for the Java that runs this: later starts take a third "
                + "less CPU. Repeat it when Java or lib/ has changed; an outdated cache is ignored.",
        mixinStandardHelpOptions = true)
final class CacheCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path launcher = main.home().launcher();
        if (File.separatorChar != '/' || !Files.isExecutable(launcher)) {
            throw new IOException("recording a cache needs the launcher " + launcher + ", which can't be run here");
        }
        if (bringsItsOwn()) {
            return ExitCode.OK;
        }
        Path folder = main.home().cacheDirectory();
        Path cache = main.home().recordedCache();
        Path recorded = folder.resolve("roulette.aot.new");
        try {
            Files.createDirectories(folder);
            removeOthersWriteAccess(folder);
            if (!Files.isWritable(folder)) {
                throw new AccessDeniedException(folder.toString());
            }
            try (TrainingRun training = TrainingRun.start(launcher, recorded)) {
                closeOnShutdown(training);
                training.finish();
                removeOthersWriteAccess(recorded);
                // Atomic: running processes keep the old cache, and starting ones never see part of the new one.
                Files.move(recorded, cache, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (FileSystemException e) {
            throw new IOException("can't write " + cache + ": " + e, e);
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "recorded %s (%d MB) for Java %s%n",
                        OneLine.of(cache.toString()), Files.size(cache) >> 20, Runtime.version());
        return ExitCode.OK;
    }

    /** Whether the launcher uses the cache of the installation's own Java, so that another would never be used. */
    private boolean bringsItsOwn() throws IOException {
        Path bundled = main.home().bundledCache();
        ClassCache now = ClassCache.ofThisProcess(main.home());
        if (!now.file().equals(Optional.of(bundled))) {
            return false;
        }
        if (!now.used()) {
            throw new IOException("the cache of this installation takes precedence, but is " + now.text()
                    + "; delete it, then record another");
        }
        spec.commandLine()
                .getOut()
                .println("nothing to record: this installation brings its own cache, which is used: "
                        + OneLine.of(bundled.toString()));
        return true;
    }

    /** The cache is code: whatever the umask is, only the owner may change it. */
    private static void removeOthersWriteAccess(Path path) throws IOException {
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions =
                new HashSet<>(view.readAttributes().permissions());
        if (permissions.removeAll(Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE))) {
            view.setPermissions(permissions);
        }
    }

    private static void closeOnShutdown(TrainingRun training) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                training.close();
            } catch (IOException e) {
                LoggerFactory.getLogger(CacheCommand.class)
                        .warn("temporary files could not be deleted: {}", e.toString());
            }
        }));
    }
}
