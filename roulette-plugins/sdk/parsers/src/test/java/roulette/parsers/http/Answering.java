package roulette.parsers.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import roulette.parsers.Reading;

/** A server for one connection, which reads one request and refuses it; a malformed one with its own status. */
final class Answering implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final int limit;
    private final ServerSocket listening;
    private final CompletableFuture<HttpRequest> asked = new CompletableFuture<>();

    Answering(HttpRefusal refusal) throws IOException {
        this(refusal, Integer.MAX_VALUE);
    }

    /** @param limit the number of bytes after which an incomplete request is refused */
    Answering(HttpRefusal refusal, int limit) throws IOException {
        this.limit = limit;
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(refusal));
    }

    private void serve(HttpRefusal refusal) {
        try (Socket client = listening.accept()) {
            client.setSoTimeout(PATIENCE_SECONDS * 1000);
            ByteBuffer opening = read(client.getInputStream());
            Reading<HttpRequest> reading = HttpRequest.read(opening);
            HttpRefusal answer = reading instanceof Reading.NotThis<HttpRequest> not ? HttpRefusal.of(not) : refusal;
            client.getOutputStream().write(answer.to(opening));
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            if (reading instanceof Reading.Facts<HttpRequest>(HttpRequest request, int _)) {
                asked.complete(request);
            } else {
                throw new IOException(reading.toString());
            }
        } catch (IOException | RuntimeException e) {
            asked.completeExceptionally(e);
        }
    }

    /** The client's bytes up to the limit, or until the result is final. */
    private ByteBuffer read(InputStream in) throws IOException {
        ByteArrayOutputStream opening = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        while (true) {
            int count = in.read(piece);
            if (count < 0) {
                throw new IOException("the client closed after " + opening.size() + " bytes");
            }
            opening.write(piece, 0, count);
            ByteBuffer bytes = ByteBuffer.wrap(opening.toByteArray());
            if (opening.size() >= limit || !(HttpRequest.read(bytes) instanceof Reading.Partial)) {
                return bytes;
            }
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The request, once the client has closed. */
    HttpRequest asked() throws InterruptedException, ExecutionException, TimeoutException {
        return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
