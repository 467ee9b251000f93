package roulette.parsers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Fuzzing;

@Tag("fuzz")
class FuzzTest {
    @Test
    void everyInputHasAResult() {
        assertThat(Fuzzing.run("postgres", PostgresOpening::read, examples(), FuzzTest::kind))
                .containsOnlyKeys(
                        "CancelRequest", "GssEncRequest", "SslRequest", "Startup", "malformed", "not this", "partial");
    }

    private static String kind(PostgresOpening facts, byte[] input, int length) {
        assertThat(length).isGreaterThanOrEqualTo(8);
        return facts.getClass().getSimpleName();
    }

    private static List<byte[]> examples() {
        List<byte[]> examples = new ArrayList<>(PostgresOpeningTest.GOOD);
        String[] many =
                IntStream.range(0, 2000).mapToObj(i -> Integer.toString(i, 36)).toArray(String[]::new);
        many[0] = "user";
        examples.add(Messages.startup(many));
        return examples;
    }
}
