package roulette.plugin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.Router;
import roulette.plugin.PluginProblem.Severity;

/** Plugins see the JDK, the API, the logging API and themselves. */
final class IsolationTest {
    /** A router whose description is the class of this name, and the loader it came from, or "absent". */
    private static final String SEES_CLASS = """
            public String description() {
                try {
                    ClassLoader loader = Class.forName("%s").getClassLoader();
                    return loader == getClass().getClassLoader() ? "own" : "host";
                } catch (ClassNotFoundException e) {
                    return "absent";
                }
            }
            """;

    /** A router whose description is the text of this resource, or "absent". */
    private static final String SEES_RESOURCE = """
            public String description() {
                try (java.io.InputStream in = getClass().getResourceAsStream("/%s")) {
                    return in == null ? "absent" : new String(in.readAllBytes());
                } catch (java.io.IOException e) {
                    return e.toString();
                }
            }
            """;

    @TempDir
    private Path plugins;

    @Test
    void aPluginDoesNotSeeTheLibrariesOfTheHost() {
        for (String type : new String[] {"picocli.CommandLine", "org.tomlj.Toml", "roulette.plugin.PluginFolder"}) {
            assertThatCode(() -> Class.forName(type)).doesNotThrowAnyException();
            assertThat(description(router(SEES_CLASS.formatted(type)))).isEqualTo("absent");
        }
    }

    @Test
    void aPluginSeesTheApiTheLoggingApiAndTheJdkOfTheHost() {
        for (String type :
                new String[] {"roulette.api.Router", "org.slf4j.Logger", "org.slf4j.event.Level", "java.sql.Connection"
                }) {
            assertThat(description(router(SEES_CLASS.formatted(type)))).isEqualTo("host");
        }
    }

    @Test
    void aPluginDoesNotSeeTheResourcesOfTheHost() {
        String resource = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
        assertThat(getClass().getResource("/" + resource)).isNotNull();
        assertThat(description(router(SEES_RESOURCE.formatted(resource)))).isEqualTo("absent");
    }

    @Test
    void aPluginSeesItsOwnResources() {
        assertThat(description(router(SEES_RESOURCE.formatted("some words.txt")).andEntry("some words.txt", "mine")))
                .isEqualTo("mine");
    }

    @Test
    void aBundledApiIsIgnoredWithAWarning() {
        PluginJar.named("a.A", "bundling")
                .blindToApi()
                .andClass(
                        "roulette.api.Router",
                        "package roulette.api; public interface Router { String name(); Decision route(Opening o) throws Exception; }")
                .andClass("roulette.api.Decision", """
                        package roulette.api; public interface Decision { static Decision reject() { return null; } }""")
                .andClass("roulette.api.Opening", "package roulette.api; public interface Opening {}")
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers())
                    .singleElement()
                    .satisfies(router -> assertThat(router.type()).isAssignableTo(Router.class));
            assertThat(folder.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                assertThat(problem.message()).contains("x.jar", "roulette.api", "ignored");
            });
        }
    }

    @Test
    void aBundledClassOfTheApisPackageIsNotLoaded() {
        assertThat(description(router(SEES_CLASS.formatted("roulette.api.Later"))
                        .andClass("roulette.api.Later", "package roulette.api; public class Later {}")))
                .isEqualTo("absent");
    }

    @Test
    void aBundledLoggingApiIsIgnored() {
        PluginJar jar = router(SEES_CLASS.formatted("org.slf4j.Logger"))
                .andClass("org.slf4j.Logger", "package org.slf4j; public interface Logger {}");
        assertThat(description(jar)).isEqualTo("host");
    }

    @Test
    void twoPluginsMayHaveTwoVersionsOfOneLibrary() {
        for (String version : new String[] {"one", "two"}) {
            router("public String description() { return lib.Version.get(); }", version)
                    .andClass("lib.Version", """
                            package lib; public class Version { public static String get() { return "%s"; } }""".formatted(version))
                    .write(plugins.resolve(version + ".jar"));
        }
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.problems()).isEmpty();
            assertThat(folder.routers()).extracting(FoundRouter::description).containsExactly("one", "two");
        }
    }

    @Test
    void aPluginDoesNotSeeAnother() {
        router(SEES_CLASS.formatted("b.B"), "one").write(plugins.resolve("1.jar"));
        PluginJar.named("b.B", "two").write(plugins.resolve("2.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers().getFirst().description()).isEqualTo("absent");
        }
    }

    @Test
    void aRouterOfTheHostIsNoRouterOfThePlugin() throws Exception {
        Path host = PluginJar.named("org.slf4j.host.Shown", "shown").write(plugins.resolve("host.jar"));
        Path plugin =
                PluginJar.named("a.A", "own").andService("org.slf4j.host.Shown").write(plugins.resolve("x.jar"));
        try (URLClassLoader hostLoader = new URLClassLoader(
                        new URL[] {host.toUri().toURL()}, getClass().getClassLoader());
                PluginLoader loader = PluginLoader.of("x", List.of(plugin), new HostView(hostLoader))) {
            assertThat(loader.loadClass("org.slf4j.host.Shown").getClassLoader())
                    .isSameAs(hostLoader);
            Providers providers = Providers.of(loader);
            assertThat(providers.failures()).isEmpty();
            assertThat(providers.types()).hasSize(1);
            assertThat(providers.types().getFirst().getName()).isEqualTo("a.A");
        }
    }

    @Test
    void aJarMayBeReplacedInUse() throws IOException {
        Path jar = lateLoading("old").write(plugins.resolve("x.jar"));
        try (PluginFolder old = PluginFolder.load(plugins)) {
            Path replacement = lateLoading("new").write(plugins.resolve("x.tmp"));
            Files.move(replacement, jar, StandardCopyOption.REPLACE_EXISTING);
            try (PluginFolder current = PluginFolder.load(plugins)) {
                assertThat(lateWords(current)).isEqualTo("new");
            }
            assertThat(lateWords(old)).isEqualTo("old");
        }
    }

    @Test
    void aJarMayBeDeletedInUse() throws IOException {
        Path jar = lateLoading("old").write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            Files.delete(jar);
            assertThat(lateWords(folder)).isEqualTo("old");
        }
    }

    @Test
    void theResourcesOfAReplacedJarAreNotTheOldOnes() throws IOException {
        PluginJar jar = router(SEES_RESOURCE.formatted("words.txt"));
        jar.andEntry("words.txt", "old").write(plugins.resolve("x.jar"));
        try (PluginFolder old = PluginFolder.load(plugins)) {
            assertThat(old.routers().getFirst().description()).isEqualTo("old");
            Path replacement = jar.andEntry("words.txt", "new").write(plugins.resolve("x.tmp"));
            Files.move(replacement, plugins.resolve("x.jar"), StandardCopyOption.REPLACE_EXISTING);
            try (PluginFolder current = PluginFolder.load(plugins)) {
                assertThat(current.routers().getFirst().description()).isEqualTo("new");
            }
        }
    }

    @Test
    void closingOneLoaderLeavesTheResourcesOfAnotherReadable() throws IOException {
        router("").andEntry("words.txt", "mine").write(plugins.resolve("x.jar"));
        try (PluginFolder staying = PluginFolder.load(plugins)) {
            PluginFolder leaving = PluginFolder.load(plugins);
            try (InputStream words = words(staying)) {
                assertThat(words(leaving)).hasContent("mine");
                leaving.close();
                assertThat(words).hasContent("mine");
            }
        }
    }

    private static InputStream words(PluginFolder folder) {
        return requireNonNull(folder.routers().getFirst().type().getResourceAsStream("/words.txt"));
    }

    /** A router that loads a further class only when {@code blocks()} is called. */
    private static PluginJar lateLoading(String words) {
        return router("public boolean blocks() { throw new IllegalStateException(lib.Late.words()); }")
                .andClass("lib.Late", """
                        package lib; public class Late { public static String words() { return "%s"; } }""".formatted(words));
    }

    private static String lateWords(PluginFolder folder) {
        Router router = folder.routers().getFirst().create();
        try {
            return String.valueOf(router.blocks());
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static PluginJar router(String members) {
        return router(members, "probe");
    }

    private static PluginJar router(String members, String name) {
        return PluginJar.router("a.A", PluginJar.name(name) + members);
    }

    private String description(PluginJar jar) {
        jar.write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            return folder.routers().getFirst().description();
        }
    }
}
