package roulette.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostMapTest {
    /** Each pattern is its own value. */
    private static HostMap<String> map(String... patterns) {
        HostMap.Builder<String> builder = HostMap.builder();
        for (String pattern : patterns) {
            builder.add(pattern, pattern);
        }
        return builder.build();
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example, shop.example",
        "a.shop.example, a.shop.example",
        "b.shop.example, *.shop.example",
        "c.b.shop.example, *.shop.example",
        "c.b.shop.example., *.shop.example",
        "a.b.c.d.shop.example, *.d.shop.example",
        "d.shop.example, *.shop.example",
        "C.B.Shop.Example, *.shop.example",
        "xshop.example, *",
        "example, *",
        "10.0.0.1, 10.0.0.1",
        "[::1], [::1]",
        "::1, [::1]",
        "0:0:0:0:0:0:0:1, [::1]",
        "2001:DB8:0::7, 2001:db8::7",
        "[::2], *",
        "a:b:c, *",
    })
    void theMostSpecificPatternWins(String host, String pattern) {
        HostMap<String> map = map(
                "*",
                "*.shop.example",
                "shop.example",
                "a.shop.example",
                "*.d.shop.example",
                "10.0.0.1",
                "[::1]",
                "2001:db8::7");

        assertThat(map.find(host)).contains(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "shop.example", "xshop.example", ".shop.example", "shop.example.evil"})
    void aNameIsNotBelowItselfOrBelowAMereSuffix(String host) {
        assertThat(map("*.shop.example").find(host)).isEmpty();
    }

    @Test
    void theStarDoesNotMatchAnEmptyHost() {
        assertThat(map("*").find("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.b.shop.example, a.b", "A.shop.example., a", "other.example, other.example", "shop.example, ''"})
    void theMatchOfTheStarIsReturned(String host, String star) {
        assertThat(map("*", "*.shop.example", "shop.example").match(host))
                .map(HostMap.Match::star)
                .contains(star);
    }

    @Test
    void nonAsciiNamesAreComparedInDnsForm() {
        assertThat(map("B\u00fccher.example").find("xn--bcher-kva.example")).isPresent();
        assertThat(map("B\u00fccher.example").find("b\u00fccher.example")).isPresent();
        assertThat(map("*.b\u00fccher.example").find("a.xn--bcher-kva.example")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a host name",
        "., is not a host name",
        "*., is not a host name",
        "a..b, is not a host name",
        ".a, is not a host name",
        "a b, is not a host name",
        "a/b, is not a host name",
        "*.[::1], is not a host name",
        "a:443, leave out the port",
        "[::1]:443, leave out the port",
        "a.*.b, may have a * only as its first label",
        "a*.b, may have a * only as its first label",
        "*a.b, may have a * only as its first label",
        "**, may have a * only as its first label",
        "*.*.b, may have a * only as its first label",
    })
    void anInvalidPatternIsAnError(String pattern, String message) {
        assertThatThrownBy(() -> map(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00fc..other", "\ud800.other", "xn--\u00fc.other", "::g", ":", "[", "-\u0000.other"})
    void anInvalidHostIsNotFound(String host) {
        assertThat(map("*.example", "a.example").find(host)).isEmpty();
    }

    @Test
    void aNameHasTheMaximumLengthOfTheDns() {
        String longest = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);

        assertThat(map(longest).find(longest)).isPresent();
        assertThatThrownBy(() -> map(longest + "d")).hasMessageContaining("is not a host name");
    }

    @ParameterizedTest
    @CsvSource({"a.example, A.example.", "*.a.example, *.A.example", "*, *", "::1, [0::1]"})
    void aDuplicateIsAnError(String first, String second) {
        assertThatThrownBy(() -> map(first, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is a duplicate");
    }
}
