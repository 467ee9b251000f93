package roulette.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether this Java uses a cache of classes (an AOT cache), as it reports itself. If it was given one that it does not
 * accept, it uses none, not even its own.
 *
 * @param used whether classes come from the file
 * @param file the file that Java was given; empty if none
 * @param text half a sentence for users: the file, or why it is not used
 */
record ClassCache(boolean used, Optional<Path> file, String text) {
    private static final String REJECTED =
            "not used: Java rejects %s, which was recorded with another Java, other files in lib/ or other JVM options%s";
    private static final String NOT_GIVEN =
            "not used: %s exists, but a JVM option for caches excludes it, or lib/ has changed%s";
    private static final String ADVICE = "; roulette cache records it again";

    static ClassCache ofThisProcess(Home home) {
        String given = option();
        return of(
                home,
                given.isEmpty() ? Optional.empty() : Optional.of(Path.of(given)),
                System.getProperty("java.vm.info", "").contains("sharing"));
    }

    /**
     * @param given the file that Java was given
     * @param sharing whether Java uses any cache, perhaps that of its own classes
     */
    static ClassCache of(Home home, Optional<Path> given, boolean sharing) {
        if (given.isPresent()) {
            Path file = given.get();
            return sharing
                    ? new ClassCache(true, given, file.toString())
                    : new ClassCache(false, given, REJECTED.formatted(file, advice(home, file)));
        }
        return Stream.of(home.bundledCache(), home.recordedCache())
                .filter(Files::exists)
                .findFirst()
                .map(file -> new ClassCache(false, given, NOT_GIVEN.formatted(file, advice(home, file))))
                .orElseGet(() -> new ClassCache(false, given, "none; roulette cache records one"));
    }

    private static String advice(Home home, Path file) {
        return file.equals(home.recordedCache()) ? ADVICE : "";
    }

    /** The option {@code -XX:AOTCache}, wherever it was set; empty if it was not. */
    private static String option() {
        List<HotSpotDiagnosticMXBean> found = ManagementFactory.getPlatformMXBeans(HotSpotDiagnosticMXBean.class);
        return found.isEmpty() ? "" : found.getFirst().getVMOption("AOTCache").getValue();
    }
}
