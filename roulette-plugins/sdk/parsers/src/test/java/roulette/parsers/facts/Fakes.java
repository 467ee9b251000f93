package roulette.parsers.facts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roulette.parsers.Reading;

/** Small protocols: a line that starts with the protocol's letter and ends with a dot. */
final class Fakes {
    /** "A:host." */
    static final Protocol<String> ALPHA = Protocol.named("alpha", bytes -> read('A', bytes))
            .host("host", line -> line)
            .family(
                    "header",
                    true,
                    (line, name) -> Value.of(Map.of("x", List.of(line, "2")).getOrDefault(name, List.of())))
            .refusing((reading, why, text) -> (who(reading) + " " + why + " " + text).getBytes(StandardCharsets.UTF_8))
            .build();

    /** "B:name." where the name "?" asks for a reply before the real name. */
    static final Protocol<String> BETA = Protocol.named("beta", bytes -> read('B', bytes))
            .value("name", Fact.Kind.TEXT, line -> line.equals("?") ? Value.pending() : Value.of(line))
            .prompting(line -> line.equals("?") ? Optional.of(new byte[] {'!'}) : Optional.empty())
            .build();

    static final Vocabulary VOCABULARY = Vocabulary.of(ALPHA, BETA);

    private Fakes() {}

    static Reading<String> read(char letter, ByteBuffer bytes) {
        String received = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
        String start = letter + ":";
        int dot = received.indexOf('.');
        if (!received.startsWith(start) && !start.startsWith(received)) {
            return Reading.notThis("another letter");
        } else if (received.indexOf('#') >= 0) {
            return Reading.malformed("a hash");
        } else if (dot < 0) {
            return Reading.partial();
        }
        return Reading.facts(received.substring(2, dot), dot + 1);
    }

    private static String who(Reading<String> reading) {
        return reading instanceof Reading.Facts<String>(String line, int _) ? line : "?";
    }
}
