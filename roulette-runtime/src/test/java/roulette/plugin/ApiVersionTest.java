package roulette.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.plugin.PluginProblem.Severity;

/** A plugin built for another API is refused at load time, not at the first connection. */
final class ApiVersionTest {
    private static final Optional<ApiVersion> RUNNING = ApiVersion.parse("1.3.2");

    @TempDir
    private Path plugins;

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.3", "1.2.9", "1.3-beta"})
    void aPluginForAnEarlierMinorVersionIsUsed(String version) {
        write(version);
        try (PluginFolder folder = PluginFolder.load(plugins, RUNNING)) {
            assertThat(folder.problems()).isEmpty();
            assertThat(folder.routers()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.0", "0.9"})
    void aPluginForALaterMinorOrAnotherMajorVersionIsRefused(String version) {
        write(version);
        try (PluginFolder folder = PluginFolder.load(plugins, RUNNING)) {
            assertThat(folder.routers()).isEmpty();
            assertThat(folder.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                assertThat(problem.message())
                        .contains(
                                "x.jar",
                                "built for Roulette " + version + ", and this is 1.3; use Roulette " + version + " or");
            });
        }
    }

    @Test
    void aPluginForALaterVersionIsToldWhichRouletteToUse() {
        write("2.5");
        try (PluginFolder folder = PluginFolder.load(plugins, RUNNING)) {
            assertThat(folder.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .endsWith("x.jar: was built for Roulette 2.5, and this is 1.3; use Roulette 2.5 or a later "
                                    + "2.x, or a build of the plugin for 1.3"));
        }
    }

    @Test
    void aPluginWithoutAVersionIsUsedWithOneWarningThatShowsTheLine() {
        PluginJar.named("a.A", "first")
                .andRouter("a.B", PluginJar.name("second"))
                .withoutAttribute(ApiVersion.ATTRIBUTE)
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins, RUNNING)) {
            assertThat(folder.routers()).hasSize(2);
            assertThat(folder.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                assertThat(problem.message())
                        .contains("x.jar: its manifest does not have the version")
                        .endsWith("add the line Roulette-Api-Version: 1.3");
            });
        }
    }

    @Test
    void aLibraryOfAPluginNeedsNoVersion() {
        PluginJar.named("a.A", "good")
                .andAttribute(ApiVersion.ATTRIBUTE, "1.3")
                .write(plugins.resolve("web/router.jar"));
        new PluginJar()
                .andEntry("x.txt", "x")
                .withoutAttribute(ApiVersion.ATTRIBUTE)
                .write(plugins.resolve("web/library.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins, RUNNING)) {
            assertThat(folder.problems()).isEmpty();
        }
    }

    @Test
    void anInvalidVersionIsAWarning() {
        write("newest");
        try (PluginFolder folder = PluginFolder.load(plugins, RUNNING)) {
            assertThat(folder.routers()).hasSize(1);
            assertThat(folder.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                assertThat(problem.message()).contains("Roulette-Api-Version", "newest");
            });
        }
    }

    @Test
    void anApiWithoutAVersionAcceptsEveryPlugin() {
        write("99.0");
        try (PluginFolder folder = PluginFolder.load(plugins, Optional.empty())) {
            assertThat(folder.problems()).isEmpty();
            assertThat(folder.routers()).hasSize(1);
        }
    }

    @Test
    void aRouterThatLacksAMethodOfTheApiIsRefused() {
        against("public interface Router { String name(); String decide(Object opening); }", """
                package a;
                public class A implements roulette.api.Router {
                    public String name() { return "old"; }
                    public String decide(Object opening) { return "localhost"; }
                }
                """)
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).isEmpty();
            assertThat(folder.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                assertThat(problem.message()).contains("x.jar", "a.A", "another version", "route(Opening)");
            });
        }
    }

    @Test
    void aRouterThatNeedsAMissingApiClassIsRefused() {
        against("public interface Router { String name(); }", """
                package a;
                public class A implements roulette.api.Router {
                    private final roulette.api.Later later = new roulette.api.Later();
                    public String name() { return "new"; }
                    public roulette.api.Decision route(roulette.api.Opening opening) { return null; }
                }
                """)
                .without("roulette.api.Later", "package roulette.api; public class Later {}")
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).isEmpty();
            assertThat(folder.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .contains("x.jar", "a.A", "roulette.api.Later", "this version of the Roulette API lacks"));
        }
    }

    @Test
    void aCallOfAMissingApiMethodIsReportedAsAnotherVersion() {
        against("public interface Router { String name(); static String fallback() { return \"x\"; } }", """
                package a;
                public class A implements roulette.api.Router {
                    public String name() { return roulette.api.Router.fallback(); }
                    public roulette.api.Decision route(roulette.api.Opening opening) { return null; }
                }
                """)
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).isEmpty();
            assertThat(folder.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .contains("name() of a.A", "another version", "NoSuchMethodError"));
        }
    }

    private static PluginJar against(String router, String source) {
        return new PluginJar()
                .blindToApi()
                .without("roulette.api.Router", "package roulette.api; " + router)
                .without("roulette.api.Decision", "package roulette.api; public interface Decision {}")
                .without("roulette.api.Opening", "package roulette.api; public interface Opening {}")
                .andClass("a.A", source)
                .andService("a.A");
    }

    private void write(String version) {
        PluginJar.named("a.A", "versioned")
                .andAttribute(ApiVersion.ATTRIBUTE, version)
                .write(plugins.resolve("x.jar"));
    }
}
