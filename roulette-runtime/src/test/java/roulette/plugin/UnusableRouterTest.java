package roulette.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.plugin.PluginProblem.Severity;

/** Every defect of a router is reported in a sentence, and other routers of the jar still work. */
final class UnusableRouterTest {
    @TempDir
    private Path plugins;

    @Test
    void aThrowingConstructorIsReportedWithItsException() {
        assertThat(problemBesideAGoodRouter(PluginJar.router(
                        "a.A",
                        PluginJar.name("bad") + "public A() { throw new IllegalStateException(\"no licence\"); }")))
                .contains("a.A", "constructed", "java.lang.IllegalStateException: no licence");
    }

    @Test
    void aThrowingStaticInitializerIsReportedWithItsException() {
        assertThat(problemBesideAGoodRouter(PluginJar.router(
                        "a.A", PluginJar.name("bad") + "static final int N = Integer.parseInt(\"many\");")))
                .contains("a.A", "static initializer", "java.lang.NumberFormatException");
    }

    @Test
    void aStaticInitializerThatFailedBeforeIsReportedWithItsException() {
        new PluginJar()
                .andClass("a.Table", "package a; class Table { static final int N = Integer.parseInt(\"many\"); }")
                .andRouter("a.A", PluginJar.name("one") + "public final int n = Table.N;")
                .andRouter("a.B", PluginJar.name("two") + "public final int n = Table.N;")
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(messages(folder))
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message)
                            .contains("static initializer", "java.lang.NumberFormatException", "many"));
        }
    }

    @Test
    void aHangingStaticInitializerIsReportedWithItsPlace() {
        PluginJar.router("a.A", """
                        public String name() { return "bad"; }
                        static { while (go()) Thread.onSpinWait(); }
                        static boolean go() { return !Thread.interrupted(); }
                        """)
                .andRouter("good.Good", PluginJar.name("good"))
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins, Optional.empty(), Duration.ofSeconds(2))) {
            assertThat(folder.routers()).extracting(FoundRouter::name).containsExactly("good");
            assertThat(onlyError(folder))
                    .contains("a.A can't be constructed", "it did not return within 2 s; it was at ");
        }
    }

    @Test
    void tooManyBadServiceLinesAreReported() {
        PluginJar jar = new PluginJar();
        for (int i = 0; i < 150; i++) {
            jar.andService("a.Missing" + i);
        }
        jar.write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(messages(folder))
                    .hasSize(101)
                    .last()
                    .asString()
                    .contains("100 entries of META-INF/services/roulette.api.Router", "the rest was not read");
        }
    }

    @Test
    void aLibraryMissingInTheConstructorIsReportedWithTheRemedy() {
        assertThat(problemBesideAGoodRouter(
                        PluginJar.router("a.A", PluginJar.name("bad") + "private final lib.Pool pool = new lib.Pool();")
                                .without("lib.Pool", "package lib; public class Pool {}")))
                .contains("a.A", "needs the class lib.Pool", "one folder");
    }

    @Test
    void aLibraryMissingInASignatureIsReportedWithTheRemedy() {
        assertThat(problemBesideAGoodRouter(
                        PluginJar.router("a.A", PluginJar.name("bad") + "public lib.Pool pool() { return null; }")
                                .without("lib.Pool", "package lib; public class Pool {}")))
                .contains("a.A", "needs the class lib.Pool", "one folder");
    }

    @Test
    void aMissingSuperclassIsReportedWithTheRemedy() {
        assertThat(problemBesideAGoodRouter(new PluginJar()
                        .andClass(
                                "a.A",
                                PluginJar.routerSource("public class", "a.A", PluginJar.name("bad"))
                                        .replace("class A", "class A extends lib.Base"))
                        .andService("a.A")
                        .without("lib.Base", "package lib; public class Base {}")))
                .contains("needs the class lib.Base", "one folder");
    }

    @Test
    void aClassMissingInThisJavaIsNotReportedAsThePlugins() {
        assertThat(problemBesideAGoodRouter(new PluginJar()
                        .andClass(
                                "a.A",
                                PluginJar.routerSource("public class", "a.A", PluginJar.name("bad"))
                                        .replace("class A", "class A extends java.Missing"))
                        .andService("a.A")
                        .without("java.Missing", "package java; public class Missing {}")))
                .contains("needs the class java.Missing", System.getProperty("java.home"), "ROULETTE_JAVA_HOME");
    }

    @Test
    void aClassOfANewerJavaIsReportedWithBothVersions() {
        int here = Runtime.version().feature();
        assertThat(problemBesideAGoodRouter(PluginJar.named("a.A", "bad").patched("a.A", classFile -> {
                    classFile[7] = (byte) (classFile[7] + 3);
                    return classFile;
                })))
                .contains("a/A", "built for Java " + (here + 3), "this is Java " + here);
    }

    @Test
    void aMissingDeclaredClassIsReported() {
        assertThat(problemBesideAGoodRouter(new PluginJar().andService("a.Forgotten")))
                .contains("a.Forgotten", "META-INF/services/roulette.api.Router", "not in the plugin");
    }

    @Test
    void aDeclaredClassThatIsNoRouterIsReported() {
        assertThat(problemBesideAGoodRouter(new PluginJar()
                        .andClass("a.A", "package a; public class A {}")
                        .andService("a.A")))
                .contains("a.A", "does not implement roulette.api.Router");
    }

    @Test
    void anInvalidServiceFileIsQuoted() {
        assertThat(onlyProblem(new PluginJar().andService("router a.A"))).contains("META-INF/services", "syntax");
    }

    @Test
    void aPrivateConstructorIsReportedAsMissing() {
        assertThat(problemBesideAGoodRouter(PluginJar.router("a.A", PluginJar.name("bad") + "private A() {}")))
                .contains("a.A", "no public constructor without parameters");
    }

    @Test
    void aConstructorWithParametersIsNoSubstitute() {
        assertThat(problemBesideAGoodRouter(PluginJar.router("a.A", PluginJar.name("bad") + "public A(int port) {}")))
                .contains("a.A", "no public constructor without parameters");
    }

    @Test
    void aNonPublicClassIsReported() {
        assertThat(problemBesideAGoodRouter(new PluginJar()
                        .andClass(
                                "a.A", PluginJar.routerSource("class", "a.A", PluginJar.name("bad") + "public A() {}"))
                        .andService("a.A")))
                .contains("a.A", "not public");
    }

    @Test
    void anAbstractClassIsReported() {
        assertThat(problemBesideAGoodRouter(new PluginJar()
                        .andClass("a.A", PluginJar.routerSource("public abstract class", "a.A", PluginJar.name("bad")))
                        .andService("a.A")))
                .contains("a.A", "abstract");
    }

    @Test
    void aNullNameIsReported() {
        assertThat(problemBesideAGoodRouter(PluginJar.router("a.A", "public String name() { return null; }")))
                .contains("a.A", "null", "lower-case words joined with hyphens");
    }

    @Test
    void aThrowingNameIsReportedWithItsException() {
        assertThat(problemBesideAGoodRouter(PluginJar.router(
                        "a.A", "public String name() { throw new UnsupportedOperationException(\"later\"); }")))
                .contains("name() of a.A", "java.lang.UnsupportedOperationException: later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Tenant", "by tenant", "by_tenant", "-x", "x-", "x--y", "tenänt", "x\\ny"})
    void aNameThatIsNotLowerCaseWordsJoinedWithHyphensIsRefused(String name) {
        assertThat(problemBesideAGoodRouter(PluginJar.named("a.A", name)))
                .contains("a.A", "lower-case words joined with hyphens");
    }

    @Test
    void aStackOverflowIsReportedAsTheRouters() {
        assertThat(problemBesideAGoodRouter(PluginJar.router("a.A", "public String name() { return name(); }")))
                .contains("name() of a.A", "StackOverflowError");
    }

    @Test
    void anyOtherErrorIsReported() {
        assertThat(problemBesideAGoodRouter(
                        PluginJar.router("a.A", "public String name() { throw new AssertionError(\"never\"); }")))
                .contains("a.A", "java.lang.AssertionError: never");
    }

    @Test
    void anExceptionWhoseMessageThrowsIsReported() {
        assertThat(problemBesideAGoodRouter(PluginJar.router("a.A", PluginJar.name("bad") + """
                                public A() {
                                    throw new RuntimeException() {
                                        public String getMessage() { throw new IllegalStateException(); }
                                    };
                                }
                                """)))
                .contains("a.A$1", "getMessage() throws java.lang.IllegalStateException");
    }

    @Test
    void anOutOfMemoryErrorIsNotReportedAsTheRouters() {
        PluginJar.router("a.A", "public String name() { throw new OutOfMemoryError(\"test\"); }")
                .write(plugins.resolve("x.jar"));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> PluginFolder.load(plugins));
    }

    @Test
    void aThrowingDescriptionIsAWarning() {
        PluginJar.router("a.A", PluginJar.name("one") + "public String description() { return null; }")
                .andRouter(
                        "a.B",
                        PluginJar.name("two") + "public String description() { throw new IllegalStateException(); }")
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).extracting(FoundRouter::description).containsExactly("", "");
            assertThat(folder.problems()).hasSize(2).allSatisfy(problem -> {
                assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                assertThat(problem.message()).contains("x.jar", "description()");
            });
        }
    }

    @Test
    void aDescriptionIsMadeOneLine() {
        PluginJar.router("a.A", PluginJar.name("one") + "public String description() { return \"One.\\n  Two.\"; }")
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).extracting(FoundRouter::description).containsExactly("One. Two.");
        }
    }

    @Test
    void everyBadRouterOfAJarIsReported() {
        PluginJar.named("a.A", "Bad")
                .andRouter("a.B", PluginJar.name("bad") + "private B() {}")
                .andService("a.C")
                .andService("a.D")
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).isEmpty();
            assertThat(messages(folder)).hasSize(4);
            assertThat(String.join("\n", messages(folder))).contains("a.A", "a.B", "a.C", "a.D");
        }
    }

    private String problemBesideAGoodRouter(PluginJar jar) {
        jar.andRouter("good.Good", PluginJar.name("good")).write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.routers()).extracting(FoundRouter::name).containsExactly("good");
            return onlyError(folder);
        }
    }

    private String onlyProblem(PluginJar jar) {
        jar.write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            return onlyError(folder);
        }
    }

    private String onlyError(PluginFolder folder) {
        assertThat(folder.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.ERROR);
            assertThat(problem.origin()).isEqualTo(plugins.resolve("x.jar"));
            assertThat(problem.message()).contains("x.jar").doesNotContain("\n");
        });
        return messages(folder).getFirst();
    }

    private static List<String> messages(PluginFolder folder) {
        return folder.problems().stream().map(PluginProblem::message).toList();
    }
}
