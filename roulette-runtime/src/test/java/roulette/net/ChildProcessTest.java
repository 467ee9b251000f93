package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.testing.FakeRouter;

/**
 * Sockets are not marked close-on-exec: that would cost two more system calls each. It is not needed as long as a
 * process started with the JDK's {@code ProcessBuilder} inherits only its standard streams.
 */
class ChildProcessTest {
    /** A child process that prints its number of sockets and runs until EOF on its input. */
    private static Process child() throws Exception {
        return new ProcessBuilder("sh", "-c", "ls -l /proc/$$/fd | grep -c 'socket:\\|eventpoll\\|eventfd'; cat")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void aChildProcessOfARouterInheritsNoSockets() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> echo.forward()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            assertThat(client.getInputStream().read()).isEqualTo('x');
            Process child = child();
            try (var output = child.inputReader()) {
                assertThat(output.readLine()).isEqualTo("0");
                // Target and client get EOF while the child is running.
                client.shutdownOutput();
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                assertThat(child.isAlive()).isTrue();
            } finally {
                child.getOutputStream().close();
                assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
        }
        // A closed port can be bound again.
        int port;
        Process child;
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.reject()))) {
            port = proxy.port();
            child = child();
            assertThat(child.inputReader().readLine()).isEqualTo("0");
        }
        FakeRouter router = FakeRouter.answering(opening -> Decision.reject());
        RoutedListener again = TestProxy.listener("again", "127.0.0.1", port, "fake", router);
        again.open(TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS, TestProxy.BUFFERS, record -> {})
                .close();
        child.getOutputStream().close();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
