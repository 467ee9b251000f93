package roulette.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import roulette.api.Decision;

/** Decisions and bytes in words, for the messages of failed checks. */
final class Words {
    private Words() {}

    static String of(Decision decision) {
        return switch (decision) {
            case Decision.NeedMore _ -> "needMore()";
            case Decision.Forward forward -> "forward to " + forward.targets() + because(forward.because());
            case Decision.Reply reply -> "reply(" + of(reply.bytes()) + ", " + reply.consumed() + ")";
            case Decision.Delegate delegate -> "delegate to " + delegate.router() + because(delegate.because());
            case Decision.Reject reject -> "reject(" + of(reject.reply()) + ")" + because(reject.because());
        };
    }

    private static String because(String words) {
        return words.isEmpty() ? "" : " because " + words;
    }

    private static String of(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return of(array);
    }

    static String of(byte[] bytes, int length) {
        return of(Arrays.copyOf(bytes, length));
    }

    /** In quotes; hexadecimal where it is no plain text. */
    static String of(byte[] bytes) {
        for (byte b : bytes) {
            if ((b < ' ' || b > '~') && b != '\r' && b != '\n') {
                return HexFormat.of().formatHex(bytes);
            }
        }
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return '"' + text.replace("\r", "\\r").replace("\n", "\\n") + '"';
    }
}
