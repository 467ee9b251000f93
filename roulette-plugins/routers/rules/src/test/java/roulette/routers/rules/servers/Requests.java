package roulette.routers.rules.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Valid, nearly valid and invalid requests: built from parts that servers are known to treat differently, and
 * every fourth of them then changed in some of its bytes. The same seed gives the same requests. For one thread.
 */
final class Requests {
    private static final String[] BEFORE = {
        "\r\n",
        "\n",
        "\r",
        "\r\r\n",
        "\n\r",
        " ",
        "\t",
        "\0",
        "\u000b",
        "\r\n\r\n\r\n\r\n\r\n",
        "\n\n\n\n\n",
        "\r\n \r\n",
    };
    private static final String[] METHODS = {
        "GET",
        "GET",
        "GET",
        "GET",
        "GET",
        "GET",
        "POST",
        "HEAD",
        "OPTIONS",
        "CONNECT",
        "PRI",
        "DELETE",
        "M-SEARCH",
        "get",
        "Get",
        "gET",
        "_GET",
        "-GET",
        "G_T",
        "_",
        "-",
        "!#$%&'*+.^`|~9",
        "0",
        "9GET",
        "ABCDEFGHIJKLMNOPQRSTUVWXY",
        "GE\0T",
        "G\u00c9T",
        "",
        "GET:",
        "(GET)",
        "SSH-2.0-x",
        "GET,",
        "\"GET\"",
        "G=T",
        "connect",
        "options",
        "head",
    };
    private static final String[] BLANKS = {
        "  ", "\t", " \t", "\t ", "     ", "\u000b", "\f", "\r", " \r ", "\u00a0", "", "\0", "\u0085", "\n", "\r\n",
    };
    private static final String[] TARGETS = {
        "/",
        "/",
        "/",
        "/",
        "/",
        "/a",
        "/a?b",
        "/a/../b",
        "//a.example/",
        "/%2e%2e/",
        "/%00",
        "/a%",
        "*",
        ".",
        "..",
        "a",
        "a/b",
        "?",
        "?a",
        "#",
        "/#a",
        "/a#b",
        "\\",
        "/\\",
        "{}",
        "\"/\"",
        "/a b",
        "/ ",
        "/\t",
        "/\u0001",
        "/\u007f",
        "/\u00fc",
        "/\0",
        "\u00fc",
        "a.example",
        "a.example:80",
        "[::1]:80",
        "u@a.example:80",
        "a.example:",
        ":80",
        "http://a.example/",
        "http://a.example",
        "http://a.example?b",
        "http://a.example#b",
        "HTTP://A.example:81/b",
        "http://b.example/",
        "http://b.example",
        "https://a.example/",
        "http://u@a.example/",
        "http://u:p@b.example:80/",
        "http://[::1]/",
        "http://[::1]:80/",
        "http:/a.example",
        "http:a.example",
        "http:///",
        "http:///b.example/",
        "http://",
        "http://a.example:/",
        "http://a.example:99999/",
        "http://a.example:x/",
        "http://a.example./",
        "http://a_b.example/",
        "http://a.example\\@b.example/",
        "http://b.example%2f/",
        "ftp://b.example/",
        "x://a.example/",
        "1://a.example/",
        "http://b.example:80:80/",
        "http://a.example, b.example/",
        "http://b.example\t/",
        "http://a.example/http://b.example/",
        "http://.b.example/",
        "http://..b.example/",
        "http://b..example/",
    };
    private static final String[] VERSIONS = {
        "HTTP/1.1",
        "HTTP/1.1",
        "HTTP/1.1",
        "HTTP/1.1",
        "HTTP/1.0",
        "HTTP/1.0",
        "HTTP/1.0",
        "HTTP/0.9",
        "HTTP/1.2",
        "HTTP/1.9",
        "HTTP/2.0",
        "HTTP/2",
        "HTTP/1",
        "HTTP/1.",
        "HTTP/01.1",
        "HTTP/1.01",
        "HTTP/1.10",
        "HTTP/11",
        "HTTP/3.0",
        "HTTP/9.9",
        "HTTP/10.1",
        "http/1.1",
        "Http/1.1",
        "HTTp/1.0",
        "HTTP /1.1",
        "HTTP/ 1.1",
        "HTTP/1 .1",
        "FTP/1.1",
        "HTCPCP/1.0",
        "ICE/1.0",
        "RTSP/1.0",
        "SIP/2.0",
        "",
        "HTTP/1.1 ",
        "HTTP/1.1\t",
        "HTTP/1.1  ",
        "HTTP/1.1 x",
        "x HTTP/1.1",
        "HTTP/1.1 HTTP/1.0",
        "HTTP/+1.1",
        "HTTP/1.-1",
        "HTTP/-1.1",
        "HTTP/1.1\0",
        "HTTP/1.1\r",
        "HTTP",
        "HTTP/",
        "/HTTP/1.1",
        "HTTP/1.1;",
        "HTTP/1,1",
        "HTTP/0.0",
        "HTTP/1.1\u0085",
        "XHTTP/1.1",
        "HTTP//1.1",
    };
    private static final String[] ENDS = {"\n", "\r", "\r\r\n", "\n\r", "\u0085", "\u000b\r\n", " \r\n", "\0\r\n"};
    private static final String[] HOST_NAMES = {
        "Host",
        "Host",
        "Host",
        "Host",
        "host",
        "HOST",
        "hOst",
        "Host ",
        " Host",
        "Host\t",
        "\tHost",
        "Ho st",
        "Host\0",
        "Host\r",
        "X-Host",
        "_Host",
        "Host_",
        "Hos\u017f",
        "Host\u000b",
        "\u000bHost",
        "Hos",
        "Hostt",
        ":Host",
        "\"Host\"",
        "Host\u00a0",
        "Host.",
        "\r Host",
        "\0Host",
        "Host\u0001",
        "Host/",
        "Host(",
        "X-Forwarded-Host",
        "Forwarded",
    };
    private static final String[] COLONS = {
        ":", " :", "\t:", "::", ": :", "", "=", ":\t", ":  ", ": \t ", ":\u000b", ":\r\n "
    };
    private static final String[] HOSTS = {
        "a.example",
        "a.example",
        "a.example",
        "a.example",
        "b.example",
        "A.Example",
        "a.example:80",
        "a.example:",
        "",
        " ",
        "a.example.",
        "a.example..",
        "a.example.:80",
        ".a.example",
        "a..example",
        "a.example, b.example",
        "a.example b.example",
        "a.example,b.example",
        "a.example;b.example",
        "u@a.example",
        "a.example@b.example",
        "a.example/b",
        "a.example/",
        "/a.example",
        "a.example?b",
        "a.example#b",
        "http://b.example",
        "[::1]",
        "[::1]:80",
        "::1",
        "[::1",
        "[::1]x",
        "[v1.x]",
        "[::1%25eth0]",
        "[fe80::1%eth0]",
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "a_b.example",
        "-a.example",
        "a.example-",
        "*.example",
        "a%2eexample",
        "a%00.example",
        "a\\b",
        "a.example\0",
        "a.example\0.b.example",
        "a.example\tb",
        "\u00e4.example",
        "xn--a-0ga.example",
        "a.example:0",
        "a.example:00080",
        "a.example:65536",
        "a.example:80:81",
        "a.example:x",
        "a.example:-80",
        "a.example:+80",
        "a.example: 80",
        ":80",
        "\"a.example\"",
        "<a>",
        "a.example\u000b",
        "a.example\r",
        "a.example\u0085",
        "a.example\u00a0",
        "\u00a0a.example",
        "a!b",
        "a$b",
        "a&b",
        "a'b",
        "a(b)",
        "a*b",
        "a+b",
        "a=b",
        "a~b",
        "a^b",
        "a|b",
        "a`b",
        "a{b}",
        "a.example,",
        ",a.example",
        ".",
        "..",
        "a.example:80.",
        "[a.example]",
        "a.example]",
    };
    private static final String[] LINES = {
        "X: y",
        "X:y",
        "X:",
        "Accept: */*",
        "Connection: close",
        "Connection: keep-alive",
        "Connection: Host",
        "Content-Length: 0",
        "Content-Length: 1",
        "Transfer-Encoding: chunked",
        "Expect: 100-continue",
        "Upgrade: h2c",
        " folded",
        "\tfolded",
        " Host: b.example",
        "",
        "x",
        "X : y",
        ": y",
        "X\0: y",
        "X: \0",
        "X: \u0001",
        "X: y\rHost: b.example",
        "X: y\r\r\nHost: b.example",
        "X: y\n Host: b.example",
        "X: \u00fc",
        "X\u00fc: y",
        "X(): y",
        "X: y\u0085Host: b.example",
        "X: y\u000bHost: b.example",
        "Host",
        "Host;b.example",
        "Content-Length: x",
    };
    private static final String[] BODIES = {
        "x",
        "\r\n",
        "GET /b HTTP/1.1\r\nHost: b.example\r\n\r\n",
        "0\r\n\r\n",
        "SM\r\n\r\n",
        "SM\r\n\r\n\0\0\0\4\0\0\0\0\0",
    };
    private static final String INTERESTING =
            "\0\1\t\n\u000b\f\r !\"#%*,-./0:;@AGHT[\\]_gh{|}~\u007f\u0080\u0085\u00a0\u00ff";

    private final RandomGenerator random;

    Requests(long seed) {
        random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
    }

    /** The next request, a new array. */
    byte[] next() {
        StringBuilder text = new StringBuilder();
        before(text);
        text.append(one(512) ? "M".repeat(1 + random.nextInt(2000)) : one(5) ? any(METHODS) : "GET");
        text.append(one(20) ? any(BLANKS) : " ");
        text.append(one(512) ? "/" + "p".repeat(random.nextInt(6000)) : one(4) ? any(TARGETS) : "/");
        text.append(one(20) ? any(BLANKS) : " ");
        text.append(one(6) ? any(VERSIONS) : one(2) ? "HTTP/1.1" : "HTTP/1.0");
        end(text);
        headers(text);
        end(text);
        if (one(16)) {
            text.append(any(BODIES));
        }
        if (one(4)) {
            for (int i = 1 + random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
                mutate(text);
            }
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private void before(StringBuilder text) {
        if (one(8)) {
            for (int i = one(4) ? random.nextInt(12) : 1; i > 0; i--) {
                text.append(any(BEFORE));
            }
        } else if (one(512)) {
            text.repeat("\r\n", random.nextInt(1500));
        }
    }

    private void headers(StringBuilder text) {
        if (!one(8)) {
            host(text);
        }
        while (one(3)) {
            if (one(5)) {
                host(text);
            } else {
                text.append(any(LINES));
                end(text);
            }
        }
    }

    private void host(StringBuilder text) {
        text.append(one(12) ? any(HOST_NAMES) : "Host");
        text.append(one(16) ? any(COLONS) : ": ");
        text.append(one(3) ? any(HOSTS) : "a.example");
        end(text);
    }

    private void end(StringBuilder text) {
        text.append(one(32) ? any(ENDS) : "\r\n");
    }

    private void mutate(StringBuilder text) {
        int at = random.nextInt(text.length());
        char c = one(4) ? (char) random.nextInt(256) : INTERESTING.charAt(random.nextInt(INTERESTING.length()));
        switch (random.nextInt(5)) {
            case 0 -> text.setCharAt(at, c);
            case 1, 2 -> text.insert(at, c);
            case 3 -> text.deleteCharAt(at);
            default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 1 + random.nextInt(24))));
        }
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
