package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/** Reads hellos surrounded by other bytes, which must not matter. */
final class Readings {
    private static final int AROUND = 7;

    private Readings() {}

    static Reading<TlsHello> read(byte[] bytes) {
        ByteBuffer view = ByteBuffer.wrap(bytes("\u0016\u0003\u0001\0xxx", bytes, "\u0016\u0003\u0001\0xxx"))
                .asReadOnlyBuffer()
                .position(AROUND)
                .limit(AROUND + bytes.length);
        Reading<TlsHello> reading = TlsHello.read(view);
        assertThat(view.position()).isEqualTo(AROUND);
        assertThat(view.limit()).isEqualTo(AROUND + bytes.length);
        return reading;
    }

    /** The facts of a hello that consists of all of the bytes. */
    static TlsHello facts(byte[] bytes) {
        assertThat(read(bytes)).isInstanceOf(Reading.Facts.class);
        Reading.Facts<TlsHello> facts = (Reading.Facts<TlsHello>) read(bytes);
        assertThat(facts.length()).isEqualTo(bytes.length);
        return facts.facts();
    }

    static void assertPartial(byte[] bytes) {
        assertThat(read(bytes)).isEqualTo(Reading.partial());
    }

    /** Asserts that the result is partial before the last byte, and then this flaw. */
    static void assertDecidedByTheLast(byte[] bytes, Flaw flaw) {
        for (int length = 0; length < bytes.length; length++) {
            assertPartial(Wire.first(bytes, length));
        }
        assertFlaw(bytes, flaw);
    }

    static void assertFlaw(byte[] bytes, Flaw flaw) {
        assertThat(read(bytes)).isEqualTo(flaw.answer());
        assertThat(read(bytes(bytes, new byte[9]))).isEqualTo(flaw.answer());
    }
}
