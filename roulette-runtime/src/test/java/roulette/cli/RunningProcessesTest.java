package roulette.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roulette.control.Answer;
import roulette.control.ControlFolder;
import roulette.control.ControlServer;
import roulette.control.Request;
import roulette.control.RunLock;

/** Processes that run the same configuration are asked one after the other. */
class RunningProcessesTest {
    private static final Path CONFIGURATION = Path.of("roulette.toml");

    @TempDir
    private Path run;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int ask() throws IOException {
        return new RunningProcesses(run, CONFIGURATION)
                .ask(new Request("status", List.of()), new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void aProcessThatFailsDoesNotKeepOthersFromBeingAsked() throws Exception {
        ControlFolder folder = ControlFolder.of(run, CONFIGURATION);
        try (RunLock first = RunLock.take(folder, true);
                RunLock second = RunLock.take(folder, true);
                ServerSocketChannel broken = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                ControlServer working =
                        ControlServer.open(second, Map.of("status", arguments -> new Answer(0, "works\n")))) {
            assertThat(first.number()).isEqualTo(1);
            broken.bind(UnixDomainSocketAddress.of(folder.path().resolve("socket")));
            Thread.ofPlatform().daemon().start(() -> {
                try (SocketChannel client = broken.accept()) {
                    client.write(ByteBuffer.wrap("nonsense\n".getBytes(UTF_8)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(ask()).isEqualTo(1);
            assertThat(out).hasToString("works\n");
            assertThat(err.toString()).startsWith("roulette: control socket " + folder.path() + "/socket: ");
        }
    }

    @Test
    void anAnswerCannotControlTheTerminal() throws Exception {
        ControlFolder folder = ControlFolder.of(run, CONFIGURATION);
        try (RunLock lock = RunLock.take(folder, false);
                ControlServer server = ControlServer.open(
                        lock, Map.of("status", arguments -> new Answer(0, "a\u001b[2Jb\u009bc\n")))) {
            assertThat(ask()).isZero();
            assertThat(out).hasToString("a?[2Jb?c\n");
        }
    }
}
