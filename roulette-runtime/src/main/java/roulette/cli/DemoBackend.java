package roulette.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** One of the two small web servers of the demo; it answers with its name and port. */
final class DemoBackend implements AutoCloseable {
    private final HttpServer server;

    private DemoBackend(HttpServer server) {
        this.server = server;
    }

    /** Starts on this port, or on any free one if it is in use. */
    static DemoBackend start(String name, int port) throws IOException {
        HttpServer server = bind(port);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = ("This is the " + name + " backend on port "
                                + server.getAddress().getPort() + ".\n")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new DemoBackend(server);
    }

    private static HttpServer bind(int port) throws IOException {
        InetAddress localhost = InetAddress.getByName("localhost");
        try {
            return HttpServer.create(new InetSocketAddress(localhost, port), 0);
        } catch (BindException taken) {
            return HttpServer.create(new InetSocketAddress(localhost, 0), 0);
        }
    }

    String address() {
        return "localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
