package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.ProxyProtocol;
import roulette.options.Limits;
import roulette.options.Timeouts;
import roulette.proxyprotocol.HeaderReader;
import roulette.proxyprotocol.HeaderWriter;
import roulette.proxyprotocol.ProxyHeader;
import roulette.testing.FakeRouter;

class ProxyProtocolTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress("203.0.113.7", 4711);
    private static final InetSocketAddress CALLED = new InetSocketAddress("198.51.100.1", 443);

    /** Replies with the addresses and bytes that the router sees. */
    private static FakeRouter telling() {
        return FakeRouter.answering(opening -> Decision.reject(opening.client() + " " + opening.local() + " "
                + opening.peer().getAddress() + " " + StandardCharsets.UTF_8.decode(opening.bytes())));
    }

    private static TestProxy expecting(FakeRouter router) throws ListenException {
        return TestProxy.expectingHeader(router, TestProxy.LONG_TIMEOUTS, TestProxy.LARGE_LIMITS);
    }

    private static byte[] header(ProxyProtocol version) {
        ByteBuffer header = HeaderWriter.write(version, CLIENT, CALLED);
        byte[] bytes = new byte[header.remaining()];
        header.get(bytes);
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void theRouterSeesTheAddressesOfTheHeaderAndTheBytesAfterIt(ProxyProtocol version) throws Exception {
        try (TestProxy proxy = expecting(telling());
                Socket client = proxy.connect()) {
            client.getOutputStream().write(header(version));
            TestProxy.send(client, "hello");
            assertThat(TestProxy.readAll(client))
                    .startsWith("/203.0.113.7:4711 /198.51.100.1:443 /127.0.0.1 ")
                    .contains("h");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeaderThatComesByteByByteIsAccepted(ProxyProtocol version) throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = expecting(FakeRouter.answering(opening ->
                        opening.client().equals(CLIENT) ? echo.forward() : Decision.reject("not the client")));
                Socket client = proxy.connect()) {
            for (byte part : header(version)) {
                client.getOutputStream().write(part);
            }
            TestProxy.send(client, "hello");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("hello");
            AccessRecord record = java.util.Objects.requireNonNull(proxy.access.poll(20, TimeUnit.SECONDS));
            assertThat(record.client()).isEqualTo(CLIENT);
            assertThat(record.peer()).isEqualTo(client.getLocalSocketAddress());
            assertThat(record.bytesUp()).isEqualTo(5);
        }
    }

    @Test
    void withoutARequiredHeaderTheConnectionIsClosed() throws Exception {
        try (TestProxy proxy = expecting(telling());
                Socket client = proxy.connect()) {
            TestProxy.send(client, "GET / HTTP/1.1\r\n\r\n");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(proxy.count(Ending.BAD_HEADER)).isEqualTo(1);
        }
    }

    @Test
    void anUnexpectedHeaderBelongsToTheOpening() throws Exception {
        try (TestProxy proxy = expecting(telling());
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), proxy.port(), InetAddress.ofLiteral("127.0.0.2"), 0)) {
            client.getOutputStream().write(header(ProxyProtocol.V1));
            assertThat(TestProxy.readAll(client))
                    .startsWith("/127.0.0.2:" + client.getLocalPort())
                    .contains("PROXY TCP4");
        }
    }

    @Test
    void aHeaderWithoutAddressesKeepsThoseOfTheConnection() throws Exception {
        try (TestProxy proxy = expecting(telling());
                Socket client = proxy.connect()) {
            TestProxy.send(client, "PROXY UNKNOWN ffff::1 and so on\r\nhello");
            assertThat(TestProxy.readAll(client)).startsWith("/127.0.0.1:" + client.getLocalPort());
        }
    }

    @Test
    void theRouterSeesTheTlvsOfVersionTwo() throws Exception {
        byte[] plain = header(ProxyProtocol.V2);
        byte[] name = "a.example".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(plain);
        header.write(new byte[] {2, 0, (byte) name.length});
        header.write(name);
        byte[] bytes = header.toByteArray();
        bytes[15] = (byte) (bytes.length - 16);
        FakeRouter router = FakeRouter.answering(ProxyProtocolTest::authority);
        try (TestProxy proxy = expecting(router);
                Socket client = proxy.connect()) {
            client.getOutputStream().write(bytes);
            TestProxy.send(client, "x");
            assertThat(TestProxy.readAll(client)).isEqualTo("a.example");
        }
    }

    private static Decision authority(Opening opening) {
        return Decision.reject(
                StandardCharsets.US_ASCII.decode(opening.tlv(2).orElseThrow()).toString());
    }

    @Test
    void aHeaderTimeoutClosesTheConnection() throws Exception {
        Timeouts timeouts = new Timeouts(
                Duration.ofMillis(200),
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO);
        try (TestProxy proxy = TestProxy.expectingHeader(telling(), timeouts, TestProxy.LARGE_LIMITS);
                Socket client = proxy.connect()) {
            TestProxy.send(client, "PROXY TCP4 1");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(proxy.count(Ending.HEADER_TIMEOUT)).isEqualTo(1);
        }
    }

    @Test
    void aServerMaySendFirstAfterAHeader() throws Exception {
        try (Backend greeter = Backend.doing((socket, in, out) -> out.write("220 hello".getBytes("UTF-8")));
                TestProxy proxy = expecting(
                        FakeRouter.answering(opening -> greeter.forward()).atOnce());
                Socket client = proxy.connect()) {
            client.getOutputStream().write(header(ProxyProtocol.V2));
            assertThat(TestProxy.readAll(client)).isEqualTo("220 hello");
        }
    }

    @Test
    void theConnectionsOfAClientAreCountedByTheAddressOfTheHeader() throws Exception {
        Limits one = new Limits(100, 1, 16 * 1024, 64 << 20, 256);
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.expectingHeader(
                        FakeRouter.answering(opening -> echo.forward()), TestProxy.LONG_TIMEOUTS, one);
                Socket first = proxy.connect();
                Socket second = proxy.connect();
                Socket other = proxy.connect()) {
            first.getOutputStream().write(header(ProxyProtocol.V1));
            TestProxy.send(first, "x");
            assertThat(first.getInputStream().read()).isEqualTo('x');
            second.getOutputStream().write(header(ProxyProtocol.V1));
            assertThat(second.getInputStream().read()).isEqualTo(-1);
            TestProxy.send(other, "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nx");
            assertThat(other.getInputStream().read()).isEqualTo('x');
        }
    }

    /** Reads a header, then sends its client address and the bytes after it. */
    private static Backend naming() throws Exception {
        return Backend.doing((socket, in, out) -> {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
            if (HeaderReader.read(bytes) instanceof ProxyHeader.Header header) {
                bytes.position(header.length());
                out.write((header.version() + " " + header.source().orElseThrow() + " "
                                + header.destination().orElseThrow() + " " + StandardCharsets.UTF_8.decode(bytes))
                        .getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aTargetGetsTheHeaderBeforeAllOtherBytes(ProxyProtocol version) throws Exception {
        try (Backend target = naming();
                TestProxy proxy = TestProxy.sendingHeader(FakeRouter.answering(opening -> target.forward()), version);
                Socket client = proxy.connect()) {
            TestProxy.send(client, "hello");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client))
                    .isEqualTo(version + " /127.0.0.1:" + client.getLocalPort() + " /127.0.0.1:" + proxy.port()
                            + " hello");
        }
    }

    @Test
    void aRouterMayRequestAHeaderThatTheListenerDoesNotSend() throws Exception {
        try (Backend target = naming();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening ->
                        target.forward().proxyProtocol(ProxyProtocol.V1).replacing("instead")))) {
            assertThat(proxy.ask("hello")).startsWith("V1 /127.0.0.1:").endsWith(" instead");
        }
    }

    @Test
    void anExcessiveHeaderLengthIsRejectedAtOnce() throws Exception {
        byte[] huge = header(ProxyProtocol.V2);
        huge[14] = (byte) 0xff;
        huge[15] = (byte) 0xff;
        try (TestProxy proxy = expecting(telling());
                Socket client = proxy.connect()) {
            client.getOutputStream().write(huge);
            assertThatThrownBy(() -> {
                        while (client.getInputStream().read() >= 0) {
                            Thread.onSpinWait();
                        }
                        throw new SocketException("closed");
                    })
                    .isInstanceOf(SocketException.class);
            assertThat(proxy.count(Ending.BAD_HEADER)).isEqualTo(1);
        }
    }
}
