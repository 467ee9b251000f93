package roulette.routers.rules.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An installed web server, run on loopback from files in a folder of the test's. Its answer to every request it accepts
 * names the host it saw, between the marks of {@link Answer}. {@link #close} ends the process that was started here.
 */
final class WebServer implements AutoCloseable {
    private static final int ANSWER_MILLIS = 30_000;
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String name;
    private final Process process;
    private final InetSocketAddress address;

    private WebServer(String name, Process process, InetSocketAddress address) {
        this.name = name;
        this.process = process;
        this.address = address;
    }

    static WebServer nginx(Path folder) throws IOException {
        int port = freePort();
        Path file = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log stderr crit;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d;
                    server_name none.invalid;
                    add_header X-Host "<<$host>>" always;
                    add_header X-Host-Header "<<$http_host>>" always;
                    return 200 "accepted <<$host>>";
                  }
                }
                """.formatted(folder, port));
        return start("nginx", port, folder, program("nginx"), "-e", "stderr", "-c", file.toString());
    }

    static WebServer apache(Path folder) throws IOException {
        int port = freePort();
        Path modules = apacheModules();
        Path file = Files.writeString(folder.resolve("apache.conf"), """
                ServerRoot "%1$s"
                PidFile "%1$s/apache.pid"
                Mutex file:%1$s default
                ErrorLog "%1$s/apache.log"
                LogLevel crit
                ServerName none.invalid
                UseCanonicalName Off
                Listen 127.0.0.1:%2$d
                <IfModule !mpm_event_module>
                  LoadModule mpm_event_module "%3$s/mod_mpm_event.so"
                </IfModule>
                <IfModule !unixd_module>
                  LoadModule unixd_module "%3$s/mod_unixd.so"
                </IfModule>
                LoadModule alias_module "%3$s/mod_alias.so"
                LoadModule headers_module "%3$s/mod_headers.so"
                User #65534
                Group #65534
                ServerLimit 1
                StartServers 1
                ThreadsPerChild 64
                ThreadLimit 64
                MaxRequestWorkers 64
                RedirectMatch 410 "^"
                ErrorDocument 410 "accepted <<%%{SERVER_NAME}>>"
                Header always set X-Host "expr=<<%%{SERVER_NAME}>>"
                Header always set X-Host-Header "expr=<<%%{HTTP_HOST}>>"
                """.formatted(folder, port, modules));
        return start("Apache httpd", port, folder, program("apache2", "httpd"), "-X", "-f", file.toString());
    }

    static WebServer haproxy(Path folder) throws IOException {
        int port = freePort();
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                  maxconn 1000
                defaults
                  mode http
                  timeout client 30s
                  timeout connect 5s
                  timeout server 30s
                frontend all
                  bind 127.0.0.1:%d
                  http-request return status 200 content-type text/plain hdr x-host "<<%%[req.hdr(host)]>>" lf-string "accepted <<%%[req.hdr(host)]>>"
                """.formatted(port));
        return start("HAProxy", port, folder, program("haproxy"), "-db", "-f", file.toString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** The path of the first of these programs; also searches sbin folders. */
    private static String program(String... names) {
        List<String> folders = Stream.concat(
                        Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/sbin"))
                .toList();
        for (String name : names) {
            for (String folder : folders) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return program.toString();
                }
            }
        }
        throw new AssertionError(String.join(" or ", names)
                + " is not installed: the fuzz profile compares Roulette with real servers;"
                + " on Debian, apt-get install nginx apache2 haproxy");
    }

    private static Path apacheModules() {
        return Stream.of(
                        "/usr/lib/apache2/modules",
                        "/usr/lib64/httpd/modules",
                        "/usr/lib/httpd/modules",
                        "/opt/homebrew/lib/httpd/modules",
                        "/usr/local/lib/httpd/modules")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "the modules of Apache httpd are not installed; on Debian, apt-get install apache2"));
    }

    private static WebServer start(String name, int port, Path folder, String... command) throws IOException {
        Path output = folder.resolve(name + ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        WebServer server =
                new WebServer(name, process, new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        try {
            server.awaitAnswer(output);
            return server;
        } catch (IOException | RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private void awaitAnswer(Path output) throws IOException {
        long started = System.nanoTime();
        while (true) {
            if (!process.isAlive() || System.nanoTime() - started > START_NANOS) {
                throw new AssertionError(name + " does not start: " + Files.readString(output));
            }
            try {
                Answer answer = Answer.of(exchange("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n".getBytes(US_ASCII)));
                if (!answer.hosts().contains("a.example")) {
                    throw new AssertionError(name + " does not say which host it saw, but " + answer.text());
                }
                return;
            } catch (ConnectException e) {
                // It does not listen yet.
                endsWithin(20, TimeUnit.MILLISECONDS);
            }
        }
    }

    private boolean endsWithin(long time, TimeUnit unit) {
        try {
            return process.waitFor(time, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + name, e);
        }
    }

    /** All bytes received on a new connection after sending these and closing the output. */
    byte[] exchange(byte[] sent) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(address, ANSWER_MILLIS);
            try {
                socket.getOutputStream().write(sent);
                socket.shutdownOutput();
                socket.getInputStream().transferTo(heard);
            } catch (SocketException e) {
                // A server that leaves part of the request unread resets the connection after its response.
                return heard.toByteArray();
            }
        }
        return heard.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        process.destroy();
        if (!endsWithin(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
