package roulette.parsers.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Pieces;
import roulette.parsers.Reading;

class GitRequestTest {
    private static final Pieces<GitRequest> PIECES = new Pieces<>(GitRequest::read);

    static byte[] packet(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        byte[] packet = ("0000" + "x".repeat(bytes.length)).getBytes(StandardCharsets.US_ASCII);
        byte[] digits = "%04x".formatted(bytes.length + 4).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, packet, 0, 4);
        System.arraycopy(bytes, 0, packet, 4, bytes.length);
        return packet;
    }

    private static GitRequest facts(String line) {
        return PIECES.facts(packet(line));
    }

    private static String malformed(String line) {
        return PIECES.malformed(packet(line));
    }

    /** Captured from git 2.39. */
    @Test
    void whatGitSendsIsRead() {
        assertThat(PIECES.facts("0040git-upload-pack /team/a.git\0host=127.0.0.1:58295\0\0version=2\0"))
                .isEqualTo(new GitRequest("git-upload-pack", "/team/a.git", "127.0.0.1", 58295, List.of("version=2")));
    }

    @Test
    void everyServiceIsRead() {
        assertThat(facts("git-receive-pack /a\0host=h\0"))
                .isEqualTo(new GitRequest("git-receive-pack", "/a", "h", 0, List.of()));
        assertThat(facts("git-upload-archive /a\0host=h\0"))
                .isEqualTo(new GitRequest("git-upload-archive", "/a", "h", 0, List.of()));
    }

    @Test
    void thePathAloneIsEnough() {
        assertThat(facts("git-upload-pack /a")).isEqualTo(new GitRequest("git-upload-pack", "/a", "", 0, List.of()));
        assertThat(facts("git-upload-pack /a\n").path()).isEqualTo("/a");
        assertThat(facts("git-upload-pack /a\n\0").path()).isEqualTo("/a");
        assertThat(facts("git-upload-pack ~alice/b.git/\0").path()).isEqualTo("~alice/b.git/");
    }

    @Test
    void aPathMayHaveBlanksAndNonAsciiLetters() {
        assertThat(facts("git-upload-pack /Büro/ein Ding.git\0").path()).isEqualTo("/Büro/ein Ding.git");
    }

    @Test
    void theHostMayBeMissingBeforeParameters() {
        assertThat(facts("git-upload-pack /a\0\0version=1\0object-format=sha256\0"))
                .isEqualTo(
                        new GitRequest("git-upload-pack", "/a", "", 0, List.of("version=1", "object-format=sha256")));
    }

    @Test
    void theHostIsNormalised() {
        assertThat(facts("git-upload-pack /a\0HOST=Git.Example.:99\0"))
                .extracting(GitRequest::host, GitRequest::port)
                .containsExactly("git.example", 99);
        assertThat(facts("git-upload-pack /a\0host=[2001:DB8::7]:9418\0"))
                .extracting(GitRequest::host, GitRequest::port)
                .containsExactly("2001:db8::7", 9418);
        assertThat(facts("git-upload-pack /a\0host=[::1]\0").host()).isEqualTo("::1");
        assertThat(facts("git-upload-pack /a\0host=::1\0").port()).isZero();
        assertThat(facts("git-upload-pack /a\0host=\0").host()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[::1",
                "[]",
                "[::1]x",
                "[::1]9",
                ":99",
                "h:",
                "h:0",
                "h:65536",
                "h:123456",
                "h:+1",
                "a b",
                "a\tb",
                "a/b",
                "ä",
                "."
            })
    void anInvalidHostIsMalformed(String host) {
        assertThat(malformed("git-upload-pack /a\0host=" + host + "\0")).isEqualTo("the host is malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../a",
                "/a/..",
                "/a/../b",
                "/.",
                "/./a",
                "/a/./b",
                "//a",
                "/a//b",
                "/a//",
                "~/a",
                "~a/../b",
                "/a\\..\\b",
                "/a/..\\b"
            })
    void aPathWithAnAliasSegmentIsMalformed(String path) {
        assertThat(malformed("git-upload-pack " + path + "\0")).startsWith("the path has a segment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/...", "/.a", "/a..", "/..a/b", "/a.git/", "/"})
    void dotsInsideSegmentsAreAllowed(String path) {
        assertThat(facts("git-upload-pack " + path + "\0").path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", " /a", ".", "\n"})
    void aPathBeginsWithASlashOrATilde(String path) {
        assertThat(malformed("git-upload-pack " + path + "\0host=hhhh\0")).startsWith("the path does not start with");
    }

    @Test
    void aPathHasAMaximumLength() {
        assertThat(GitRequest.read(ByteBuffer.wrap(packet("git-upload-pack /" + "a".repeat(4094)))))
                .isInstanceOf(Reading.Facts.class);
        assertThat(GitRequest.read(ByteBuffer.wrap(packet("git-upload-pack /" + "a".repeat(4095)))))
                .isInstanceOf(Reading.NotThis.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\033[2J", "/a\nb", "/a\u0085", "/a\177"})
    void controlCharactersInAPathAreMalformed(String path) {
        assertThat(malformed("git-upload-pack " + path + "\0")).startsWith("the path has control characters");
    }

    @Test
    void aPathThatIsNotUtf8IsMalformed() {
        assertThat(PIECES.malformed("0018git-upload-pack /\377a\0")).startsWith("the path has control characters");
    }

    @Test
    void onlyAHostMayFollowThePath() {
        assertThat(malformed("git-upload-pack /a\0version=2\0")).startsWith("there are too many");
        assertThat(malformed("git-upload-pack /a\0host=h\0version=2\0")).startsWith("there are too many");
    }

    @Test
    void parametersAreLimitedAndHaveNoControlCharacters() {
        String most = IntStream.range(0, 32).mapToObj(i -> "p" + i + "\0").collect(Collectors.joining());

        assertThat(facts("git-upload-pack /a\0\0" + most).parameters())
                .hasSize(32)
                .startsWith("p0", "p1");
        assertThat(malformed("git-upload-pack /a\0\0" + most + "more\0")).startsWith("there are too many");
        assertThat(malformed("git-upload-pack /a\0\0a\nb\0")).startsWith("there are too many");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "003egit-upload-packs",
                "003egit-upload-p ",
                "003egit-x",
                "003egit-upload-archives",
                "003egit-upload-pack/",
                "0015git-receive-pack/aa",
                "0015git-upload-archive /a"
            })
    void anUnknownServiceIsMalformedAtOnce(String text) {
        assertThat(PIECES.malformed(text)).isEqualTo("requests an unknown git service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "00g", "0000", "0001", "0014", "fff1", "ffff", "\0", "\026", "-", "003eG", "003ego"})
    void otherProtocolsAreRuledOutAtTheFirstWrongByte(String text) {
        PIECES.notThis(text);
        PIECES.partial(text.substring(0, text.length() - 1));
    }

    @Test
    void theLengthMayBeInUpperCase() {
        assertThat(PIECES.facts("001Agit-upload-pack /a/b/c").path()).isEqualTo("/a/b/c");
    }

    @Test
    void anErrorIsOnePacketWithoutTerminalControls() {
        assertThat(GitRefusal.error("no")).isEqualTo("000aERR no".getBytes(StandardCharsets.UTF_8));
        assertThat(GitRefusal.error("a\n\033[2J\u202eb\ud800"))
                .isEqualTo("0011ERR a??[2J?b?".getBytes(StandardCharsets.UTF_8));
        assertThat(GitRefusal.error("\ud83d\ude00".repeat(40_000)))
                .hasSize(64_008)
                .startsWith("fa08ERR ".getBytes(StandardCharsets.UTF_8));
    }
}
