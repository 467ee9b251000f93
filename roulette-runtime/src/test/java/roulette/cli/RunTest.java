package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import roulette.testing.ChildJvm;

/**
 * {@code roulette run} in a process of its own: what it logs, and how signals stop it. HUP and INT are not used, as the
 * tests may have been started with these ignored, by nohup or in the background, and a JVM leaves that as it is.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunTest {
    private static final Pattern LISTENING =
            Pattern.compile(".* INFO listening on 127\\.0\\.0\\.1:(\\d+) \\(listener edge\\), router first-letter");

    @TempDir
    Path home;

    private ChildJvm run(ServerSocket target, String drain) throws IOException {
        FirstLetterJar.writeTo(home.resolve("plugins"));
        Path configuration =
                Files.writeString(home.resolve("roulette.toml"), """
                [[listeners]]
                name = "edge"
                bind = "127.0.0.1:0"
                router = "first-letter"
                [routers.first-letter]
                target = "127.0.0.1:%d"
                [timeouts]
                drain = "%s"
                [access-log]
                enabled = false
                """.formatted(target.getLocalPort(), drain));
        return ChildJvm.start(
                Main.class,
                List.of("-Droulette.home=" + home, "-Dorg.slf4j.simpleLogger.logFile=System.out"),
                "run",
                "-c",
                configuration.toString());
    }

    private static ServerSocket target() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** The next line that says this; fails if the process ends before. */
    private static String line(ChildJvm roulette, String part) throws IOException {
        for (String line = roulette.line(); !line.equals("null"); line = roulette.line()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("no line with: " + part);
    }

    /** Waits until it listens, and returns the port. */
    private static int port(ChildJvm roulette) throws IOException {
        Matcher listening = LISTENING.matcher(line(roulette, "listening"));
        assertThat(listening.matches()).isTrue();
        return Integer.parseInt(listening.group(1));
    }

    /** A client with an open connection to the target. */
    private static Socket relayed(int port, ServerSocket target) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.getOutputStream().write('G');
        target.accept();
        return client;
    }

    @Test
    void clientsAreNamedByAddressAndPort() throws Exception {
        try (ServerSocket target = target();
                ChildJvm roulette = run(target, "0");
                Socket client = new Socket(InetAddress.getLoopbackAddress(), port(roulette))) {
            client.getOutputStream().write('!');
            assertThat(line(roulette, "failed"))
                    .contains("router first-letter failed for 127.0.0.1:" + client.getLocalPort()
                            + " on listener edge: ");
        }
    }

    @Test
    void aDrainThatCutsConnectionsIsNoFailureAndSaysHowManyAndWhy() throws Exception {
        try (ServerSocket target = target();
                ChildJvm roulette = run(target, "250ms")) {
            int port = port(roulette);
            try (Socket one = relayed(port, target);
                    Socket two = relayed(port, target)) {
                roulette.signal("TERM");
                assertThat(line(roulette, "stopping"))
                        .endsWith(
                                "INFO stopping: SIGTERM received, no new connections; 2 are open and may finish within"
                                        + " timeouts.drain (0.25 s); a second signal cuts them");
                assertThat(line(roulette, "stopped"))
                        .endsWith("WARN stopped after SIGTERM: 2 connections were cut after timeouts.drain (0.25 s)");
                assertThat(roulette.exitCode()).isZero();
                assertThat(one.isConnected() && two.isConnected()).isTrue();
            }
        }
    }

    @Test
    void aSecondSignalCutsWhatIsLeftAndThisIsSaid() throws Exception {
        try (ServerSocket target = target();
                ChildJvm roulette = run(target, "0");
                Socket client = relayed(port(roulette), target)) {
            roulette.signal("TERM");
            assertThat(line(roulette, "stopping"))
                    .endsWith(
                            "SIGTERM received, no new connections; 1 is open and may finish; a second signal cuts them");
            roulette.signal("TERM");
            assertThat(line(roulette, "while stopping"))
                    .endsWith("SIGTERM received while stopping; open connections that are cut: 1");
            assertThat(line(roulette, "stopped"))
                    .endsWith("stopped after SIGTERM: 1 connection was cut by a second signal, SIGTERM");
            assertThat(roulette.exitCode()).isZero();
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void withoutConnectionsTheStopIsSaidToo() throws Exception {
        try (ServerSocket target = target();
                ChildJvm roulette = run(target, "30s")) {
            port(roulette);
            roulette.signal("TERM");
            assertThat(line(roulette, "stopping")).endsWith("stopping: SIGTERM received, no connection is open");
            assertThat(line(roulette, "stopped")).endsWith("INFO stopped after SIGTERM: every connection was finished");
            assertThat(roulette.exitCode()).isZero();
        }
    }
}
