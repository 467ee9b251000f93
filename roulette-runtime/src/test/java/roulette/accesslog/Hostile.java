package roulette.accesslog;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Text of attackers who try to forge lines of the log. */
final class Hostile {
    private Hostile() {}

    static Stream<String> texts() {
        return Stream.of(
                "a\nb",
                "a\r\ntime=2026-01-01T00:00:00.000Z end=complete",
                "\u001b[2J\u001b]0;gone\u0007",
                "nul\0nul",
                "\u2028\u2029\u0085",
                "say \"hello\"",
                "\"",
                "\\",
                "\\\"",
                "\\n and \\u000a are harmless",
                "trailing\\",
                "a\" end=\"complete",
                "\"}\n{\"end\":\"complete\"}",
                "a=b c=d",
                "a,b",
                "-",
                "",
                " ",
                "Müller → 😀",
                "\u202egnp.exe\u200b\ufeff",
                "\ud83d",
                "\ude00\ud83d",
                "\u007f",
                "'`$(reboot)",
                IntStream.range(0, 0x3000)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }
}
