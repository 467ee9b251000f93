package roulette.parsers.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Pieces;

class SshBannerTest {
    private static final Pieces<SshBanner> PIECES = new Pieces<>(SshBanner::read);

    @Test
    void softwareAndCommentAreRead() {
        assertThat(PIECES.facts("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"))
                .isEqualTo(new SshBanner("2.0", "OpenSSH_9.2p1", "Debian-2+deb12u3"));
    }

    @Test
    void theCommentIsOptional() {
        assertThat(PIECES.facts("SSH-2.0-Go\r\n")).isEqualTo(new SshBanner("2.0", "Go", ""));
        assertThat(PIECES.facts("SSH-2.0-Go \r\n")).isEqualTo(new SshBanner("2.0", "Go", ""));
        assertThat(PIECES.facts("SSH-2.0-x a b \r\n")).isEqualTo(new SshBanner("2.0", "x", "a b "));
    }

    @Test
    void aHyphenInTheSoftwareIsTolerated() {
        assertThat(PIECES.facts("SSH-2.0-JSCH-0.1.54\r\n").software()).isEqualTo("JSCH-0.1.54");
    }

    @Test
    void aLineFeedAloneEndsIt() {
        assertThat(PIECES.facts("SSH-2.0-old thing\n")).isEqualTo(new SshBanner("2.0", "old", "thing"));
    }

    @Test
    void version199IsRead() {
        assertThat(PIECES.facts("SSH-1.99-x\r\n").version()).isEqualTo("1.99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-1.5", "SSH-3", "SSH-2.1", "SSH-1.999", "SSH-2.00", "SSH--", "SSH-\n"})
    void otherVersionsAreMalformedAtOnce(String text) {
        assertThat(PIECES.malformed(text)).isEqualTo("is not version 2 of SSH");
        PIECES.partial(text.substring(0, text.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "\026", "s", "SSh", "SSH2", "\r\nSSH-2.0-x", "Hello\r\nSSH-2.0-x\r\n"})
    void otherProtocolsAreRuledOut(String text) {
        PIECES.notThis(text);
    }

    @Test
    void aBannerHas255BytesAtMost() {
        assertThat(PIECES.facts("SSH-2.0-" + "x".repeat(245) + "\r\n").software())
                .hasSize(245);
        assertThat(PIECES.facts("SSH-2.0-" + "x".repeat(246) + "\n").software()).hasSize(246);
        PIECES.partial("SSH-2.0-" + "x".repeat(246));
        assertThat(PIECES.malformed("SSH-2.0-" + "x".repeat(247))).startsWith("the banner is longer");
        assertThat(PIECES.malformed("SSH-2.0-" + "x".repeat(246) + "\r\n")).startsWith("the banner is longer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-a\0",
                "SSH-2.0-a\tb",
                "SSH-2.0-a\rb",
                "SSH-2.0-a\r\r\n",
                "SSH-2.0-a \377",
                "SSH-2.0-a\177"
            })
    void nonPrintableBytesAreMalformedAtOnce(String text) {
        assertThat(PIECES.malformed(text)).isEqualTo("the banner has bytes that are not printable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-\r\n", "SSH-2.0- comment\r\n", "SSH-1.99-\n"})
    void aMissingSoftwareNameIsMalformed(String text) {
        assertThat(PIECES.malformed(text)).isEqualTo("the banner has no software name");
    }
}
