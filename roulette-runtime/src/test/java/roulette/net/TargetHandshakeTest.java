package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Answer;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.ProxyProtocol;
import roulette.options.Limits;
import roulette.options.Timeouts;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

/** The handshake of a target with the router. */
class TargetHandshakeTest {
    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Forwards to the first of these, listening, once the client has sent a line. */
    private static FakeRouter listening(FakeRouter.ToTarget answer, Backend first, Backend... others) {
        Decision.Forward forward = first.forward().listening();
        for (Backend other : others) {
            forward = forward.orElse("127.0.0.1", other.port());
        }
        Decision.Forward all = forward;
        return FakeRouter.answering(opening -> text(opening.bytes()).endsWith("\n") ? all : Decision.needMore())
                .toTarget(answer);
    }

    /** Sends a greeting, expects an answer, confirms it, and then echoes. */
    private static Backend greeting() throws IOException {
        return Backend.doing((socket, in, out) -> {
            out.write(bytes("220 hi\n"));
            if (new String(in.readNBytes(5), StandardCharsets.ISO_8859_1).equals("EHLO\n")) {
                out.write(bytes("250 ok\nand more;"));
                in.transferTo(out);
            }
        });
    }

    private static Answer greet(Opening opening, roulette.api.FromTarget received) {
        String text = text(received.bytes());
        if (text.startsWith("220") && text.endsWith("\n")) {
            return Answer.send("EHLO\n", text.length());
        }
        int line = text.indexOf('\n') + 1;
        return line > 0 ? Answer.join(line) : Answer.needMore();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRouterSpeaksWithTheTargetAndThenJoinsItWithTheClient(boolean blocking) throws Exception {
        try (Backend backend = greeting()) {
            FakeRouter router = FakeRouter.answering(
                            opening -> backend.forward().listening().replying("go;"))
                    .toTarget(TargetHandshakeTest::greet);
            try (TestProxy proxy = TestProxy.with(blocking ? router.blocking() : router)) {
                assertThat(proxy.ask("hello")).isEqualTo("go;and more;hello");
                AccessRecord record = proxy.access.poll(20, TimeUnit.SECONDS);
                assertThat(record).isNotNull();
                assertThat(record.bytesUp()).isEqualTo(5);
                assertThat(record.bytesDown()).isEqualTo("220 hi\n250 ok\nand more;hello".length());
                assertThat(record.ending()).isEqualTo("complete");
            }
        }
    }

    @Test
    void clientBytesDuringTheHandshakeAreSentAfterTheReplacement() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (Backend backend = Backend.doing((socket, in, out) -> {
                    out.write('.');
                    while (in.read() == '?') {
                        out.write('.');
                    }
                    out.write('!');
                    in.transferTo(out);
                });
                TestProxy proxy = TestProxy.with(FakeRouter.answering(
                                opening -> backend.forward().listening().replacing("HELLO"))
                        .toTarget((opening, received) -> {
                            connected.countDown();
                            if (!text(opening.bytes()).equals("hello world")) {
                                return Answer.send("?", 1);
                            }
                            return text(received.bytes()).endsWith("!") ? Answer.join(2) : Answer.send("/", 0);
                        }));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "hello");
            assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
            TestProxy.send(client, " world");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("HELLO world");
        }
    }

    /** Delays each answer to a target until {@code go}. */
    private static FakeRouter answeringLater(
            Backend backend, roulette.api.Answer answer, CountDownLatch asked, CountDownLatch go) {
        return FakeRouter.answering(opening -> text(opening.bytes()).equals("?")
                        ? Decision.reject("no")
                        : backend.forward().listening())
                .toTarget((opening, received) -> {
                    asked.countDown();
                    go.await();
                    return answer;
                })
                .blocking();
    }

    /** Waits until each loop of the proxy has handled what was sent to it before. */
    private static void letLoopsRun(TestProxy proxy) throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(proxy.ask("?")).isEqualTo("no");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 2042, 2043, 6000, 100_000})
    void whatTheClientSendsWhileTheRouterAnswersTheTargetIsRelayed(int size) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Backend backend = Backend.doing((socket, in, out) -> {
                    out.write('.');
                    in.transferTo(out);
                });
                TestProxy proxy = TestProxy.with(answeringLater(backend, Answer.join(1), asked, go));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "hello\n");
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            TestProxy.send(client, "x".repeat(size));
            letLoopsRun(proxy);
            go.countDown();
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("hello\n" + "x".repeat(size));
        }
    }

    @Test
    void aClientResetIsDetectedAfterTheCallHadItsFullBufferPinned() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (Backend backend = Backend.doing((socket, in, out) -> {
                    out.write('.');
                    in.read();
                });
                TestProxy proxy = TestProxy.with(answeringLater(backend, Answer.needMore(), asked, go));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "hello\n");
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            TestProxy.send(client, "x".repeat(6000));
            letLoopsRun(proxy);
            go.countDown();
            client.setSoLinger(true, 0);
            client.close();
            Eventually.check(() -> assertThat(proxy.count(Ending.CLIENT_LEFT)).isEqualTo(1));
        }
    }

    @Test
    void aTargetThatTheRouterGivesUpGetsNoClientBytesAndTheNextIsTried() throws Exception {
        LinkedBlockingQueue<Integer> results = new LinkedBlockingQueue<>();
        try (Backend bad = Backend.doing((socket, in, out) -> {
                    out.write(bytes("500 no\n"));
                    try {
                        results.add(in.read());
                    } catch (IOException reset) {
                        results.add(-2);
                    }
                });
                Backend good = greeting()) {
            FakeRouter router = listening(
                    (opening, received) -> text(received.bytes()).startsWith("500")
                            ? Answer.nextTarget("banner")
                            : greet(opening, received),
                    bad,
                    good);
            try (TestProxy proxy = TestProxy.with(router)) {
                assertThat(proxy.ask("hello\n")).isEqualTo("and more;hello\n");
                assertThat(results.poll(20, TimeUnit.SECONDS)).isEqualTo(-2);
                assertThat(router.failures).containsExactly("127.0.0.1:" + bad.port() + " GIVEN_UP");
            }
        }
    }

    /** Checks the failure of a target, with a router that always needs more bytes. */
    private static void fails(Backend.Conversation target, Failure expected) throws Exception {
        Timeouts timeouts = timeouts(Duration.ofSeconds(expected == Failure.NO_ANSWER ? 1 : 20), Duration.ZERO);
        try (Backend backend = Backend.doing(target)) {
            FakeRouter router = listening(
                            (opening, received) ->
                                    received.bytes().get(0) == '?' ? Answer.send("!", 1) : Answer.needMore(),
                            backend)
                    .whenUnreachable((opening, last) ->
                            Decision.reject(text(opening.bytes()).strip() + " " + last.failure()));
            try (TestProxy proxy = TestProxy.with(router, timeouts)) {
                assertThat(proxy.ask("hello\n")).isEqualTo("hello " + expected);
            }
        }
    }

    private static Timeouts timeouts(Duration routing, Duration conversation) {
        return new Timeouts(
                Duration.ZERO,
                routing,
                conversation,
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ZERO);
    }

    @Test
    void aTargetThatClosesBeforeItIsJoinedHasFailed() throws Exception {
        fails((socket, in, out) -> {}, Failure.CLOSED);
        fails((socket, in, out) -> out.write(bytes("220 ")), Failure.CLOSED);
        fails(
                (socket, in, out) -> {
                    out.write('?');
                    assertThat(in.read()).isEqualTo('!');
                    socket.setSoLinger(true, 0);
                },
                Failure.CLOSED);
    }

    @Test
    void aTargetThatSendsNothingOrTooLittleFailsAtItsTimeout() throws Exception {
        fails((socket, in, out) -> in.read(), Failure.NO_ANSWER);
        fails(
                (socket, in, out) -> {
                    while (true) {
                        out.write('.');
                        Thread.sleep(100);
                    }
                },
                Failure.NO_ANSWER);
    }

    @Test
    void aTargetThatSendsMoreThanTheOpeningLimitFails() throws Exception {
        fails(
                (socket, in, out) -> {
                    out.write(new byte[100_000]);
                    in.read();
                },
                Failure.ERROR);
    }

    @Test
    void aTargetThatExceedsTheMemoryOfOpeningsEndsTheConnection() throws Exception {
        Limits tight = new Limits(100, 0, 16 << 10, 6 << 10, 16);
        try (Backend backend = Backend.doing((socket, in, out) -> {
                    out.write(new byte[12_000]);
                    in.read();
                });
                TestProxy proxy = TestProxy.with(
                        listening((opening, received) -> Answer.needMore(), backend), TestProxy.LONG_TIMEOUTS, tight);
                Socket client = proxy.connect()) {
            TestProxy.send(client, "hello\n");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Eventually.check(() -> assertThat(proxy.count(Ending.OPENINGS_FULL)).isEqualTo(1));
        }
    }

    @Test
    void aClientThatDisconnectsDuringTheHandshakeEndsTheTargetsConnection() throws Exception {
        CountDownLatch greeted = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Backend backend = Backend.doing((socket, in, out) -> {
                    out.write('.');
                    try {
                        in.readAllBytes();
                    } finally {
                        ended.countDown();
                    }
                });
                TestProxy proxy = TestProxy.with(listening(
                        (opening, received) -> {
                            greeted.countDown();
                            return Answer.needMore();
                        },
                        backend))) {
            Socket client = proxy.connect();
            TestProxy.send(client, "hello\n");
            assertThat(greeted.await(20, TimeUnit.SECONDS)).isTrue();
            client.setSoLinger(true, 0);
            client.close();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            Eventually.check(() -> assertThat(proxy.count(Ending.CLIENT_LEFT)).isEqualTo(1));
        }
    }

    @SuppressWarnings("NullAway") // what a router must not do
    private static Answer nothing() {
        return null;
    }

    @Test
    void invalidAnswersOfTheRouterEndTheConnection() throws Exception {
        FakeRouter.ToTarget[] answers = {
            (opening, received) -> nothing(),
            (opening, received) -> Answer.send("", received.bytes().remaining() + 1),
            (opening, received) -> Answer.join(received.bytes().remaining() + 1),
            (opening, received) -> {
                throw new IllegalStateException("no");
            }
        };
        for (FakeRouter.ToTarget answer : answers) {
            try (Backend backend = greeting();
                    TestProxy proxy = TestProxy.with(listening(answer, backend));
                    Socket client = proxy.connect()) {
                TestProxy.send(client, "hello\n");
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                Eventually.check(
                        () -> assertThat(proxy.count(Ending.ROUTER_FAILED)).isEqualTo(1));
            }
        }
    }

    @Test
    void theRouterMayRejectTheClientWithAMessage() throws Exception {
        try (Backend backend = greeting();
                TestProxy proxy = TestProxy.with(listening((opening, received) -> Answer.reject("sorry\n"), backend))) {
            assertThat(proxy.ask("hello\n")).isEqualTo("sorry\n");
            Eventually.check(() -> assertThat(proxy.count(Ending.REJECTED)).isEqualTo(1));
        }
    }

    @Test
    void aCallThatDoesNotReturnInTimeEndsTheConnection() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Backend backend = greeting();
                TestProxy proxy = TestProxy.with(
                        listening(
                                        (opening, received) -> {
                                            never.await();
                                            return Answer.join(0);
                                        },
                                        backend)
                                .blocking(),
                        timeouts(Duration.ofSeconds(1), Duration.ZERO));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "hello\n");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Eventually.check(
                    () -> assertThat(proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(1));
        }
    }

    @Test
    void theProxyProtocolHeaderIsSentFirstAndOnce() throws Exception {
        try (Backend backend = Backend.doing((socket, in, out) -> {
                    StringBuilder line = new StringBuilder();
                    for (int next = in.read(); next != '\n'; next = in.read()) {
                        line.append((char) next);
                    }
                    out.write(bytes(line.toString().startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ") ? "+" : "-"));
                    in.transferTo(out);
                });
                TestProxy proxy = TestProxy.sendingHeader(
                        listening((opening, received) -> Answer.join(0), backend), ProxyProtocol.V1)) {
            assertThat(proxy.ask("hello\n")).isEqualTo("+hello\n");
        }
    }

    // ---- steps and deadlines

    /** Answers each NOOP line, and forwards at GO. */
    private static FakeRouter noops(Backend backend, Duration within) {
        return FakeRouter.answering(opening -> {
            String text = text(opening.bytes());
            if (text.startsWith("NOOP\n")) {
                Decision.Reply reply = Decision.reply("ok\n", 5);
                return within.isZero() ? reply : reply.within(within);
            }
            return text.startsWith("GO\n") ? backend.forward() : Decision.needMore();
        });
    }

    @Test
    void aConversationWithProgressIsNotClosedAtTheRoutingTimeout() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        noops(echo, Duration.ZERO), timeouts(Duration.ofSeconds(3), Duration.ofMinutes(5)));
                Socket client = proxy.connect()) {
            long began = System.nanoTime();
            while (System.nanoTime() - began < Duration.ofSeconds(5).toNanos()) {
                TestProxy.send(client, "NOOP\n");
                assertThat(TestProxy.read(client, 3)).isEqualTo("ok\n");
                Thread.sleep(200);
            }
            TestProxy.send(client, "GO\n");
            assertThat(TestProxy.read(client, 3)).isEqualTo("GO\n");
        }
    }

    @Test
    void aConversationWithoutProgressIsClosedEvenIfBytesArrive() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        noops(echo, Duration.ZERO), timeouts(Duration.ofSeconds(1), Duration.ofMinutes(5)));
                Socket client = proxy.connect()) {
            trickle(client);
            Eventually.check(
                    () -> assertThat(proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(1));
        }
    }

    @Test
    void theConversationTimeoutLimitsAllStepsTogether() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        noops(echo, Duration.ofMinutes(1)), timeouts(Duration.ofMinutes(1), Duration.ofSeconds(1)));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "NOOP\n");
            assertThat(TestProxy.read(client, 3)).isEqualTo("ok\n");
            trickle(client);
            Eventually.check(
                    () -> assertThat(proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(1));
        }
    }

    @Test
    void aReplyMaySetTheTimeoutOfTheNextStep() throws Exception {
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(
                        noops(echo, Duration.ofSeconds(1)), timeouts(Duration.ofMinutes(1), Duration.ZERO));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "NOOP\n");
            assertThat(TestProxy.read(client, 3)).isEqualTo("ok\n");
            trickle(client);
            Eventually.check(
                    () -> assertThat(proxy.count(Ending.ROUTING_TIMEOUT)).isEqualTo(1));
        }
    }

    /** Sends single bytes until the proxy closes the connection. */
    private static void trickle(Socket client) throws Exception {
        client.setSoTimeout(100);
        while (true) {
            try {
                TestProxy.send(client, ".");
                if (client.getInputStream().read() < 0) {
                    return;
                }
            } catch (java.net.SocketTimeoutException waits) {
                // Still open.
            } catch (IOException reset) {
                return;
            }
        }
    }
}
