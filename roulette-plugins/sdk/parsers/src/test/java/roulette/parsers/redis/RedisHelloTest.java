package roulette.parsers.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Pieces;
import roulette.parsers.Reading;

class RedisHelloTest {
    private static final Pieces<RedisHello> PIECES = new Pieces<>(RedisHello::read);

    /** Each character one byte. */
    private static String array(String... strings) {
        return "*" + strings.length + "\r\n"
                + Arrays.stream(strings)
                        .map(string -> "$" + string.length() + "\r\n" + string + "\r\n")
                        .collect(Collectors.joining());
    }

    private static RedisHello login(String command, String user) {
        return new RedisHello(command, user, "", 0, OptionalInt.empty());
    }

    @Test
    void theUserOfAuthIsRead() {
        assertThat(PIECES.facts(array("AUTH", "alice", "secret"))).isEqualTo(login("AUTH", "alice"));
        assertThat(PIECES.facts("auth alice secret\r\n")).isEqualTo(login("AUTH", "alice"));
        assertThat(PIECES.facts("AUTH\t alice  secret \n")).isEqualTo(login("AUTH", "alice"));
    }

    @Test
    void aPasswordAloneHasNoUser() {
        assertThat(PIECES.facts(array("auth", "secret"))).isEqualTo(login("AUTH", ""));
        assertThat(PIECES.facts(array("auth", ""))).isEqualTo(login("AUTH", ""));
        assertThat(PIECES.facts("AUTH secret\r\n")).isEqualTo(login("AUTH", ""));
    }

    @Test
    void helloIsRead() {
        assertThat(PIECES.facts(array("HELLO", "3", "AUTH", "alice", "secret", "SETNAME", "app")))
                .isEqualTo(new RedisHello("HELLO", "alice", "app", 3, OptionalInt.empty()));
        assertThat(PIECES.facts(array("hello", "2", "setname", "app", "auth", "alice", "secret")))
                .isEqualTo(new RedisHello("HELLO", "alice", "app", 2, OptionalInt.empty()));
        assertThat(PIECES.facts("HELLO 3\r\n")).isEqualTo(new RedisHello("HELLO", "", "", 3, OptionalInt.empty()));
        assertThat(PIECES.facts("HELLO\r\n")).isEqualTo(login("HELLO", ""));
    }

    @Test
    void theLastOfSeveralUsersCounts() {
        assertThat(PIECES.facts(array("HELLO", "3", "AUTH", "alice", "a", "AUTH", "bob", "b"))
                        .user())
                .isEqualTo("bob");
    }

    @Test
    void theDatabaseOfSelectIsRead() {
        assertThat(PIECES.facts(array("SELECT", "3")).database()).hasValue(3);
        assertThat(PIECES.facts("select 0\n").database()).hasValue(0);
    }

    @Test
    void onlyTheNameOfOtherCommandsIsRead() {
        assertThat(PIECES.facts("*3\r\n$3\r\nSet\r\n")).isEqualTo(login("SET", ""));
        assertThat(PIECES.facts("*2147483647\r\n$14\r\nft._CREATE-X.1\r\n")).isEqualTo(login("FT._CREATE-X.1", ""));
        assertThat(RedisHello.read(ByteBuffer.wrap(Pieces.bytes("ping\r\n"))))
                .isEqualTo(Reading.facts(login("PING", ""), 4));
    }

    @Test
    void nonAsciiNamesAreRead() {
        assertThat(PIECES.facts(array(
                                "AUTH",
                                new String("jürgen".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                                "x"))
                        .user())
                .isEqualTo("jürgen");
    }

    @Test
    void thePasswordIsInNoFact() {
        assertThat(PIECES.facts(array("HELLO", "3", "AUTH", "alice", "secret")).toString())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "POST / HTTP/1.1\r\n",
                "HEAD /",
                "OPTIONS ",
                "CONNECT ",
                "PUT ",
                "Host: x\r\n",
                "\026\3\1",
                "\r\n",
                " PING\r\n",
                "SET k v\r\n",
                "PINGS\r\n",
                "HELLO:",
                "AUTH\0",
                "$4\r\n",
                "*x",
                "*\r\n",
                "*0\r\n",
                "*-1\r\n",
                "*01",
                "*2147483648",
                "*1\n",
                "*1\r\n:"
            })
    void otherTextIsNotRedis(String text) {
        PIECES.notThis(text);
    }

    @Test
    void httpIsRuledOutAtTheFirstWrongByte() {
        PIECES.notThis("G");
        PIECES.notThis("PO");
        PIECES.notThis("Ho");
        PIECES.notThis("HEA");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTH",
                "AUTH a b c",
                "HELLO x",
                "HELLO 03",
                "HELLO 3 AUTH a",
                "HELLO 3 AUTH",
                "HELLO 3 SETNAME",
                "HELLO 3 x",
                "HELLO AUTH a b",
                "SELECT",
                "SELECT -1",
                "SELECT x",
                "SELECT 1 2",
                "SELECT 2147483648",
                "SELECT 99999999999"
            })
    void invalidArgumentsAreMalformedInAnArrayAndNotRedisInALine(String command) {
        PIECES.malformed(array(command.split(" ")));
        PIECES.notThis(command + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS", "SSL", "tls", "TLS-C", "TLS-P", "GSSAPI", "KERBEROS_V4"})
    void authWithAnFtpMechanismIsNotRedis(String mechanism) {
        PIECES.notThis("AUTH " + mechanism + "\r\n");
        assertThat(PIECES.facts(array("AUTH", mechanism))).isEqualTo(login("AUTH", ""));
        assertThat(PIECES.facts("AUTH " + mechanism + "x\r\n")).isEqualTo(login("AUTH", ""));
    }

    @Test
    void theFirstArgumentOfOtherInlineCommandsIsAWord() {
        assertThat(PIECES.stable(Pieces.bytes("INFO  all\r\n"))).isEqualTo(Reading.facts(login("INFO", ""), 4));
        assertThat(PIECES.stable(Pieces.bytes("CLIENT SETNAME x\n"))).isEqualTo(Reading.facts(login("CLIENT", ""), 6));
        assertThat(PIECES.notThis("INFO sip:")).isEqualTo(PIECES.notThis("PING :"));
        PIECES.partial("ECHO hello");
        PIECES.notThis("QU");
    }

    @Test
    void namesWithControlCharactersAreMalformed() {
        assertThat(PIECES.malformed(array("AUTH", "a\nb", "x"))).startsWith("the user's name");
        assertThat(PIECES.malformed(array("AUTH", "a\0b", "x"))).startsWith("the user's name");
        assertThat(PIECES.malformed(array("AUTH", "a\377b", "x"))).startsWith("the user's name");
        assertThat(PIECES.malformed(array("HELLO", "3", "SETNAME", "a b"))).startsWith("the client's name");
    }

    @Test
    void loginCommandsHaveTheLimitsOfRedis() {
        assertThat(PIECES.facts(array("HELLO", "3", "AUTH", "a", "b", "AUTH", "c", "d", "SETNAME", "e"))
                        .user())
                .isEqualTo("c");
        assertThat(PIECES.malformed("*11\r\n$5\r\nHELLO\r\n")).startsWith("more than 10 strings");
        assertThat(PIECES.malformed("*2\r\n$4\r\nAUTH\r\n$16385")).startsWith("a string of more than 16 KiB");
        PIECES.partial("*2\r\n$4\r\nAUTH\r\n$16384\r\n");
        PIECES.notThis("HELLO 1 2 3 4 5 6 7 8 9 10\r\n");
    }

    @Test
    void aLineHas16KiBAtMost() {
        byte[] line = Pieces.bytes("AUTH " + "x".repeat(16_378) + "\n");
        assertThat(line).hasSize(16_384);
        assertThat(RedisHello.read(ByteBuffer.wrap(line))).isInstanceOf(Reading.Facts.class);
        byte[] longer = Pieces.bytes("AUTH " + "x".repeat(16_379));
        assertThat(RedisHello.read(ByteBuffer.wrap(longer))).isInstanceOf(Reading.NotThis.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH \"a", "AUTH a'b", "HELLO 3 AUTH '"})
    void quotesInALineAreMalformedAtOnce(String text) {
        PIECES.malformed(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH a\0", "AUTH a\177", "SELECT \033", "SELECT \""})
    void aLineWithControlCharactersIsNotRedis(String text) {
        PIECES.notThis(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*1\r\n$-1",
                "*1\r\n$4\n",
                "*1\r\n$4\r\nPINGx",
                "*1\r\n$4\r\nPING\rx",
                "*1\r\n$0\r\n",
                "*1\r\n$65",
                "*1\r\n$04",
                "*1\r\n$4\r\nPI G\r\n",
                "*1\r\n$4\r\nPI\0G\r\n",
                "*2\r\n$4\r\nAUTH\r\n+",
                "*2\r\n$4\r\nAUTH\r\n$1\r\nab"
            })
    void anInvalidArrayIsMalformedAtOnce(String text) {
        PIECES.malformed(text);
    }

    @Test
    void aRefusalIsOneLine() {
        assertThat(RedisRefusal.error("no")).asString().isEqualTo("-ERR no\r\n");
        assertThat(RedisRefusal.noPermission("a\r\n+OK")).asString().isEqualTo("-NOPERM a??+OK\r\n");
        assertThat(RedisRefusal.notLoggedIn("x")).asString().isEqualTo("-NOAUTH x\r\n");
        assertThat(RedisRefusal.wrongPassword("x")).asString().isEqualTo("-WRONGPASS x\r\n");
        assertThat(RedisRefusal.error("x".repeat(2000))).hasSize(1007);
    }
}
