package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCacheTest {
    @TempDir
    Path folder;

    private Home home;
    private Path recorded;
    private Path bundled;

    @BeforeEach
    void install() {
        home = new Home(folder);
        recorded = folder.resolve("cache/roulette.aot");
        bundled = folder.resolve("runtime/lib/roulette.aot");
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "recorded");
    }

    @Test
    void aCacheThatJavaWasGivenAndSharesIsUsed() {
        assertThat(ClassCache.of(home, Optional.of(recorded), true))
                .isEqualTo(new ClassCache(true, Optional.of(recorded), recorded.toString()));
    }

    @Test
    void aCacheThatJavaRejectsIsNotUsedAndOnlyOneOfThisMachineIsRecordedAgain() {
        ClassCache mine = ClassCache.of(home, Optional.of(recorded), false);
        assertThat(mine.used()).isFalse();
        assertThat(mine.text())
                .startsWith("not used: Java rejects " + recorded + ", which was recorded with another Java")
                .endsWith("; roulette cache records it again");
        assertThat(ClassCache.of(home, Optional.of(bundled), false).text())
                .contains("Java rejects " + bundled)
                .doesNotContain("again");
    }

    @Test
    void withoutACacheTheOneOfJavasOwnClassesDoesNotCount() {
        assertThat(ClassCache.of(home, Optional.empty(), true))
                .isEqualTo(new ClassCache(false, Optional.empty(), "none; roulette cache records one"));
    }

    @Test
    void aCacheThatTheLauncherLeavesOutIsNamed() throws IOException {
        write(recorded);
        assertThat(ClassCache.of(home, Optional.empty(), true).text()).startsWith("not used: " + recorded + " exists");
        write(bundled);
        assertThat(ClassCache.of(home, Optional.empty(), true).text()).startsWith("not used: " + bundled + " exists");
    }

    @Test
    void theJvmOfTheTestsHasNone() {
        assertThat(ClassCache.ofThisProcess(home).text()).startsWith("none");
    }
}
