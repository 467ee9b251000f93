package roulette.parsers.routing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import roulette.api.Target;

/** Targets as one text for a {@link roulette.match.HostTable}: between blanks, with one character for each byte. */
final class TargetTexts {
    private TargetTexts() {}

    static String write(List<Target> targets) {
        String text = String.join(" ", targets.stream().map(Target::toString).toList());
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Reads what was written, or read from a file and found valid. */
    static List<Target> read(String bytes) {
        String text = isAscii(bytes)
                ? bytes
                : new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        int blank = text.indexOf(' ');
        if (blank < 0) {
            return List.of(Target.parse(text));
        }
        List<Target> targets = new ArrayList<>();
        int start = 0;
        for (; blank >= 0; blank = text.indexOf(' ', start)) {
            targets.add(Target.parse(text.substring(start, blank)));
            start = blank + 1;
        }
        targets.add(Target.parse(text.substring(start)));
        return targets;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }
}
