package roulette.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.Router;
import roulette.api.Settings;

/** The context class loader during calls, and the lifecycle of instances. */
final class PluginRouterTest {
    /** Reports the context class loader; once configured, by throwing it from every method. */
    private static final String TELLS = """
            private static boolean loud;
            private static String tell() {
                String own = Thread.currentThread().getContextClassLoader() == A.class.getClassLoader() ? "own" : "other";
                if (loud) throw new IllegalStateException(own);
                return own;
            }
            public A() { if (!tell().equals("own")) throw new AssertionError("constructor"); }
            public String name() { return "tells-" + tell(); }
            public String description() { return tell(); }
            public void configure(Settings settings) { loud = true; tell(); }
            public void start() { tell(); }
            public Decision timedOut(Opening opening) { return Decision.reject(tell()); }
            public roulette.api.Answer answered(Opening opening, roulette.api.FromTarget said) {
                return roulette.api.Answer.reject(tell());
            }
            public void failed(Opening opening, Attempt attempt) { tell(); }
            public void ended(Ended ended) { tell(); }
            public Decision unreachable(Opening opening, Attempt last) { return Decision.reject(tell()); }
            public boolean blocks() { return tell().isEmpty(); }
            public boolean needsBytes() { return tell().isEmpty(); }
            public java.util.Map<String, String> explain(Opening opening) { return java.util.Map.of("tell", tell()); }
            public void close() { tell(); }
            """;

    @TempDir
    private Path plugins;

    @Test
    void everyMethodOfARouterIsCalledWithThePluginsContextClassLoaderWhichIsRestored() throws Exception {
        new PluginJar()
                .andClass(
                        "a.A",
                        PluginJar.routerSource("public final class", "a.A", TELLS)
                                .replace("return Decision.reject(); }", "return Decision.reject(tell()); }"))
                .andService("a.A")
                .write(plugins.resolve("x.jar"));
        ClassLoader mine = new ClassLoader(getClass().getClassLoader()) {};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(mine);
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            assertThat(folder.problems()).isEmpty();
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(mine);
            Router router = folder.routers().getFirst().create();
            assertThat(router.name()).isEqualTo("tells-own");
            assertThat(router.description()).isEqualTo("own");
            assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(mine);
            assertThat(catchThrowable(() -> call(router, Router.class.getMethod("configure", Settings.class))))
                    .hasMessage("own");
            for (Method method : methods()) {
                assertThat(catchThrowable(() -> call(router, method)))
                        .as(method.getName())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("own");
                assertThat(Thread.currentThread().getContextClassLoader())
                        .as(method.getName())
                        .isSameAs(mine);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void everyMethodIsDelegated() {
        for (Method method : methods()) {
            assertThatCode(() -> PluginRouter.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
                    .as(method.getName())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void everyReturnValueIsPassedOn() {
        PluginJar.router("a.A", PluginJar.name("answers") + "public boolean blocks() { return false; }")
                .write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            Router router = folder.routers().getFirst().create();
            assertThat(router.blocks()).isFalse();
            assertThat(router.needsBytes()).isTrue();
        }
    }

    @Test
    void eachCreateMakesItsOwnInstance() {
        PluginJar.router("a.A", """
                        private final String identity = Integer.toString(++made);
                        private static int made;
                        public String name() { return "numbered"; }
                        public String description() { return identity; }
                        """).write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            FoundRouter router = folder.routers().getFirst();
            assertThat(List.of(
                            router.description(),
                            router.create().description(),
                            router.create().description()))
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void onlyCreatedInstancesAreClosed() throws Exception {
        PluginJar.router("a.A", """
                        private static int closed;
                        public String name() { return "counting"; }
                        public String description() { return closed + " closed"; }
                        public void close() { closed++; }
                        """).write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            Router router = folder.routers().getFirst().create();
            assertThat(router.description()).isEqualTo("0 closed");
            router.close();
            assertThat(router.description()).isEqualTo("1 closed");
        }
    }

    @Test
    void aConstructorThatThrowsOnlyInCreateIsReportedWithRouterJarAndReason() {
        PluginJar.router("a.A", """
                        private static boolean asked;
                        public A() {
                            if (asked) throw new IllegalStateException("only one\\nfits");
                            asked = true;
                        }
                        public String name() { return "only-one"; }
                        """).write(plugins.resolve("x.jar"));
        try (PluginFolder folder = PluginFolder.load(plugins)) {
            FoundRouter router = folder.routers().getFirst();
            assertThatExceptionOfType(PluginException.class)
                    .isThrownBy(router::create)
                    .withMessageContaining("\"only-one\"")
                    .withMessageContaining(plugins.resolve("x.jar").toString())
                    .withMessageContaining("java.lang.IllegalStateException: only one fits");
        }
    }

    private static List<Method> methods() {
        return Arrays.stream(Router.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toList();
    }

    private static void call(Router router, Method method) throws Throwable {
        @Nullable Object[] nothing = new @Nullable Object[method.getParameterCount()];
        try {
            method.invoke(router, nothing);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
