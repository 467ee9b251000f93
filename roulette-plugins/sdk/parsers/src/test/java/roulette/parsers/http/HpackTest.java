package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.http.Wire.hex;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import roulette.parsers.http.HpackDecoder.Outcome;

/** The examples of RFC 7541, appendix C: C.1 are integers, the others are blocks, partly in sequence. */
class HpackTest {
    private static final String COOKIE = "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";
    private static final String[] FIRST = {":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"};
    private static final String[] SECOND = {
        ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache"
    };
    private static final String[] THIRD = {
        ":method: GET",
        ":scheme: https",
        ":path: /index.html",
        ":authority: www.example.com",
        "custom-key: custom-value"
    };

    private HpackDecoder decoder = new HpackDecoder(4096);

    private List<String> decoded(String block) {
        ListedFields fields = new ListedFields();
        assertThat(decoder.decode(hex(block), fields)).isEqualTo(Outcome.DONE);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            lines.add(fields.name(i) + ": " + fields.value(i));
        }
        return lines;
    }

    private Outcome outcome(String block) {
        return decoder.decode(hex(block), new ListedFields());
    }

    private void assertTable(int size, String... entries) {
        DynamicTable table = decoder.table();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < table.count(); i++) {
            lines.add(table.name(i) + ": " + table.value(i));
        }
        assertThat(lines).containsExactly(entries);
        assertThat(table.size()).isEqualTo(size);
    }

    private void assertRequests(String first, String second, String third) {
        assertThat(decoded(first)).containsExactly(FIRST);
        assertTable(57, ":authority: www.example.com");
        assertThat(decoded(second)).containsExactly(SECOND);
        assertTable(110, "cache-control: no-cache", ":authority: www.example.com");
        assertThat(decoded(third)).containsExactly(THIRD);
        assertTable(164, "custom-key: custom-value", "cache-control: no-cache", ":authority: www.example.com");
    }

    private void assertResponses(String first, String second, String third) {
        decoder = new HpackDecoder(256);
        String date = "date: Mon, 21 Oct 2013 20:13:21 GMT";
        String location = "location: https://www.example.com";
        assertThat(decoded(first)).containsExactly(":status: 302", "cache-control: private", date, location);
        assertTable(222, location, date, "cache-control: private", ":status: 302");
        assertThat(decoded(second)).containsExactly(":status: 307", "cache-control: private", date, location);
        assertTable(222, ":status: 307", location, date, "cache-control: private");
        String later = "date: Mon, 21 Oct 2013 20:13:22 GMT";
        assertThat(decoded(third))
                .containsExactly(
                        ":status: 200",
                        "cache-control: private",
                        later,
                        location,
                        "content-encoding: gzip",
                        "set-cookie: " + COOKIE);
        assertTable(215, "set-cookie: " + COOKIE, "content-encoding: gzip", later);
    }

    @Test
    void c1Numbers() {
        // As the length of a name, with a prefix of 7 bits; 1337 exceeds the block and is truncated, not invalid.
        assertThat(decoded("00 0a 6162636465666768696a 00")).containsExactly("abcdefghij: ");
        assertThat(decoded("00 7f ba09 " + "61".repeat(1337) + " 00")).containsExactly("a".repeat(1337) + ": ");
        // With a prefix of 5 bits: the size of the table.
        assertThat(outcome("2a")).isEqualTo(Outcome.DONE);
        assertThat(outcome("3f 9a 0a")).isEqualTo(Outcome.DONE);
        assertThat(new HpackDecoder(1337).decode(hex("3f9a0a"), new ListedFields()))
                .isEqualTo(Outcome.DONE);
        assertThat(new HpackDecoder(1336).decode(hex("3f9a0a"), new ListedFields()))
                .isEqualTo(Outcome.BROKEN);
        assertThat(decoded("00 01 78 2a " + "61".repeat(42))).containsExactly("x: " + "a".repeat(42));
    }

    @Test
    void c21LiteralWithIndexing() {
        assertThat(decoded("400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572"))
                .containsExactly("custom-key: custom-header");
        assertTable(55, "custom-key: custom-header");
    }

    @Test
    void c22LiteralWithoutIndexing() {
        assertThat(decoded("040c 2f73 616d 706c 652f 7061 7468")).containsExactly(":path: /sample/path");
        assertTable(0);
    }

    @Test
    void c23LiteralNeverIndexed() {
        assertThat(decoded("1008 7061 7373 776f 7264 0673 6563 7265 74")).containsExactly("password: secret");
        assertTable(0);
    }

    @Test
    void c24Indexed() {
        assertThat(decoded("82")).containsExactly(":method: GET");
        assertTable(0);
    }

    @Test
    void c3RequestsWithoutHuffman() {
        assertRequests(
                "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
                "8286 84be 5808 6e6f 2d63 6163 6865",
                "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65");
    }

    @Test
    void c4RequestsWithHuffman() {
        assertRequests(
                "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
                "8286 84be 5886 a8eb 1064 9cbf",
                "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf");
    }

    @Test
    void c5ResponsesWithoutHuffman() {
        assertResponses("""
                4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133
                2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70
                6c65 2e63 6f6d""", "4803 3330 37c1 c0bf", """
                88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d
                54c0 5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049
                5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e
                3d31""");
    }

    @Test
    void c6ResponsesWithHuffman() {
        assertResponses("""
                4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6
                2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3""", "4883 640e ffc1 c0bf", """
                88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab
                77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f
                9587 3160 65c0 03ed 4ee5 b106 3d50 07""");
    }

    @Test
    void anUnknownIndexIsInvalid() {
        assertThat(outcome("80")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("be")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("7e 01 61")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("ff ffffff7f")).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void truncatedOrTooLongIntegersAreInvalid() {
        assertThat(outcome("ff")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("ff 80")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("ff 8080808000")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("ff ffffffffffffffff7f")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("00 7f ffffff7f 61")).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void truncatedStringsAreInvalid() {
        assertThat(outcome("00")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("00 02 61")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("00 01 61")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("00 01 61 01")).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void theTableIsResizedBeforeTheFirstHeaderOnly() {
        assertThat(decoded("20 3fe11f 82")).containsExactly(":method: GET");
        assertThat(outcome("82 20")).isEqualTo(Outcome.BROKEN);
        assertThat(outcome("3fe21f")).as("4097").isEqualTo(Outcome.BROKEN);
    }

    @Test
    void aSmallerTableKeepsTheLatestEntries() {
        decoded("40 01 61 01 62  40 01 63 01 64");
        assertTable(68, "c: d", "a: b");
        decoded("3f 03");
        assertTable(34, "c: d");
        decoded("20");
        assertTable(0);
    }

    @Test
    void aHeaderLargerThanTheTableEmptiesIt() {
        decoder = new HpackDecoder(40);
        decoded("40 01 61 01 62");
        assertTable(34, "a: b");
        assertThat(decoded("40 0a 61616161616161616161 01 62")).containsExactly("aaaaaaaaaa: b");
        assertTable(0);
    }

    @Test
    void anEntryMayReferToANameThatItEvicts() {
        decoder = new HpackDecoder(40);
        decoded("40 01 61 01 62");
        assertThat(decoded("7e 02 6363")).containsExactly("a: cc");
        assertTable(35, "a: cc");
    }

    @Test
    void aDecompressionBombStopsAtTheLimit() {
        String header = "40 01 61 7f 811d " + "62".repeat(3840);
        assertThat(outcome(header + "be".repeat(10))).isEqualTo(Outcome.DONE);
        assertThat(outcome(header + "be".repeat(20))).isEqualTo(Outcome.TOO_LARGE);
        assertThat(outcome("82".repeat(HttpRequest.MAX_HEADERS))).isEqualTo(Outcome.DONE);
        assertThat(outcome("82".repeat(HttpRequest.MAX_HEADERS + 1))).isEqualTo(Outcome.TOO_LARGE);
    }
}
