package roulette.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The routers in the plugin directories, as they were when they were loaded. Each jar in a directory is a plugin, and each
 * folder of jars; each has a class loader of its own, which sees the JDK, {@code roulette.api}, {@code org.slf4j} and
 * nothing else of the host. Immutable; may be used by several threads.
 */
public final class PluginFolder implements AutoCloseable {
    private final List<FoundRouter> routers;
    private final List<PluginProblem> problems;
    private final List<PluginLoader> loaders;

    private PluginFolder(List<FoundRouter> routers, List<PluginProblem> problems, List<PluginLoader> loaders) {
        this.routers = List.copyOf(routers);
        this.problems = List.copyOf(problems);
        this.loaders = List.copyOf(loaders);
    }

    /**
     * Loads all plugins, sorted by directory and file name, and constructs each router once to get its name. Whatever
     * can't be used is reported in {@link #problems()} and does not affect the rest; a directory that can't be listed is
     * one problem.
     */
    public static PluginFolder load(List<Path> directories) {
        return load(directories, ApiVersion.running(), PluginRouter.LOADING);
    }

    static PluginFolder load(Path directory) {
        return load(directory, ApiVersion.running());
    }

    static PluginFolder load(Path directory, Optional<ApiVersion> running) {
        return load(directory, running, PluginRouter.LOADING);
    }

    /**
     * @param running the version of the API to check plugins against; if empty, there is no check
     * @param timeout for constructing a router and getting its name and description
     */
    static PluginFolder load(Path directory, Optional<ApiVersion> running, Duration timeout) {
        return load(List.of(directory), running, timeout);
    }

    private static PluginFolder load(List<Path> directories, Optional<ApiVersion> running, Duration timeout) {
        HostView host = new HostView(PluginFolder.class.getClassLoader());
        List<PluginListing> listings =
                directories.stream().map(PluginListing::of).toList();
        List<FoundRouter> found = new ArrayList<>();
        List<PluginProblem> problems = new ArrayList<>();
        listings.forEach(listing -> problems.addAll(listing.problems()));
        List<PluginLoader> loaders = new ArrayList<>();
        for (PluginSource source :
                listings.stream().flatMap(listing -> listing.sources().stream()).toList()) {
            PluginScan scan = PluginScan.of(source, host, running, timeout);
            found.addAll(scan.routers());
            problems.addAll(scan.problems());
            scan.loader().ifPresent(loaders::add);
        }
        Names names = Names.of(found);
        problems.addAll(names.problems());
        return new PluginFolder(names.routers(), problems, loaders);
    }

    /** The routers that can be used, sorted by name; no name occurs twice. */
    public List<FoundRouter> routers() {
        return routers;
    }

    /** The problems to report: first those of the directories, then by plugin, then by router name. */
    public List<PluginProblem> problems() {
        return problems;
    }

    /**
     * Closes the class loaders: routers already created can load no more classes. Must be called after the last of them
     * is closed. Further calls do nothing.
     *
     * @throws UncheckedIOException if a jar could not be closed; the others are closed nevertheless
     */
    @Override
    public void close() {
        IOException first = null;
        for (PluginLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw new UncheckedIOException(first);
        }
    }
}
