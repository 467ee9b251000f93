package roulette.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;

/** A router for tests, in a jar: skips blanks, then decides by one letter. */
public final class FirstLetterRouter implements Router {
    private boolean reachable;
    private Target target = Target.of("10.0.0.1", 443);

    @Override
    public String name() {
        return "first-letter";
    }

    @Override
    public void configure(Settings settings) {
        reachable = settings.bool("reachable", true);
        target = settings.target("target", target);
    }

    @Override
    public void start() throws IOException {
        if (!reachable) {
            throw new IOException("no letters can be had");
        }
    }

    @Override
    public Decision route(Opening opening) {
        return switch (letter(opening)) {
            case ' ' -> Decision.needMore();
            case 'G' -> Decision.forward(target).because("listener " + opening.listener());
            case '!' -> throw new IllegalStateException("a mark");
            default -> Decision.reject("G only\n");
        };
    }

    private static char letter(Opening opening) {
        var bytes = opening.bytes();
        char letter = ' ';
        while (letter == ' ' && bytes.hasRemaining()) {
            letter = (char) bytes.get();
        }
        return letter;
    }

    @Override
    public Map<String, String> explain(Opening opening) {
        return opening.tlv(2)
                .<Map<String, String>>map(value ->
                        new TreeMap<>(Map.of("letter", "" + letter(opening), "tlv", "" + (value.get(0) & 0xff))))
                .orElse(Map.of("letter", "" + letter(opening)));
    }
}
