package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        configuration("""
                [[listeners]]
                bind = "127.0.0.1:443"
                name = "web"
                router = "first-letter"
                [limits]
                opening = "512"
                """);
        FirstLetterJar.writeTo(home.resolve("plugins"));
    }

    private void configuration(String text) throws IOException {
        Files.writeString(home.resolve("conf").resolve("roulette.toml"), text);
    }

    private int route(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "route";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Main.run(new Home(home), new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    private void isMistake(int code, String words, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(route(arguments)).as(words).isEqualTo(code);
        assertThat(err.toString()).startsWith("roulette: ").contains(words).hasLineCount(1);
    }

    @Test
    void theDecisionIsPrintedWithItsReasons() {
        assertThat(route("--client", "10.1.2.3:5000", "--local", "[::1]:80", "--tlv", "2=ab", "--text", "  G\\r\\n"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "listener   web",
                        "client     10.1.2.3:5000",
                        "local      [::1]:80",
                        "router     first-letter",
                        "bytes      5 of 5 (decided after 3)",
                        "parsed     letter=G",
                        "           tlv=171",
                        "decision   forward 10.0.0.1:443",
                        "because    listener web");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theDefaultClientIsThisMachine() {
        assertThat(route("--hex", "20 47")).isZero();
        assertThat(out.toString()).contains("client     127.0.0.1:50000", "local      127.0.0.1:443");
    }

    @Test
    void noDecisionExitsWithOne() {
        assertThat(route("--text", "  ")).isEqualTo(1);
        assertThat(out.toString()).contains("decision   none: the router wants more bytes", "silent     reject");
    }

    @Test
    void aRouterFailureExitsWithOne() {
        assertThat(route("--text", "!")).isEqualTo(1);
        assertThat(out.toString())
                .contains("decision   none: the router failed: it threw java.lang.IllegalStateException: a mark");
    }

    @Test
    void atMostTheOpeningLimitOfAFileIsRead() throws IOException {
        Path file = Files.writeString(home.resolve("said.bin"), " ".repeat(100_000));
        assertThat(route("--file", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("bytes      512 of 100000 (not decided)", "no decision after 512 bytes");
    }

    @Test
    void readingAnEndlessFileIsLimited() {
        assertThat(route("--file", "/dev/zero")).isZero();
        assertThat(out.toString()).contains("bytes      512 of " + (512 + (64 << 20)) + " or more");
    }

    @Test
    void aCaptureIsRecognisedAndEachConnectionTried() throws IOException {
        Path file = Files.write(home.resolve("some.pcap"), capture());
        assertThat(route("--file", file.toString())).isZero();
        assertThat(out.toString().lines().filter(line -> !line.isEmpty()))
                .contains(
                        "client     10.1.2.3:4097",
                        "local      10.9.9.9:80",
                        "client     10.1.2.3:4098",
                        "bytes      2 of 2 (decided after 1)",
                        "decision   reject \"G only\\n\"",
                        "capture    3 packets, 2 connections, 2 tried, 0 undecided",
                        "skipped    1 connection whose start was not captured");
        out.getBuffer().setLength(0);
        assertThat(route("--pcap", file.toString(), "--port", "81")).isEqualTo(1);
        assertThat(out.toString())
                .contains("0 tried", "skipped    2 connections excluded by --port or --filter")
                .doesNotContain("decision");
    }

    @Test
    void theReasonIsReportedIfNothingIsTried() throws IOException {
        Path file = Files.write(home.resolve("some.pcap"), capture());
        isMistake(
                1,
                "some.pcap: no connection was tried: skipped 2 connections excluded by --port or"
                        + " --filter; 1 connection whose start was not captured; --midway tries those",
                "--pcap",
                file.toString(),
                "--filter",
                "dst port 81");
        Files.write(file, Arrays.copyOf(capture(), 24));
        isMistake(1, "no connection was tried: there is none in 0 packets", "--pcap", file.toString());
        byte[] udp = Arrays.copyOf(capture(), 24 + 58);
        udp[24 + 16 + 9] = 17;
        Files.write(file, udp);
        isMistake(1, "skipped 1 packet without TCP (UDP 1)", "--pcap", file.toString());
    }

    @Test
    void connectionsWithoutTheirStartAreTriedOnRequest() throws IOException {
        Path file = Files.write(home.resolve("some.pcap"), capture());
        assertThat(route("--pcap", file.toString(), "--midway")).isZero();
        assertThat(out.toString())
                .contains("client     10.1.2.3:4099", "these are not the client's first bytes", "3 tried");
    }

    @Test
    void otherFormatsPrintOneLinePerConnectionAndTheRestToStandardError() throws IOException {
        Path file = Files.write(home.resolve("some.pcap"), capture());
        assertThat(route("--pcap", file.toString(), "--oneline", "--splits", "none"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "10.1.2.3:4097 > 10.9.9.9:80: forward 10.0.0.1:443 (listener web)",
                        "10.1.2.3:4098 > 10.9.9.9:80: reject \"G only\\n\"");
        assertThat(err.toString()).startsWith("capture    3 packets, 2 connections, 2 tried, 0 undecided");
        out.getBuffer().setLength(0);
        assertThat(route("--pcap", file.toString(), "--json", "--filter", "src port 4097"))
                .isZero();
        assertThat(out.toString())
                .hasLineCount(1)
                .startsWith("{\"listener\":\"web\",\"client\":\"10.1.2.3:4097\",")
                .contains("\"decision\":\"forward\",\"targets\":[\"10.0.0.1:443\"]");
        out.getBuffer().setLength(0);
        assertThat(route("--json", "--text", "x")).isZero();
        assertThat(out.toString()).hasLineCount(1).contains("\"reply\":\"G only\\\\n\"");
    }

    @Test
    void anArgumentWithAnAtSignIsNotReadAsAFile() throws IOException {
        Path file = Files.writeString(home.resolve("secret"), "top-secret");
        assertThat(route("--text", "@" + file)).isZero();
        assertThat(out.toString()).contains("parsed     letter=@");
        isMistake(64, "@" + file, "@" + file);
        assertThat(err.toString()).doesNotContain("top-secret");
    }

    /** Two connections with data in their SYNs, and one without its start. */
    private static byte[] capture() {
        ByteBuffer file = ByteBuffer.allocate(24 + 3 * (16 + 42));
        file.putInt(0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(262144)
                .putInt(101);
        for (int i = 1; i <= 3; i++) {
            file.putLong(0).putInt(42).putInt(42);
            file.putInt(0x4500002A)
                    .putInt(0x00004000)
                    .putInt(0x40060000)
                    .putInt(0x0A010203)
                    .putInt(0x0A090909);
            file.putShort((short) (4096 + i)).putShort((short) 80).putInt(7).putInt(0);
            file.put((byte) 0x50)
                    .put((byte) (i == 3 ? 16 : 2))
                    .putShort((short) 1024)
                    .putInt(0);
            file.put((byte) (i == 1 ? 'G' : 'x')).put((byte) '\n');
        }
        return file.array();
    }

    @Test
    void aDamagedCaptureIsReportedWithItsOffsetAfterItsConnections() throws IOException {
        byte[] whole = capture();
        Path file = Files.write(home.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 5));
        isMistake(1, "cut.pcap: offset 193: the file ends within a packet", "--pcap", file.toString());
        assertThat(out.toString()).contains("client     10.1.2.3:4097");
        Files.writeString(file, "GET");
        isMistake(1, "cut.pcap: offset 0: it is neither pcap nor pcapng", "--pcap", file.toString());
    }

    @Test
    void usageErrorsAreReported() throws IOException {
        isMistake(64, "--text=TEXT | --hex=HEX | --file=FILE | --pcap=FILE");
        isMistake(64, "mutually exclusive", "--text", "a", "--hex", "00");
        isMistake(64, "'--hex': a byte has two digits", "--hex", "0");
        isMistake(64, "is no escape", "--text", "\\q");
        isMistake(64, "\"a.example:1\" is no IP address with a port", "--client", "a.example:1", "--text", "a");
        isMistake(64, "is no TLV of a PROXY header", "--tlv", "256=00", "--text", "a");
        isMistake(64, "is called \"mail\"; there are web", "--listener", "mail", "--text", "a");
        isMistake(64, "--port, --filter and --midway are for captures", "--port", "80", "--text", "a");
        isMistake(64, "--port, --filter and --midway are for captures", "--midway", "--text", "a");
        isMistake(64, "the filter needs a port", "--filter", "port x", "--text", "a");
        isMistake(64, "mutually exclusive", "--json", "--oneline", "--text", "a");
        isMistake(64, "--splits", "--splits", "some", "--text", "a");
        String file = Files.write(home.resolve("some.pcap"), capture()).toString();
        isMistake(64, "a capture has addresses and ends of its own", "--client", "10.0.0.1:1", "--file", file);
        isMistake(64, "a capture has addresses and ends of its own", "--end", "--file", file);
    }

    @Test
    void oneOfSeveralListenersMustBeNamed() throws IOException {
        configuration("""
                [[listeners]]
                bind = "127.0.0.1:1"
                router = "first-letter"
                [[listeners]]
                bind = "[::1]:2"
                name = "two"
                router = "first-letter"
                """);
        isMistake(64, "has several listeners; choose one by --listener: 127.0.0.1:1, two", "--text", "G");
        assertThat(route("--listener", "two", "--text", "G")).isZero();
        assertThat(out.toString()).contains("local      [::1]:2", "because    listener two");
    }

    @Test
    void otherErrorsAreReported() throws IOException {
        isMistake(1, "nowhere: there is no such file", "--file", "nowhere");
        isMistake(1, "this is a folder", "--file", home.toString());
        configuration("[[listeners]]\nrouter = \"nobody\"\n");
        isMistake(78, "no router is called \"nobody\"", "--text", "a");
    }
}
