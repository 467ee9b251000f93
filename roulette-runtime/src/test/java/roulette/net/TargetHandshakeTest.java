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

/** A target speaks to the router before it is joined with the client. */
class TargetHandshakeTest {
    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Forwards to the first of these, listening, once the client has said a line. */
    private static FakeRouter listening(FakeRouter.ToTarget answer, Backend first, Backend... others) {
        Decision.Forward forward = first.forward().listening();
        for (Backend other : others) {
            forward = forward.orElse("127.0.0.1", other.port());
        }
        Decision.Forward all = forward;
        return FakeRouter.answering(opening -> text(opening.bytes()).endsWith("\n") ? all : Decision.needMore())
                .toTarget(answer);
    }

    /** Greets, expects an answer to that, agrees, and echoes from then on. */
    private static Backend polite() throws IOException {
        return Backend.doing((socket, in, out) -> {
            out.write(bytes("220 hi\n"));
            if (new String(in.readNBytes(5), StandardCharsets.ISO_8859_1).equals("EHLO\n")) {
                out.write(bytes("250 ok\nand more;"));
                in.transferTo(out);
            }
        });
    }

    private static Answer greet(Opening opening, roulette.api.FromTarget said) {
        String text = text(said.bytes());
        if (text.startsWith("220") && text.endsWith("\n")) {
            return Answer.send("EHLO\n", text.length());
        }
        int line = text.indexOf('\n') + 1;
        return line > 0 ? Answer.join(line) : Answer.needMore();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRouterSpeaksWithTheTargetAndThenJoinsItWithTheClient(boolean blocking) throws Exception {
        try (Backend backend = polite()) {
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
    void whatTheClientSaysMeanwhileWaitsAndFollowsAReplacement() throws Exception {
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
                        .toTarget((opening, said) -> {
                            connected.countDown();
                            if (!text(opening.bytes()).equals("hello world")) {
                                return Answer.send("?", 1);
                            }
                            return text(said.bytes()).endsWith("!") ? Answer.join(2) : Answer.send("/", 0);
                        }));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "hello");
            assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
            TestProxy.send(client, " world");
            client.shutdownOutput();
            assertThat(TestProxy.readAll(client)).isEqualTo("HELLO world");
        }
    }

    /** A router that asks the target's permission, and holds up each answer to a target until it may go on. */
    private static FakeRouter answeringLater(
            Backend backend, roulette.api.Answer answer, CountDownLatch asked, CountDownLatch go) {
        return FakeRouter.answering(opening -> text(opening.bytes()).equals("?")
                        ? Decision.reject("no")
                        : backend.forward().listening())
                .toTarget((opening, said) -> {
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
    void aClientThatLeavesAfterItFilledItsBufferWhileTheRouterAnsweredTheTargetIsNoticed() throws Exception {
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
    void aTargetThatTheRouterGivesUpIsFollowedByTheNextAndWasToldNothingOfTheClient() throws Exception {
        LinkedBlockingQueue<Integer> told = new LinkedBlockingQueue<>();
        try (Backend bad = Backend.doing((socket, in, out) -> {
                    out.write(bytes("500 no\n"));
                    try {
                        told.add(in.read());
                    } catch (IOException reset) {
                        told.add(-2);
                    }
                });
                Backend good = polite()) {
            FakeRouter router = listening(
                    (opening, said) ->
                            text(said.bytes()).startsWith("500") ? Answer.nextTarget("banner") : greet(opening, said),
                    bad,
                    good);
            try (TestProxy proxy = TestProxy.with(router)) {
                assertThat(proxy.ask("hello\n")).isEqualTo("and more;hello\n");
                assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(-2);
                assertThat(router.failures).containsExactly("127.0.0.1:" + bad.port() + " GIVEN_UP");
            }
        }
    }

    /** What such a target fails of, for a router that always wants more. */
    private static void fails(Backend.Conversation target, Failure expected) throws Exception {
        Timeouts timeouts = timeouts(Duration.ofSeconds(expected == Failure.NO_ANSWER ? 1 : 20), Duration.ZERO);
        try (Backend backend = Backend.doing(target)) {
            FakeRouter router = listening(
                            (opening, said) -> said.bytes().get(0) == '?' ? Answer.send("!", 1) : Answer.needMore(),
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
    void aTargetThatSaysNothingOrNeverEnoughHasFailedWhenItsTimeIsOver() throws Exception {
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
    void aTargetThatSaysMoreThanThereIsRoomForHasFailed() throws Exception {
        fails(
                (socket, in, out) -> {
                    out.write(new byte[100_000]);
                    in.read();
                },
                Failure.ERROR);
    }

    @Test
    void aTargetThatSaysMoreThanThereIsMemoryForEndsTheConnection() throws Exception {
        Limits tight = new Limits(100, 0, 16 << 10, 6 << 10, 16);
        try (Backend backend = Backend.doing((socket, in, out) -> {
                    out.write(new byte[12_000]);
                    in.read();
                });
                TestProxy proxy = TestProxy.with(
                        listening((opening, said) -> Answer.needMore(), backend), TestProxy.PATIENT, tight);
                Socket client = proxy.connect()) {
            TestProxy.send(client, "hello\n");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Eventually.check(() -> assertThat(proxy.count(Ending.OPENINGS_FULL)).isEqualTo(1));
        }
    }

    @Test
    void aClientThatLeavesMeanwhileEndsTheTargetsConnection() throws Exception {
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
                        (opening, said) -> {
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
    void mistakesOfTheRouterEndTheConnection() throws Exception {
        FakeRouter.ToTarget[] mistakes = {
            (opening, said) -> nothing(),
            (opening, said) -> Answer.send("", said.bytes().remaining() + 1),
            (opening, said) -> Answer.join(said.bytes().remaining() + 1),
            (opening, said) -> {
                throw new IllegalStateException("no");
            }
        };
        for (FakeRouter.ToTarget mistake : mistakes) {
            try (Backend backend = polite();
                    TestProxy proxy = TestProxy.with(listening(mistake, backend));
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
        try (Backend backend = polite();
                TestProxy proxy = TestProxy.with(listening((opening, said) -> Answer.reject("sorry\n"), backend))) {
            assertThat(proxy.ask("hello\n")).isEqualTo("sorry\n");
            Eventually.check(() -> assertThat(proxy.count(Ending.REJECTED)).isEqualTo(1));
        }
    }

    @Test
    void aCallThatDoesNotComeBackInTimeEndsTheConnection() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Backend backend = polite();
                TestProxy proxy = TestProxy.with(
                        listening(
                                        (opening, said) -> {
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
    void theHeaderOfThePROXYProtocolComesFirstAndOnce() throws Exception {
        try (Backend backend = Backend.doing((socket, in, out) -> {
                    StringBuilder line = new StringBuilder();
                    for (int next = in.read(); next != '\n'; next = in.read()) {
                        line.append((char) next);
                    }
                    out.write(bytes(line.toString().startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ") ? "+" : "-"));
                    in.transferTo(out);
                });
                TestProxy proxy = TestProxy.sendingHeader(
                        listening((opening, said) -> Answer.join(0), backend), ProxyProtocol.V1)) {
            assertThat(proxy.ask("hello\n")).isEqualTo("+hello\n");
        }
    }

    // ---- steps and deadlines

    /** Answers each NOOP line, and forwards who says GO. */
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
    void aConversationThatMakesProgressIsNotCutAtTheRoutingDeadline() throws Exception {
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
    void aConversationWithoutProgressIsCutHoweverOftenAByteComes() throws Exception {
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
    void allStepsTogetherTakeNoLongerThanTheConversationMay() throws Exception {
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
    void aReplySaysHowLongTheNextStepMayTake() throws Exception {
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

    /** Sends a byte again and again until the proxy closes the connection. */
    private static void trickle(Socket client) throws Exception {
        client.setSoTimeout(100);
        while (true) {
            try {
                TestProxy.send(client, ".");
                if (client.getInputStream().read() < 0) {
                    return;
                }
            } catch (java.net.SocketTimeoutException waits) {
                // Not yet.
            } catch (IOException reset) {
                return;
            }
        }
    }
}
