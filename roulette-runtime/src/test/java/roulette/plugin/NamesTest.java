package roulette.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.plugin.PluginProblem.Severity;

final class NamesTest {
    @TempDir
    private Path plugins;

    @Test
    void routersOfTwoJarsWithOneNameAreUnusable() {
        PluginJar.named("a.A", "table").write(plugins.resolve("1.jar"));
        PluginJar.named("b.B", "table")
                .andRouter("b.C", PluginJar.name("other"))
                .write(plugins.resolve("2.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).extracting(FoundRouter::name).containsExactly("other");
            assertThat(folder.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                assertThat(problem.routers()).containsExactly("table");
                assertThat(problem.message())
                        .contains(
                                "\"table\"", plugins.resolve("1.jar") + " (a.A)", plugins.resolve("2.jar") + " (b.B)");
            });
        }
    }

    @Test
    void theSameClassInTwoJarsIsAConflict() {
        PluginJar.named("a.A", "table").write(plugins.resolve("table-1.jar"));
        PluginJar.named("a.A", "table").write(plugins.resolve("table-2.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).isEmpty();
            assertThat(folder.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("table-1.jar", "table-2.jar"));
        }
    }

    @Test
    void twoClassesOfOneJarWithOneNameAreAConflict() {
        PluginJar.named("a.A", "table")
                .andRouter("a.B", PluginJar.name("table"))
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).isEmpty();
            assertThat(folder.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("a.A", "a.B", "x.jar"));
        }
    }

    @Test
    void aClassDeclaredTwiceInOneJarIsOneRouter() {
        PluginJar.named("a.A", "table").andService("a.A").write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.problems()).isEmpty();
            assertThat(folder.routers()).hasSize(1);
        }
    }
}
