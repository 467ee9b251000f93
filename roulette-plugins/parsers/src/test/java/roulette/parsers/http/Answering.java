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

/** A server for one connection, which reads one request and refuses it. */
final class Answering implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final ServerSocket listening;
    private final CompletableFuture<HttpRequest> asked = new CompletableFuture<>();

    Answering(HttpRefusal refusal) throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(refusal));
    }

    private void serve(HttpRefusal refusal) {
        try (Socket client = listening.accept()) {
            client.setSoTimeout(PATIENCE_SECONDS * 1000);
            HttpRequest request = read(client.getInputStream());
            client.getOutputStream().write(refusal.to(request));
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            asked.complete(request);
        } catch (IOException | RuntimeException e) {
            asked.completeExceptionally(e);
        }
    }

    private static HttpRequest read(InputStream in) throws IOException {
        ByteArrayOutputStream opening = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        while (true) {
            int count = in.read(piece);
            if (count < 0) {
                throw new IOException("the client has left after " + opening.size() + " bytes");
            }
            opening.write(piece, 0, count);
            switch (HttpRequest.read(ByteBuffer.wrap(opening.toByteArray()))) {
                case Reading.Partial<HttpRequest> _ -> {}
                case Reading.NotThis<HttpRequest> not -> throw new IOException(not.toString());
                case Reading.Facts<HttpRequest> facts -> {
                    return facts.facts();
                }
            }
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The request, when the client has left. */
    HttpRequest asked() throws InterruptedException, ExecutionException, TimeoutException {
        return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
