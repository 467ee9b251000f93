package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The allocation of one read. */
class AllocationTest {
    private static final int ROUNDS = 20_000;
    private static final byte[] CURL = bytes(
            "GET /index.html HTTP/1.1\r\nHost: www.example.com:8080\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n");

    private static long bytesPerRead(String what, byte[] opening, int count) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer buffer = ByteBuffer.wrap(opening, 0, count).slice().asReadOnlyBuffer();
        String kinds = "";
        long before = 0;
        for (int i = 0; i < 2 * ROUNDS; i++) {
            if (i == ROUNDS) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            if (HttpRequest.read(buffer) == null) {
                kinds += "none";
            }
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
        System.out.printf(Locale.ROOT, "allocation: %s: %d bytes%s%n", what, bytes, kinds);
        return bytes;
    }

    @Test
    void aTypicalHttp1RequestAllocatesLittle() {
        assertThat(bytesPerRead("a whole request of curl, HTTP/1.1", CURL, CURL.length))
                .isBetween(1L, 600L);
    }

    @Test
    void aTypicalHttp2RequestAllocatesLittle() {
        assertThat(bytesPerRead("a whole request of curl, HTTP/2", Http2Test.CURL, Http2Test.CURL.length))
                .isBetween(1L, 1600L);
    }

    @Test
    void aPartialRequestAllocatesAlmostNothing() {
        assertThat(bytesPerRead("all but the last byte, HTTP/1.1", CURL, CURL.length - 1))
                .isLessThanOrEqualTo(200);
        assertThat(bytesPerRead("all but the last byte, HTTP/2", Http2Test.CURL, Http2Test.CURL.length - 1))
                .isLessThanOrEqualTo(200);
    }

    @Test
    void anotherProtocolAllocatesAlmostNothing() {
        assertThat(bytesPerRead("the first bytes of TLS", new byte[] {0x16, 3, 1}, 3))
                .isZero();
    }
}
