package roulette.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTableTest {
    /** Each pattern has its own text as its value. */
    private static HostTable table(String... patterns) {
        HostTable.Builder builder = HostTable.builder();
        for (String pattern : patterns) {
            assertThat(builder.add(pattern, pattern)).isTrue();
        }
        return builder.build();
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example, shop.example",
        "SHOP.Example., shop.example",
        "b.shop.example, *.shop.example",
        "c.b.Shop.example., *.shop.example",
        "a.b.c.d.shop.example, *.d.shop.example",
        "d.shop.example, *.shop.example",
        "xshop.example, *",
        ".shop.example, *",
        "10.0.0.1, 10.0.0.1",
        "0:0:0:0:0:0:0:1, [::1]",
        "[::2], *",
        "straße.example, straße.example",
        "xn--strae-oqa.example, straße.example",
        "strasse.example, *",
        "a b, *",
        "\u0173hop.example, *",
    })
    void theMostSpecificPatternWins(String host, String pattern) {
        HostTable table =
                table("*", "*.shop.example", "shop.example", "*.d.shop.example", "10.0.0.1", "[::1]", "straße.example");

        assertThat(table.find(host)).map(HostTable.Match::value).contains(pattern);
    }

    @ParameterizedTest
    @CsvSource({"A.example, a.example", "b.A.example, *.a.example", "straße.example, xn--strae-oqa.example", "b, *"})
    void theMatchNamesItsPattern(String host, String pattern) {
        assertThat(table("a.example", "*.A.example", "straße.example", "*").find(host))
                .map(HostTable.Match::pattern)
                .contains(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "shop.example", "xshop.example", ".shop.example", "shop.example.evil"})
    void aNameIsNotBelowItselfOrBelowAMereSuffix(String host) {
        assertThat(table("*.shop.example").find(host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "", "*", "*.", "a.*.b", "a b", "a:80", ".a", "\u0000", "[::1"})
    void whatHostMapRefusesIsRefusedInTheSameWords(String pattern) {
        HostMap.Builder<String> map = HostMap.builder();
        HostTable.Builder table = HostTable.builder();
        if (pattern.equals("*")) {
            assertThat(table.add(pattern, "")).isTrue();
            return;
        }
        String message = null;
        try {
            map.add(pattern, "");
        } catch (IllegalArgumentException e) {
            message = e.getMessage();
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.add(pattern, ""))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"a.example, A.Example.", "*.a.example, *.A.example", "*, *", "[::1], 0:0:0:0:0:0:0:1"})
    void theFirstOfDuplicatesStays(String first, String second) {
        HostTable.Builder builder = HostTable.builder();
        builder.add(first, "first");

        assertThat(builder.add(second, "second")).isFalse();
        assertThat(builder.build().size()).isOne();
    }

    @Test
    void manyTablesFindWhatHostMapFinds() {
        Random random = new Random(7);
        String[] labels = {"a", "b", "c", "ab", "example", "-", "1"};
        for (int round = 0; round < 200; round++) {
            HostMap.Builder<String> map = HostMap.builder();
            HostTable.Builder table = HostTable.builder();
            int size = random.nextInt(60);
            for (int i = 0; i < size; i++) {
                String pattern = (random.nextBoolean() ? "*." : "") + name(random, labels);
                if (table.add(pattern, pattern)) {
                    map.add(pattern, pattern);
                }
            }
            HostMap<String> expected = map.build();
            HostTable actual = table.build();
            for (int i = 0; i < 200; i++) {
                String host = name(random, labels);
                assertThat(actual.find(host).map(HostTable.Match::value))
                        .as(host)
                        .isEqualTo(expected.find(host));
            }
        }
    }

    private static String name(Random random, String[] labels) {
        StringBuilder name = new StringBuilder(labels[random.nextInt(labels.length)]);
        for (int i = random.nextInt(4); i > 0; i--) {
            name.append('.').append(labels[random.nextInt(labels.length)]);
        }
        return name.toString();
    }

    @Test
    void namesOfEveryLengthAreFoundAcrossPages() {
        HostTable.Builder builder = HostTable.builder();
        for (int i = 0; i < 20_000; i++) {
            builder.add(longName(i), "target " + i % 7_000 + " " + "x".repeat(i % 50));
        }
        HostTable table = builder.build();

        assertThat(table.size()).isEqualTo(20_000);
        for (int i = 0; i < 20_000; i++) {
            assertThat(table.find(longName(i)))
                    .map(HostTable.Match::value)
                    .contains("target " + i % 7_000 + " " + "x".repeat(i % 50));
        }
    }

    private static String longName(int i) {
        return ("a" + ".b".repeat(i % 120)) + "." + i;
    }

    @Test
    void equalValuesAreKeptOnce() {
        HostTable.Builder few = HostTable.builder();
        HostTable.Builder many = HostTable.builder();
        for (int i = 0; i < 10_000; i++) {
            few.add(i + ".example", "10.0.0.1:443" + " 10.0.0.2:443".repeat(8));
            many.add(i + ".example", "10.0.0.1:443" + " 10.0.0.2:443".repeat(8) + i);
        }

        assertThat(few.build().bytes()).isLessThan(10_000 * 40);
        assertThat(many.build().bytes()).isGreaterThan(10_000 * 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0100", "x"})
    void aValueThatCantBeKeptIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostTable.builder().add("a", value.equals("x") ? value.repeat(8193) : value));
    }
}
