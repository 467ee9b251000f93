package roulette.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Asks a running proxy. */
public final class ControlClient {
    private ControlClient() {}

    /**
     * Sends a request and waits for the answer.
     *
     * @return empty if no process listens on the socket any more
     * @throws IOException if it does not answer within this time, or the socket can't be used
     */
    public static Optional<Answer> ask(Path socket, Request request, Duration timeout) throws IOException {
        try (ClosingTimer timer = new ClosingTimer();
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            timer.after(timeout, channel);
            channel.connect(UnixDomainSocketAddress.of(socket));
            Wire.send(request, channel);
            return Optional.of(Wire.receiveAnswer(channel));
        } catch (ConnectException dead) {
            return Optional.empty();
        } catch (AsynchronousCloseException late) {
            throw new IOException("it did not answer within " + timeout.toSeconds() + " s", late);
        } catch (SocketException e) {
            // A process that ends deletes its socket.
            if (Files.notExists(socket)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
