package roulette.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import roulette.api.Decision;

/** Decisions and bytes as text, for the messages of failed checks. */
final class Descriptions {
    private Descriptions() {}

    static String of(Decision decision) {
        return switch (decision) {
            case Decision.NeedMore _ -> "needMore()";
            case Decision.Forward forward -> "forward to " + forward.targets() + because(forward.because());
            case Decision.Reply reply -> "reply(" + of(reply.bytes()) + ", " + reply.consumed() + ")";
            case Decision.Delegate delegate -> "delegate to " + delegate.router() + because(delegate.because());
            case Decision.Reject reject -> "reject(" + of(reject.reply()) + ")" + because(reject.because());
        };
    }

    private static String because(String reason) {
        return reason.isEmpty() ? "" : " because " + reason;
    }

    private static String of(ByteBuffer bytes) {
        return of(Input.array(bytes));
    }

    static String of(byte[] bytes, int length) {
        return of(Arrays.copyOf(bytes, length));
    }

    /** In quotes; hexadecimal unless it is printable ASCII. */
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
