package roulette.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and answers on the control socket, and clients that do not keep to the protocol. */
class ControlSocketTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path run;

    private ControlFolder folder = new ControlFolder(Path.of(""));
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void folder() {
        folder = ControlFolder.of(run, Path.of("roulette.toml"));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private ControlServer serve(Map<String, ControlServer.Command> commands, Duration timeout) throws Exception {
        RunLock lock = RunLock.take(folder, false);
        opened.add(lock);
        ControlServer server = ControlServer.open(lock, commands, timeout);
        opened.add(server);
        return server;
    }

    private ControlServer echo(Duration timeout) throws Exception {
        return serve(Map.of("echo", arguments -> new Answer(3, String.join("|", arguments))), timeout);
    }

    private Answer ask(String command, String... arguments) throws IOException {
        return ControlClient.ask(folder.socket(1), new Request(command, List.of(arguments)), LONG)
                .orElseThrow();
    }

    private SocketChannel raw(String text) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.socket(1)));
        opened.add(channel);
        channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
        return channel;
    }

    private static String all(SocketChannel channel) throws IOException {
        return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
    }

    /** Waits for the end; the server resets a connection of which it has not read everything. */
    private static void awaitEnd(SocketChannel channel) throws IOException {
        try {
            assertThat(all(channel)).isEmpty();
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void aCommandGetsItsArgumentsAndItsAnswerArrives() throws Exception {
        echo(LONG);
        assertThat(ask("echo", "one", "zwei und drei", "ö")).isEqualTo(new Answer(3, "one|zwei und drei|ö"));
    }

    @Test
    void aLargeAnswerArrivesWhole() throws Exception {
        String large = "0123456789".repeat(300_000);
        serve(Map.of("large", arguments -> new Answer(0, large)), LONG);
        assertThat(ask("large").text()).isEqualTo(large);
    }

    @Test
    void anUnknownCommandIsAnError() throws Exception {
        echo(LONG);
        assertThat(ask("reload").exitCode()).isEqualTo(64);
        assertThat(ask("reload").text()).contains("does not know", "reload");
    }

    @Test
    void aCommandThatThrowsIsAnErrorAndTheNextOneIsAnswered() throws Exception {
        serve(
                Map.of(
                        "broken",
                        arguments -> {
                            throw new StackOverflowError("too deep");
                        },
                        "works",
                        arguments -> new Answer(0, "yes")),
                LONG);
        assertThat(ask("broken")).satisfies(answer -> {
            assertThat(answer.exitCode()).isEqualTo(1);
            assertThat(answer.text()).contains("too deep");
        });
        assertThat(ask("works").text()).isEqualTo("yes");
    }

    @Test
    void anotherVersionOfTheProtocolIsRefused() throws Exception {
        echo(LONG);
        assertThat(all(raw("roulette-control 2 echo\n\n")))
                .startsWith("roulette-control 1 64 ")
                .contains("version that is running");
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() throws Exception {
        echo(LONG);
        assertThat(all(raw("roulette-control 1 echo\n" + "x".repeat(Wire.MAX_REQUEST - 24))))
                .contains("larger than 65536");
    }

    @Test
    void aSlowClientIsClosedAndTheOthersAreServedMeanwhile() throws Exception {
        echo(Duration.ofSeconds(2));
        SocketChannel slow = raw("roulette-control 1 ec");
        assertThat(ask("echo", "fast").text()).isEqualTo("fast");
        awaitEnd(slow);
    }

    @Test
    void asManySlowClientsAsThereArePlacesDelayTheNextOneByTheTimeoutOnly() throws Exception {
        echo(Duration.ofMillis(300));
        List<SocketChannel> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(raw("roulette-control 1 ec"));
        }
        assertThat(ask("echo", "patient").text()).isEqualTo("patient");
        for (SocketChannel one : slow) {
            awaitEnd(one);
        }
    }

    @Test
    void aClientThatDoesNotTakeItsAnswerIsClosed() throws Exception {
        serve(Map.of("large", arguments -> new Answer(0, "x".repeat(8 << 20))), Duration.ofMillis(300));
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(raw("roulette-control 1 large\n\n"));
        }
        // All places are taken until one of these is closed.
        assertThat(ask("other").exitCode()).isEqualTo(64);
        List<Integer> lengths = new ArrayList<>();
        for (SocketChannel client : clients) {
            lengths.add(all(client).length());
        }
        assertThat(lengths).anySatisfy(length -> assertThat(length).isLessThan(8 << 20));
    }

    @Test
    void anAnswerThatIsCutOffIsAnError() throws Exception {
        folder.create();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.socket(1)));
            Thread.ofPlatform().daemon().start(() -> {
                try (SocketChannel client = server.accept()) {
                    Wire.receiveRequest(client);
                    client.write(ByteBuffer.wrap("roulette-control 1 0 100\nhalf".getBytes(UTF_8)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThatThrownBy(() -> ask("status")).hasMessageContaining("before it had sent everything");
        }
    }

    @Test
    void aProxyThatDoesNotAnswerInTimeIsAnError() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        serve(
                Map.of("hang", arguments -> {
                    never.await();
                    return new Answer(0, "");
                }),
                LONG);
        assertThatThrownBy(() ->
                        ControlClient.ask(folder.socket(1), new Request("hang", List.of()), Duration.ofMillis(200)))
                .hasMessageContaining("did not answer");
        never.countDown();
    }

    @Test
    void onlyItsOwnerMayUseTheSocket() throws Exception {
        echo(LONG);
        assertThat(Files.getPosixFilePermissions(folder.path()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(folder.socket(1)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void afterCloseThereIsNoSocketAndNobodyAnswers() throws Exception {
        ControlServer server = echo(LONG);
        SocketChannel slow = raw("roulette-control 1 ec");
        server.close();
        assertThat(folder.sockets()).isEmpty();
        awaitEnd(slow);
    }

    /** Otherwise an error is logged. */
    @Test
    void aCommandThatReturnsAfterCloseEndsQuietly() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Thread> served = new CompletableFuture<>();
        ControlServer server = serve(
                Map.of("long", arguments -> {
                    served.complete(Thread.currentThread());
                    running.countDown();
                    goOn.await();
                    return new Answer(0, "");
                }),
                LONG);
        raw("roulette-control 1 long\n\n");
        running.await();
        server.close();
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            goOn.countDown();
            served.get().join();
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(UTF_8)).doesNotContain("internal error");
    }

    @Test
    void aSocketThatIsDeletedMeanwhileIsThatOfADeadProcess() throws Exception {
        assertThat(ControlClient.ask(folder.socket(1), new Request("echo", List.of()), LONG))
                .isEmpty();
    }

    @Test
    void theSocketOfADeadProcessIsReplaced() throws Exception {
        folder.create();
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(folder.socket(1)));
        }
        assertThat(ControlClient.ask(folder.socket(1), new Request("echo", List.of()), LONG))
                .isEmpty();
        echo(LONG);
        assertThat(ask("echo", "new").text()).isEqualTo("new");
    }
}
