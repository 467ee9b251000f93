package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.http.Wire.hex;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** RFC 7541, section 5.2 and appendix B. */
class HuffmanTest {
    private static @Nullable String unpacked(String packed) {
        byte[] bytes = hex("00" + packed + "00");
        return Huffman.unpack(bytes, 1, bytes.length - 2);
    }

    @Test
    void symbolsOfEveryLengthAreRead() {
        assertThat(unpacked("07")).isEqualTo("0");
        assertThat(unpacked("53")).isEqualTo(" ");
        assertThat(unpacked("ffc7")).isEqualTo("\0");
        assertThat(unpacked("fffffff3")).isEqualTo("\n");
        assertThat(unpacked("fffffff7")).isEqualTo("\r");
        assertThat(unpacked("fffffffb")).isEqualTo("\u0016");
    }

    @Test
    void allBytesInSequenceAreRead() {
        // The codes of appendix B, from 0 to 255.
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        assertThat(unpacked(ALL)).isEqualTo(all.toString());
    }

    @Test
    void emptyInputIsEmpty() {
        assertThat(unpacked("")).isEmpty();
    }

    @Test
    void theEndSymbolIsRejected() {
        assertThat(unpacked("ffffffff")).isNull();
        assertThat(unpacked("07ffffffff")).isNull();
        assertThat(unpacked("fffffffc")).isNull();
    }

    @Test
    void paddingMustBeOnes() {
        assertThat(unpacked("00")).isNull();
        assertThat(unpacked("06")).isNull();
        assertThat(unpacked("03")).isNull();
    }

    @Test
    void paddingMustBeShorterThanAByte() {
        assertThat(unpacked("ff")).isNull();
        assertThat(unpacked("07ff")).isNull();
        assertThat(unpacked("ffff")).isNull();
        assertThat(unpacked("ffffff")).isNull();
    }

    private static final String ALL = """
            ffc7fffd8fffffe2fffffe3fffffe4fffffe5fffffe6fffffe7fffffe8ffffeafffffff3fffffa7fffffabffffffdfff
            ffebfffffecfffffedfffffeefffffefffffff0ffffff1ffffff2fffffffbfffffcffffffd3fffffd7fffffdbfffffdf
            fffffe3fffffe7fffffebfffffed4fe3f9ffaffcabf1febfafefe7fdfd2cbb00089969b71d79fb9f7fff20ffbff3ff50
            ddbd7f061c58f265cd9f469d5af66dddbf871e5f9cff7ff7fffc3ff9ffe45fff4719242cb34e6e9d68a6a3d7dac426de
            fe3cfaf7fffbfe7ffbffdffffffcfffe6ffff4bfff9ffffa3fffd3ffff53fffd5ffffb3fffeb7fffdaffffb7ffff73ff
            feeffffdeffffebffffbfffffd9ffffdbfffebffffe0ffffeeffffc3ffff8bffff1ffffe4fffee7fffb1ffff97fffd9f
            fffcdffff9fffffbffffdafffeeffff4ffffb7fffee7fffe8ffffd3fffdeffffd5fffeeffffbdffffe1fffdfffff7fff
            ff5ffffecffff07fff87fffe0ffff17fffedffff87ffff77fffeffffeaffff8bfffe3ffff93ffff87fffcbffff37ffff
            1fffff83ffffe1fffebfffe3ffff3fffff2ffffa3ffffd9fffff17ffffc7fffff27ffffdefffffbffffff2fffff8ffff
            fb7fff97fff8fffffe6fffffc1fffff87ffffe7fffffc5ffffe5fffe4ffff2fffffd1fffff4ffffffefffffe3fffffc9
            fffff97fffb3ffffcffffb7fffcdffff4ffff9ffffd1ffffcffffeaffffafffffddffffeffffff4fffff5fffffabffff
            a7ffffd7fffff9bffffecfffffb7fffff3fffffe8fffffd3fffffabfffff5fffffff7ffffecfffffdbfffffbbfffff7f
            fffff0fffffbbf""";
}
