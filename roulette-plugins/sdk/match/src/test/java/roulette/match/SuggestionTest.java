package roulette.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({
        "evn, even",
        "evenn, even",
        "eben, even",
        "evne, even",
        "EVEN, even",
        "od, odd",
        "half_closed, half-closed",
        "halfClosed, half-closed",
        "conections, connections",
        "perclient, per-client"
    })
    void oneOrTwoTyposAreRecognised(String word, String meant) {
        assertThat(Suggestion.nearest(word, List.of("even", "odd", "half-closed", "connections", "per-client")))
                .hasValue(meant);
    }

    @ParameterizedTest
    @CsvSource({"x, y", "ab, cd", "to, odd", "memory, opening", "a, even", "'', a"})
    void aDifferentWordIsNotSuggested(String word, String candidate) {
        assertThat(Suggestion.nearest(word, List.of(candidate))).isEmpty();
    }

    @Test
    void theNearestWordIsSuggested() {
        assertThat(Suggestion.nearest("routing", List.of("rooting", "routing", "routine")))
                .hasValue("routing");
        assertThat(Suggestion.nearest("bint", List.of("mind", "bind", "bins"))).hasValue("bind");
    }

    @Test
    void withoutCandidatesNothingIsSuggested() {
        assertThat(Suggestion.nearest("even", List.of())).isEmpty();
    }
}
