package roulette.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.testing.ClosedPort;
import roulette.testing.Eventually;

/** A plugin compiled against today's API works with Roulette on a {@linkplain LaterApi later} one. */
class CompatibilityTest {
    private static final Pattern PORT = Pattern.compile(" listening on \\S+:(\\d+)");
    private static final String FAILURES =
            "unresolved refused unreachable timeout timeout timeout closed given-up error";
    private static final String VERSIONS = "one two";
    private static final String NEWER = "newer.NewerRouter";

    @TempDir
    Path home;

    @Test
    void aPluginWorksWithTheApiThatItWasCompiledAgainst() throws Exception {
        try (Proxy proxy = new Proxy(Optional.empty())) {
            proxy.usesEveryCall();
            assertThat(proxy.answer("constants")).isEqualTo(FAILURES + " " + VERSIONS);
            assertThat(proxy.answer("wrap")).isEqualTo("need-more");
        }
    }

    @Test
    void aPluginWorksWithALaterApi() throws Exception {
        Path later = LaterApi.compile(home.resolve("later"));
        try (Proxy proxy = new Proxy(Optional.of(later))) {
            proxy.usesEveryCall();
            assertThat(proxy.answer("constants")).isEqualTo("later-failure " + FAILURES + " later-version " + VERSIONS);
            assertThat(proxy.answer("wrap")).isEqualTo("later-kind because{key=value}");
        }
    }

    /** Roulette in a process of its own, and a target that sends a greeting first. */
    private final class Proxy implements AutoCloseable {
        private final ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final ClosedPort closed = new ClosedPort();
        private final Path log = home.resolve("log");
        private final Process roulette;
        private final int port;

        /** @param api the classes of the API that it runs with, if not those that it was compiled against */
        Proxy(Optional<Path> api) throws IOException {
            plugin(api);
            Path configuration = Files.writeString(home.resolve("roulette.toml"), """
                    [[listeners]]
                    bind = "127.0.0.1:0"
                    router = "every-call"
                    name = "web"
                    [routers.every-call]
                    backends = ["127.0.0.1:%d"]
                    closed = "127.0.0.1:%d"
                    other = "second"
                    inner = "%s"
                    text = "x"
                    port = -1
                    large = 5000000000
                    flag = true
                    time = "1m"
                    size = "1 KiB"
                    first = "a:1"
                    strings = ["b", "c"]
                    file = "x.txt"
                    table = { key = "z" }
                    tables = [{}, {}]
                    named = { one = "d:1" }
                    [routers.second]
                    use = "every-call"
                    other = "second"
                    text = "second"
                    port = 1
                    large = 1
                    flag = false
                    time = "1s"
                    size = 1
                    first = "a:1"
                    file = "x.txt"
                    table = { key = "z" }
                    [timeouts]
                    connect = "50s"
                    routing = "1m"
                    """.formatted(
                            target.getLocalPort(), closed.port(), api.isPresent() ? NEWER : ""));
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(option -> option.startsWith("--"))
                    .forEach(command::add);
            String own = System.getProperty("java.class.path");
            command.addAll(List.of(
                    "-Droulette.home=" + home,
                    "-cp",
                    api.map(later -> later + File.pathSeparator + own).orElse(own),
                    "roulette.cli.Main",
                    "run",
                    "-c",
                    configuration.toString()));
            roulette = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            port = port();
            Thread.ofVirtual().start(this::serve);
        }

        /** The classes of the plugin as this build has compiled them, and one that was compiled against the later API. */
        private void plugin(Optional<Path> api) throws IOException {
            Path classes = Files.createDirectories(home.resolve("classes"));
            if (api.isPresent()) {
                LaterApi.compile(api.get(), classes, "NewerRouter", """
                        package newer;
                        import roulette.api.*;
                        public final class NewerRouter implements Router {
                            public String name() { return "newer"; }
                            public Decision route(Opening opening) {
                                return Decision.terminate("edge").because("because").label("key", "value");
                            }
                        }
                        """);
            }
            Path built = Path.of(Objects.requireNonNull(EveryCallRouter.class.getResource(""))
                    .getPath());
            Path jar = Files.createDirectories(home.resolve("plugins")).resolve("every-call.jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    Stream<Path> own = Files.list(built);
                    Stream<Path> newer = Files.walk(classes)) {
                for (Path file : own.toList()) {
                    if (String.valueOf(file.getFileName()).startsWith("EveryCallRouter")) {
                        out.putNextEntry(new ZipEntry("roulette/compatibility/" + file.getFileName()));
                        out.write(Files.readAllBytes(file));
                    }
                }
                for (Path file : newer.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                    out.write(Files.readAllBytes(file));
                }
                out.putNextEntry(new ZipEntry("META-INF/services/roulette.api.Router"));
                out.write(EveryCallRouter.class.getName().getBytes(StandardCharsets.UTF_8));
            }
        }

        /** Greets, and is ready after the next line; then sends back what it has received, until the client's end. */
        private void serve() {
            while (!target.isClosed()) {
                try (Socket socket = target.accept()) {
                    socket.getOutputStream().write("greeting\n".getBytes(StandardCharsets.UTF_8));
                    String received = "";
                    boolean ready = false;
                    InputStream in = socket.getInputStream();
                    for (int next = in.read(); next >= 0; next = in.read()) {
                        received += (char) next;
                        if (!ready && received.endsWith("start\n")) {
                            ready = true;
                            socket.getOutputStream().write("ready\n".getBytes(StandardCharsets.UTF_8));
                        }
                    }
                    socket.getOutputStream().write(received.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    if (!target.isClosed()) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }

        void usesEveryCall() throws IOException {
            assertThat(answer("settings"))
                    .isEqualTo("x -1 2 5000000000 3 true true PT1M PT0S 1024 4 a:1 [b, c] {one=[d:1]} true y z 2 false "
                            + "true 16384 true true PT50S PT1M");
            assertThat(answer("opening")).isEqualTo("1 false true true web false false");
            assertThat(answer("hello\nopening")).isEqualTo("hello 0\n1 false true true web false false");
            assertThat(answer("delegate")).isEqualTo("decided by the other");
            assertThat(answer("kinds"))
                    .isEqualTo("need-more reason, forward [a:1, b:2]Optional[1]Optional[1]Optional[PT1S]Optional[PT2S]"
                            + "Optional[V2]true, reply 21Optional[PT1S], reply 10Optional.empty, reject 3, "
                            + "delegate other true true needMore()send(1 bytes, 0)join(1)nextTarget(x)");
            assertThat(answer("fail")).isEqualTo("unreachable: refused");
            assertThat(answer("forward"))
                    .startsWith("forwarded\ngreeting\nPROXY TCP4 127.0.0.1 ")
                    .endsWith("replaced");
            assertThat(answer("join"))
                    .startsWith("joined\nPROXY TCP4 127.0.0.1 ")
                    .endsWith("start\nreplaced");
            Eventually.check(() -> assertThat(answer("notes"))
                    .startsWith("started;")
                    .contains(
                            "failed refused false false false",
                            "answered greeting true;answered ready true",
                            "ended {host=a.example} 5 true 0 false web 0 0 false false true"));
        }

        /** What a client receives that sends a line and ends its side. */
        String answer(String line) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return answer.isEmpty() ? "no answer; the log: " + log() : answer.stripTrailing();
            } catch (IOException e) {
                throw new AssertionError(log(), e);
            }
        }

        /** Waits until it listens. */
        private int port() throws IOException {
            while (true) {
                boolean alive = roulette.isAlive();
                Matcher listening = PORT.matcher(log());
                if (listening.find()) {
                    return Integer.parseInt(listening.group(1));
                }
                if (!alive) {
                    target.close();
                    closed.close();
                    throw new AssertionError("Roulette has not started: " + log());
                }
                LockSupport.parkNanos(10_000_000);
            }
        }

        private String log() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            roulette.destroyForcibly();
            target.close();
            closed.close();
            roulette.onExit().join();
        }
    }
}
