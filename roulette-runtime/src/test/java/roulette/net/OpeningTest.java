package roulette.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.testing.Eventually;
import roulette.testing.FakeRouter;

class OpeningTest {
    private static String text(Opening opening) {
        return StandardCharsets.UTF_8.decode(opening.bytes()).toString();
    }

    /** Needs a whole line, and forwards by its first word. */
    private static FakeRouter byFirstWord(Backend a, Backend b, BlockingQueue<String> seen) {
        return FakeRouter.answering(opening -> {
            String text = text(opening);
            seen.add(text);
            if (!text.endsWith("\n")) {
                return Decision.needMore();
            }
            return text.startsWith("a ") ? a.forward() : b.forward();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everySplitOfTheOpeningGivesTheSameDecision(boolean blocking) throws Exception {
        String line = "a word of many letters\n";
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Backend a = Backend.named("A");
                Backend b = Backend.named("B")) {
            FakeRouter router = byFirstWord(a, b, seen);
            try (TestProxy proxy = TestProxy.with(blocking ? router.blocking() : router)) {
                for (int split = 1; split < line.length(); split++) {
                    try (Socket client = proxy.connect()) {
                        TestProxy.send(client, line.substring(0, split));
                        // Its first part is read before its second is sent.
                        assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(line.substring(0, split));
                        TestProxy.send(client, line.substring(split));
                        assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(line);
                        assertThat(TestProxy.readAll(client)).isEqualTo("A:" + line);
                    }
                }
            }
        }
    }

    @Test
    void aReplyThatConsumesNothingMakesNoRoom() throws Exception {
        int limit = 16 << 10;
        FakeRouter router = FakeRouter.answering(
                opening -> opening.bytes().remaining() < limit ? Decision.needMore() : Decision.reply("full", 0));
        try (TestProxy proxy = TestProxy.with(router);
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x".repeat(limit));
            assertThat(TestProxy.readAll(client)).isEqualTo("full");
            Eventually.check(() -> assertThat(proxy.count(Ending.OPENING_FULL)).isEqualTo(1));
        }
    }

    @Test
    void aRouterSeesThatTheOpeningIsFull() throws Exception {
        FakeRouter router = FakeRouter.answering(opening ->
                opening.full() ? Decision.reject("too long: " + opening.bytes().remaining()) : Decision.needMore());
        try (TestProxy proxy = TestProxy.with(router);
                Socket client = proxy.connect()) {
            int limit = 16 << 10;
            TestProxy.send(client, "x".repeat(limit - 1));
            TestProxy.send(client, "y");
            assertThat(TestProxy.readAll(client)).isEqualTo("too long: " + limit);
        }
    }

    @Test
    void anOpeningReceivedByteByByteIsRoutedWhenComplete() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Backend a = Backend.named("A");
                Backend b = Backend.named("B");
                TestProxy proxy = TestProxy.with(byFirstWord(a, b, seen));
                Socket client = proxy.connect()) {
            for (char c : "b slow\n".toCharArray()) {
                TestProxy.send(client, String.valueOf(c));
                seen.poll(20, TimeUnit.SECONDS);
            }
            assertThat(TestProxy.readAll(client)).isEqualTo("B:b slow\n");
        }
    }

    @Test
    void anOpeningAsLargeAsTheLimitIsRoutedAndForwarded() throws Exception {
        int limit = TestProxy.LARGE_LIMITS.opening();
        try (Backend echo = Backend.echo();
                TestProxy proxy = TestProxy.with(FakeRouter.answering(
                        opening -> opening.bytes().remaining() < limit ? Decision.needMore() : echo.forward()))) {
            String line = "0123456789abcdef".repeat(limit / 16) + "and more";
            assertThat(proxy.ask(line)).isEqualTo(line);
        }
    }

    @Test
    void anOpeningAtTheLimitWithoutADecisionClosesTheConnection() throws Exception {
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> Decision.needMore()));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x".repeat(TestProxy.LARGE_LIMITS.opening()));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Eventually.check(() -> assertThat(proxy.count(Ending.OPENING_FULL)).isEqualTo(1));
        }
    }

    @Test
    void aClientThatDisconnectsBeforeItIsRoutedClosesOnlyItsConnection() throws Exception {
        try (Backend a = Backend.named("A");
                Backend b = Backend.named("B");
                TestProxy proxy = TestProxy.with(byFirstWord(a, b, new LinkedBlockingQueue<>()))) {
            proxy.connect().close();
            try (Socket client = proxy.connect()) {
                TestProxy.send(client, "half a li");
            }
            try (Socket client = proxy.connect()) {
                TestProxy.send(client, "half a li");
                client.setSoLinger(true, 0);
            }
            assertThat(proxy.ask("a line\n")).isEqualTo("A:a line\n");
            Eventually.check(() -> assertThat(proxy.count(Ending.CLIENT_LEFT)).isEqualTo(3));
        }
    }

    @Test
    void aHalfClosedClientIsRoutedByWhatItSent() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(
                        FakeRouter.answering(opening -> opening.ended() ? a.forward() : Decision.needMore()))) {
            assertThat(proxy.ask("no line end")).isEqualTo("A:no line end");
        }
    }

    @Test
    void theRouterSeesBothAddressesAndTheListener() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> {
                    seen.add(opening.client() + " " + opening.local() + " " + opening.listener());
                    return Decision.reject();
                }));
                Socket client = proxy.connect()) {
            TestProxy.send(client, "x");
            InetSocketAddress us = (InetSocketAddress) client.getLocalSocketAddress();
            InetSocketAddress it = (InetSocketAddress) client.getRemoteSocketAddress();
            assertThat(seen.poll(20, TimeUnit.SECONDS))
                    .isEqualTo("/127.0.0.1:" + us.getPort() + " /127.0.0.1:" + it.getPort() + " test");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aRouterCanNeitherChangeTheBytesNorConsumeThemByReading() throws Exception {
        try (Backend a = Backend.named("A");
                TestProxy proxy = TestProxy.with(FakeRouter.answering(opening -> {
                    ByteBuffer bytes = opening.bytes();
                    bytes.get();
                    try {
                        bytes.put((byte) 0);
                        return Decision.reject();
                    } catch (ReadOnlyBufferException e) {
                        return opening.bytes().position() == 0 ? a.forward() : Decision.reject();
                    }
                }))) {
            assertThat(proxy.ask("hello")).isEqualTo("A:hello");
        }
    }
}
