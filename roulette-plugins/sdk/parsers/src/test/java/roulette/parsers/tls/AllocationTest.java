package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import roulette.parsers.Reading;

/** The cost of reading on the event loop thread. */
class AllocationTest {
    private static final int READS = 200_000;
    private static final int ALLOWED = 256;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Cost(long bytes, long nanos) {}

    @Test
    void aTypicalHelloAllocatesAtMost256Bytes() {
        for (byte[] hello : List.of(Captured.CURL, Captured.OPENSSL, Captured.CHROME)) {
            Cost whole = cost(hello);
            Cost inPieces = cost(Wire.records(Wire.messageOf(hello), 100));
            System.out.printf(
                    Locale.ROOT,
                    "TLS hello of %d bytes: %d bytes and %d ns a read, in records of 100: %d bytes and %d ns%n",
                    hello.length,
                    whole.bytes,
                    whole.nanos,
                    inPieces.bytes,
                    inPieces.nanos);
            assertThat(whole.bytes).isBetween(100L, (long) ALLOWED);
            assertThat(inPieces.bytes).isBetween(100L, (long) ALLOWED);
        }
    }

    @Test
    void otherResultsAllocateOnlyTheParser() {
        assertThat(cost(Wire.first(Captured.CURL, 300)).bytes).isLessThanOrEqualTo(40);
        assertThat(cost(bytes("GET / HTTP/1.1\r\n")).bytes).isLessThanOrEqualTo(40);
        assertThat(cost(Wire.hello(Wire.protocols("h2"), Wire.protocols("h2"))).bytes)
                .isLessThanOrEqualTo(64);
    }

    /** The worst case: 65539 records of one byte. */
    @Test
    void theLongestHelloInTheSmallestRecordsTakesUnder5Milliseconds() {
        byte[] body = Wire.body(Wire.extension(21, new byte[65535 - Wire.body().length - 4]));
        ByteBuffer bytes = ByteBuffer.wrap(Wire.records(Wire.message(body), 1));
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            assertThat(TlsHello.read(bytes)).isInstanceOf(Reading.Facts.class);
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        System.out.printf(Locale.ROOT, "TLS hello of 65535 bytes in as many records: %d us a read%n", best / 1_000);
        assertThat(best).isLessThan(5_000_000);
    }

    /** The cost of one read after JIT compilation. The buffer is direct, as in a router. */
    private static Cost cost(byte[] hello) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(hello.length).put(hello).flip().asReadOnlyBuffer();
        Reading<TlsHello> last = Reading.partial();
        for (int i = 0; i < READS; i++) {
            last = TlsHello.read(bytes);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
            last = TlsHello.read(bytes);
        }
        long nanos = System.nanoTime() - start;
        long each = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / READS;
        assertThat(last).isEqualTo(TlsHello.read(ByteBuffer.wrap(hello)));
        return new Cost(each, nanos / READS);
    }
}
