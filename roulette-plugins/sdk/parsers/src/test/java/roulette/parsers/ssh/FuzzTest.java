package roulette.parsers.ssh;

import static roulette.parsers.Pieces.bytes;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Fuzzing;

@Tag("fuzz")
class FuzzTest {
    @Test
    void everyInputHasAResult() {
        Fuzzing.run(
                "ssh",
                SshBanner::read,
                List.of(
                        bytes("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"),
                        bytes("SSH-2.0-Go\r\n\0\0\3\374"),
                        bytes("SSH-1.99-JSCH-0.1.54\n"),
                        bytes("SSH-2.0-" + "x".repeat(245) + "\r\n"),
                        bytes("SSH-2.0-x" + " ".repeat(250))));
    }
}
