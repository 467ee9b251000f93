package roulette.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.Router;

class RunningRouterTest {
    @Test
    void aMissingTypeInAMethodOfARouterDoesNotPreventItsStart(@TempDir Path folder) throws Exception {
        Path missing = Files.writeString(folder.resolve("Missing.java"), "public class Missing {}");
        Path source = Files.writeString(folder.resolve("R.java"), """
                public final class R implements roulette.api.Router {
                    public String name() { return "r"; }
                    public boolean blocks() { return false; }
                    public roulette.api.Decision route(roulette.api.Opening o) { return roulette.api.Decision.reject(); }
                    public void extra(Missing m) {}
                }
                """);
        String path = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), "-cp", path, "" + missing, "" + source))
                .isZero();
        Files.delete(folder.resolve("Missing.class"));
        URL[] classes = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            Router router = (Router) loader.loadClass("R").getConstructor().newInstance();
            assertThat(RunningRouter.of("r", router, 1).handlesEnded()).isTrue();
        }
    }
}
