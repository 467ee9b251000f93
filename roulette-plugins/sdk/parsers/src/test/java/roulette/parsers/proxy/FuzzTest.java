package roulette.parsers.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static roulette.parsers.proxy.Tlvs.part;
import static roulette.parsers.proxy.Tlvs.ssl;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Fuzzing;
import roulette.parsers.Reading;

@Tag("fuzz")
class FuzzTest {
    @Test
    void everyInputHasAResult() {
        Fuzzing.run(
                "proxy",
                FuzzTest::read,
                List.of(
                        part(0x20, new String(ssl(7, 0, part(0x21, "TLSv1.3"), part(0x22, "alice")), ISO_8859_1)),
                        part(0x20, new String(ssl(1, 1, part(0x23, "x"), part(0x24, "y"), part(0x22, "")), ISO_8859_1)),
                        part(0x20, new String(ssl(0, 0), ISO_8859_1))));
    }

    /** The TLV with its type and length, as the value alone is never partial. */
    private static Reading<SslTlv> read(ByteBuffer tlv) {
        int header = 3;
        if (tlv.remaining() < header) {
            return Reading.partial();
        }
        int length = tlv.getShort(tlv.position() + 1) & 0xffff;
        if (tlv.remaining() - header < length) {
            return Reading.partial();
        }
        return switch (SslTlv.read(tlv.slice(tlv.position() + header, length))) {
            case Reading.Facts<SslTlv>(SslTlv facts, int read) -> Reading.facts(facts, header + read);
            case Reading.NotThis<SslTlv> not -> not;
            case Reading.Partial<SslTlv> _ -> throw new AssertionError("a value is never partial");
        };
    }
}
