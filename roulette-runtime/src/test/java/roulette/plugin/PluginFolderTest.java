package roulette.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.plugin.PluginProblem.Severity;

/** What is a plugin; a bad file does not affect the others. */
final class PluginFolderTest {
    @TempDir
    private Path plugins;

    @Test
    void aJarWithARouterIsFound() {
        Path jar = PluginJar.router(
                        "a.Parity", PluginJar.name("parity") + "public String description() { return \"By parity.\"; }")
                .write(plugins.resolve("parity.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.problems()).isEmpty();
            assertThat(folder.routers()).singleElement().satisfies(router -> {
                assertThat(router.name()).isEqualTo("parity");
                assertThat(router.description()).isEqualTo("By parity.");
                assertThat(router.origin()).isEqualTo(jar);
                assertThat(router.type().getName()).isEqualTo("a.Parity");
                assertThat(router.create().name()).isEqualTo("parity");
            });
        }
    }

    @Test
    void routersAreSortedByNameAcrossJars() {
        PluginJar.named("a.C", "charlie")
                .andRouter("a.A", PluginJar.name("alpha"))
                .write(plugins.resolve("1.jar"));
        PluginJar.named("b.B", "bravo").write(plugins.resolve("2.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.problems()).isEmpty();
            assertThat(folder.routers()).extracting(FoundRouter::name).containsExactly("alpha", "bravo", "charlie");
        }
    }

    @Test
    void theJarsInAFolderAreOnePlugin() {
        String library = "package lib; public class Names { public static String name() { return \"from-library\"; } }";
        PluginJar.router("a.A", "public String name() { return lib.Names.name(); }")
                .without("lib.Names", library)
                .write(plugins.resolve("web/router.jar"));
        new PluginJar().andClass("lib.Names", library).write(plugins.resolve("web/library.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.problems()).isEmpty();
            assertThat(folder.routers()).singleElement().satisfies(router -> {
                assertThat(router.name()).isEqualTo("from-library");
                assertThat(router.origin()).isEqualTo(plugins.resolve("web"));
            });
        }
    }

    @Test
    void textsAndDotFilesAreIgnored() throws IOException {
        for (String name : new String[] {".hidden.jar", "README", "Readme.adoc", "notes.md", "licence.txt"}) {
            Files.writeString(plugins.resolve(name), "not a jar");
        }
        Files.createDirectory(plugins.resolve(".git"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.problems()).isEmpty();
            assertThat(folder.routers()).isEmpty();
        }
    }

    @Test
    void anyOtherFileIsAWarning() throws IOException {
        Files.writeString(plugins.resolve("router.zip"), "");
        assertThat(onlyProblem()).satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.origin()).isEqualTo(plugins.resolve("router.zip"));
            assertThat(problem.message()).contains("router.zip", "ignored");
        });
    }

    @Test
    void aFolderWithoutJarsIsAWarning() throws IOException {
        Files.createDirectories(plugins.resolve("web/lib"));
        Files.writeString(plugins.resolve("web/settings.xml"), "");
        assertThat(onlyProblem()).satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.message()).contains("web", "no jar");
        });
    }

    @Test
    void aJarWithoutRoutersIsAWarning() {
        new PluginJar()
                .andClass("lib.Names", "package lib; public class Names {}")
                .write(plugins.resolve("library.jar"));
        assertThat(onlyProblem()).satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.message()).contains("library.jar", "no router", "META-INF/services/roulette.api.Router");
        });
    }

    @Test
    void anEmptyServiceFileIsAWarning() {
        new PluginJar().andService("# none yet").write(plugins.resolve("empty.jar"));
        assertThat(onlyProblem().message()).contains("empty.jar", "no router");
    }

    @Test
    void aRouterThatOnlyTheModuleDeclarationProvidesIsAWarning() {
        moduleOnly().write(plugins.resolve("module.jar"));
        assertThat(onlyProblem()).satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.message())
                    .contains("module.jar", "a.A", "module-info", "META-INF/services/roulette.api.Router");
        });
    }

    @Test
    void anUnreadableModuleDeclarationLeavesTheWarningThatThereIsNoRouter() {
        moduleOnly().patched("module-info", PluginFolderTest::fromTheFuture).write(plugins.resolve("module.jar"));
        assertThat(onlyProblem().message()).contains("module.jar", "no router", "META-INF/services");
    }

    @Test
    void aBrokenJarDoesNotAffectOthers() throws IOException {
        Path good = PluginJar.named("a.A", "good").write(plugins.resolve("good.jar"));
        byte[] bytes = Files.readAllBytes(good);
        Files.write(plugins.resolve("a-cut.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        Files.writeString(plugins.resolve("b-text.jar"), "<html>404</html>");
        Files.createFile(plugins.resolve("c-empty.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).extracting(FoundRouter::name).containsExactly("good");
            assertThat(folder.problems())
                    .hasSize(3)
                    .allSatisfy(problem -> {
                        assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                        assertThat(problem.message()).contains("not a complete zip file", "copy it");
                    })
                    .extracting(PluginProblem::origin)
                    .containsExactly(
                            plugins.resolve("a-cut.jar"),
                            plugins.resolve("b-text.jar"),
                            plugins.resolve("c-empty.jar"));
        }
    }

    @Test
    void aDamagedClassIsReported() throws IOException {
        PluginJar.named("a.A", "damaged")
                .andRouter("a.B", PluginJar.name("whole"))
                .patched("a.A", bytes -> "garbage".getBytes(StandardCharsets.UTF_8))
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).extracting(FoundRouter::name).containsExactly("whole");
            assertThat(folder.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                assertThat(problem.message()).contains("x.jar", "class file", "damaged");
            });
        }
    }

    @Test
    void aBrokenJarInAFolderLeavesTheRestOfTheFolderUsable() throws IOException {
        PluginJar.named("a.A", "good").write(plugins.resolve("web/router.jar"));
        Files.writeString(plugins.resolve("web/library.jar"), "not a zip");
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).extracting(FoundRouter::name).containsExactly("good");
            assertThat(folder.problems())
                    .singleElement()
                    .extracting(PluginProblem::origin)
                    .isEqualTo(plugins.resolve("web/library.jar"));
        }
    }

    @Test
    void aClassPathOutsideThePluginMakesTheJarUnusable() throws IOException {
        Path elsewhere = Files.createDirectory(plugins.resolve(".elsewhere"));
        PluginJar.named("b.B", "unchecked").write(elsewhere.resolve("unchecked.jar"));
        for (String entry : List.of(
                ".elsewhere/unchecked.jar",
                "./.elsewhere/../.elsewhere/",
                "nowhere.jar " + elsewhere.resolve("unchecked.jar"),
                elsewhere.resolve("unchecked.jar").toUri().toString())) {
            PluginJar.named("a.A", "good").andAttribute("Class-Path", entry).write(plugins.resolve("x.jar"));
            try (PluginFolder folder = PluginFolder.load(plugins)) {
                assertThat(folder.routers()).isEmpty();
            }
            assertThat(onlyProblem()).satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                assertThat(problem.message()).contains("x.jar", "Class-Path", ".elsewhere");
            });
        }
    }

    @Test
    void aClassPathMayNameThePluginsOwnJarsWhereverTheyAre() {
        PluginJar.named("a.A", "good")
                .andAttribute("Class-Path", "library.jar lib/library.jar conf/ http://192.0.2.1/x.jar ::")
                .write(plugins.resolve("web/router.jar"));
        new PluginJar()
                .andAttribute("Class-Path", "optional.jar")
                .andEntry("x.txt", "x")
                .write(plugins.resolve("web/library.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.problems()).isEmpty();
            assertThat(folder.routers()).extracting(FoundRouter::name).containsExactly("good");
        }
    }

    @Test
    void aMissingJarInTheClassPathOfARouterIsAWarning() {
        PluginJar.named("a.A", "good")
                .andAttribute("Class-Path", "lib/missing.jar")
                .write(plugins.resolve("router.jar"));
        // Of another plugin, whose classes the router does not see.
        PluginJar.named("b.B", "other").write(plugins.resolve("missing.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).extracting(FoundRouter::name).containsExactlyInAnyOrder("good", "other");
            assertThat(folder.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                assertThat(problem.message())
                        .startsWith(plugins.resolve("router.jar") + ": the Class-Path of its manifest names "
                                + plugins.resolve("lib/missing.jar") + ", which does not exist");
            });
        }
    }

    @Test
    void aJarWhoseClassPathNamesAnUnusableOneIsUnusable() throws IOException {
        PluginJar.named("a.A", "good")
                .andAttribute("Class-Path", "library.jar")
                .write(plugins.resolve("web/router.jar"));
        Files.createDirectory(plugins.resolve(".elsewhere"));
        new PluginJar()
                .andAttribute("Class-Path", "../.elsewhere")
                .andEntry("x.txt", "x")
                .write(plugins.resolve("web/library.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).isEmpty();
            assertThat(folder.problems())
                    .extracting(PluginProblem::origin)
                    .containsExactlyInAnyOrder(plugins.resolve("web/library.jar"), plugins.resolve("web/router.jar"));
        }
    }

    @Test
    void aTooLargeListOfRoutersIsReported() {
        PluginJar.named("a.A", "good").andService("x".repeat(2 << 20)).write(plugins.resolve("x.jar"));
        assertThat(onlyProblem().message())
                .contains("its list of routers, META-INF/services/roulette.api.Router, has 2 MB");
    }

    @Test
    void aTooLargeManifestIsReported() {
        PluginJar.named("a.A", "good")
                .andAttribute("Filling", "x".repeat(9 << 20))
                .write(plugins.resolve("x.jar"));
        assertThat(onlyProblem().message()).contains("x.jar", "its manifest has 9 MB, but at most 8 MB are allowed");
    }

    @Test
    void filesThatOthersMayWriteAreReported() throws IOException {
        Path jar = PluginJar.named("a.A", "good").write(plugins.resolve("web/router.jar"));
        for (Path path : List.of(plugins, plugins.resolve("web"), jar)) {
            Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xrwx"));
            try (PluginFolder folder = PluginFolder.load(plugins)) {
                assertThat(folder.routers()).hasSize(1);
            }
            assertThat(onlyProblem()).satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                assertThat(problem.origin()).isEqualTo(path);
                assertThat(problem.message()).contains("every user may write to it", "chmod go-w");
            });
            Files.setPosixFilePermissions(path, before);
        }
    }

    @Test
    void theNameOfAJarIsEscaped() throws IOException {
        Files.writeString(plugins.resolve("x\u001b]0;y\u0007\u009b31m\u202e.jar"), "not a zip");
        assertThat(onlyProblem().message())
                .contains("not a complete zip")
                .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009f\\u202e]");
    }

    @Test
    void aDanglingLinkIsReported() throws IOException {
        Files.createSymbolicLink(plugins.resolve("gone.jar"), plugins.resolve("nowhere"));
        assertThat(onlyProblem()).satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.ERROR);
            assertThat(problem.message()).contains("gone.jar", "link", "does not exist");
        });
    }

    @Test
    void aDirectoryNamedLikeAJarIsReported() throws IOException {
        PluginJar.named("a.A", "good").write(plugins.resolve("web/router.jar"));
        Files.createDirectory(plugins.resolve("web/library.jar"));
        assertThat(onlyProblem().message()).contains("web/library.jar", "not a regular file");
    }

    @Test
    void aMissingDirectoryIsOneProblem() {
        try (PluginFolder folder = PluginFolder.load(plugins.resolve("nowhere"))) {
            assertThat(folder.routers()).isEmpty();
            assertThat(folder.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                assertThat(problem.message())
                        .contains(plugins.resolve("nowhere").toString(), "does not exist", "create it");
            });
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsOneProblem() throws IOException {
        Path file = Files.createFile(plugins.resolve("file"));
        try (PluginFolder folder = PluginFolder.load(file)) {
            assertThat(folder.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message()).contains("not a directory"));
        }
    }

    @Test
    void unreadableFilesAreReported() {
        AccessDeniedException denied = new AccessDeniedException("x.jar");
        assertThat(Reasons.ofJar(denied)).contains("may not read", "permissions");
        assertThat(Reasons.ofDirectory(denied)).contains("may not list", "permissions");
    }

    @Test
    void aSearchThatFailsForeverEnds() {
        ClassLoader failing = new ClassLoader() {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("disk gone");
            }
        };
        Providers providers = Providers.of(failing);
        assertThat(providers.types()).isEmpty();
        assertThat(providers.failures())
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(Reasons.of(failure)).contains("META-INF/services", "disk gone"));
    }

    @Test
    void closingTwiceIsAllowed() {
        PluginJar.named("a.A", "good").write(plugins.resolve("good.jar"));
        PluginFolder folder = PluginFolder.load(plugins);
        folder.close();
        folder.close();
        assertThat(folder.routers()).hasSize(1);
    }

    private static PluginJar moduleOnly() {
        return new PluginJar()
                .andClass("a.A", PluginJar.routerSource("public class", "a.A", PluginJar.name("module")))
                .andClass("module-info", "module m { requires roulette.api; provides roulette.api.Router with a.A; }")
                .withModules();
    }

    private static byte[] fromTheFuture(byte[] classFile) {
        classFile[7]++;
        return classFile;
    }

    private PluginProblem onlyProblem() {
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.problems()).hasSize(1);
            return folder.problems().getFirst();
        }
    }
}
