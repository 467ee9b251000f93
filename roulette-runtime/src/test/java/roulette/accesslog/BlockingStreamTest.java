package roulette.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

class BlockingStreamTest {
    /** A non-blocking descriptor: every second write accepts nothing, the others accept some bytes. */
    private static final class Crowded implements WritableByteChannel {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private boolean room = true;
        private boolean direct = true;

        @Override
        public int write(ByteBuffer from) {
            direct &= from.isDirect();
            room = !room;
            int count = room ? Math.min(3000, from.remaining()) : 0;
            for (int i = 0; i < count; i++) {
                taken.write(from.get());
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    private final Crowded pipe = new Crowded();

    private void write(String text) throws IOException {
        byte[] bytes = ("#" + text).getBytes(US_ASCII);
        new BlockingStream(pipe).write(bytes, 1, bytes.length - 1);
    }

    @Test
    void writesAreRetriedUntilTheDescriptorAcceptsThem() throws IOException {
        String text = "0123456789".repeat(2500);
        write(text);
        assertThat(pipe.taken.toString(US_ASCII)).isEqualTo(text);
    }

    @Test
    void theJdkAllocatesNoTemporaryBuffer() throws IOException {
        write("a\n");
        assertThat(pipe.direct).isTrue();
    }
}
