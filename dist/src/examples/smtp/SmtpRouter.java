package example;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import roulette.api.Answer;
import roulette.api.Decision;
import roulette.api.FromTarget;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.parsers.Reading;
import roulette.parsers.tls.TlsAlert;
import roulette.parsers.tls.TlsHello;
import roulette.parsers.routing.HostForwards;

/**
 * Forwards mail by the host name that the client asks for in TLS, although SMTP begins without TLS and the server speaks
 * first. The router greets the client and accepts STARTTLS, reads the name in the ClientHello, greets the chosen server as
 * a client and sends STARTTLS there, and then joins both. It decrypts nothing: TLS is between the client and the server.
 */
public final class SmtpRouter implements Router {
    /** RFC 5321, section 4.5.3.2: what people who type need, and still less than the servers' five minutes. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LONGEST_LINE = 512;

    private HostForwards hosts = HostForwards.NONE;
    private String name;

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public String description() {
        return "Forwards mail clients that use STARTTLS by the host name they ask for, without decrypting.";
    }

    @Override
    public void configure(Settings settings) {
        hosts = HostForwards.read(settings);
        name = settings.string("name", "localhost");
    }

    @Override
    public void start() {
        hosts.start();
    }

    // ---- the client

    /** Called at once, as the server speaks first. */
    @Override
    public Decision route(Opening opening) {
        ByteBuffer bytes = opening.bytes();
        if (opening.replies() == 0) {
            // A client that speaks before it was greeted does not know SMTP.
            return bytes.hasRemaining() ? Decision.reject() : reply("220 " + name + " ESMTP", 0);
        }
        if (!bytes.hasRemaining()) {
            return Decision.needMore();
        }
        return bytes.get(0) == 0x16 ? hello(opening) : command(bytes);
    }

    private Decision command(ByteBuffer bytes) {
        int length = lineLength(bytes, 0);
        if (length < 0) {
            return bytes.remaining() < LONGEST_LINE ? Decision.needMore() : Decision.reject("500 line too long\r\n");
        }
        String command = text(bytes, 0, length).strip().toUpperCase(Locale.ROOT);
        String verb = command.contains(" ") ? command.substring(0, command.indexOf(' ')) : command;
        return switch (verb) {
            case "EHLO" -> reply("250-" + name + "\r\n250 STARTTLS", length);
            case "HELO" -> reply("250 " + name, length);
            case "NOOP", "RSET" -> reply("250 OK", length);
            case "QUIT" -> Decision.reject("221 Bye\r\n");
            case "STARTTLS" ->
                // RFC 3207: what comes behind it in plain text must not be taken for part of the encrypted session.
                bytes.remaining() > length
                        ? Decision.reject("501 nothing may follow STARTTLS\r\n").because("bytes behind STARTTLS")
                        : reply("220 Go ahead", length);
            default -> reply("530 Must issue a STARTTLS command first", length);
        };
    }

    private static Decision reply(String line, int consumed) {
        return Decision.reply(line + "\r\n", consumed).within(PATIENCE);
    }

    private Decision hello(Opening opening) {
        return switch (TlsHello.read(opening.bytes())) {
            case Reading.Partial<TlsHello> partial -> Decision.needMore();
            case Reading.NotThis<TlsHello> not -> Decision.reject(TlsAlert.decodeError()).because(not.reason());
            case Reading.Facts<TlsHello> facts -> {
                String host = facts.facts().serverName();
                yield hosts.find(host)
                        .<Decision>map(forward -> forward.listening().label("sni", host))
                        .orElseGet(() -> Decision.reject(TlsAlert.unrecognizedName()).label("sni", host));
            }
        };
    }

    // ---- the server

    /**
     * Speaks SMTP with the server up to STARTTLS. None of its bytes is consumed before the end, so their number tells how
     * far the two are: the greeting, the answer to EHLO, the answer to STARTTLS.
     */
    @Override
    public Answer answered(Opening opening, FromTarget said) {
        ByteBuffer bytes = said.bytes();
        int answers = 0;
        int end = 0;
        int begin = 0;
        for (int next = answerLength(bytes, 0); next > 0; next = answerLength(bytes, end)) {
            begin = end;
            end += next;
            answers++;
        }
        boolean whole = end == bytes.remaining();
        if (answers == 0 || !whole && answers < 3) {
            return Answer.needMore();
        }
        String answer = text(bytes, begin, end);
        String expected = answers == 2 ? "250" : "220";
        if (!whole || answers > 3 || !answer.startsWith(expected)) {
            return Answer.nextTarget("it answered " + answer.strip());
        }
        return switch (answers) {
            case 1 -> Answer.send("EHLO " + name + "\r\n", 0);
            case 2 ->
                answer.toUpperCase(Locale.ROOT).contains("STARTTLS")
                        ? Answer.send("STARTTLS\r\n", 0)
                        : Answer.nextTarget("it does not offer STARTTLS");
            default -> Answer.join(end);
        };
    }

    /** How long the answer is that begins there, all its lines; -1 where it is not complete. */
    private static int answerLength(ByteBuffer bytes, int from) {
        int at = from;
        while (true) {
            int length = lineLength(bytes, at);
            if (length < 0) {
                return -1;
            }
            boolean last = length < 4 || bytes.get(at + 3) != '-';
            at += length;
            if (last) {
                return at - from;
            }
        }
    }

    // ---- lines

    /** How long the line is that begins there, with its end; -1 where it has none. */
    private static int lineLength(ByteBuffer bytes, int from) {
        for (int at = from; at < bytes.limit(); at++) {
            if (bytes.get(at) == '\n') {
                return at + 1 - from;
            }
        }
        return -1;
    }

    private static String text(ByteBuffer bytes, int from, int to) {
        return StandardCharsets.ISO_8859_1.decode(bytes.slice(from, to - from)).toString();
    }

    // ---- how it is called

    /** The router only looks at bytes. */
    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public void close() {
        hosts.close();
    }

    /** The server speaks first. */
    @Override
    public boolean needsBytes() {
        return false;
    }
}
