package roulette.parsers.git;

import static roulette.parsers.git.GitRequestTest.packet;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Fuzzing;

@Tag("fuzz")
class FuzzTest {
    @Test
    void everyInputHasAResult() {
        Fuzzing.run(
                "git",
                GitRequest::read,
                List.of(
                        packet("git-upload-pack /team/linux.git\0host=git.example:9418\0\0ver=2\0"),
                        packet("git-receive-pack /a.git\0host=[2001:db8::7]:99\0"),
                        packet("git-upload-archive ~alice/a\0host=b\0"),
                        packet("git-upload-pack /a/b\n\0"),
                        packet("git-upload-pack /a\0\0v\0")));
    }
}
