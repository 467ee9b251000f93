package roulette.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathMapTest {
    private final PathMap<Integer> map = PathMap.<Integer>builder()
            .add("/a", 1)
            .add("/a/*", 2)
            .add("/a/b/*", 3)
            .add("/a/b/c", 4)
            .add("/other/*", 5)
            .build();

    @ParameterizedTest
    @CsvSource({
        "/a,1",
        "/a/,2",
        "/a/x,2",
        "/a/b,2",
        "/a/b/x/y,3",
        "/a/b/c,4",
        "/a/b/c/,3",
        "/a/b/c/d,3",
        "/other/a/b/c,5"
    })
    void theMostSpecificPatternWins(String path, int expected) {
        assertThat(map.find(path)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"/", "/b", "/ab", "/A", "/other", "a", "/a*"})
    void aPathThatMatchesNoPatternHasNoValue(String path) {
        assertThat(map.find(path)).isEmpty();
        assertThat(map.find("")).isEmpty();
    }

    @Test
    void everythingIsBelowTheRoot() {
        PathMap<String> all = PathMap.<String>builder().add("/*", "all").build();

        assertThat(all.find("/")).contains("all");
        assertThat(all.find("/a/b")).contains("all");
        assertThat(all.find("~a/b")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a,must begin with /",
        "'',must begin with /",
        "*,must begin with /",
        "/a*,may have a *",
        "/*/a,may have a *",
        "/*a/*,may have a *"
    })
    void anInvalidPatternIsRejected(String pattern, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathMap.<String>builder().add(pattern, ""))
                .withMessageStartingWith(reason);
    }

    @Test
    void aDuplicatePatternIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathMap.<String>builder().add("/a", "").add("/a", ""))
                .withMessage("is a duplicate");
    }
}
