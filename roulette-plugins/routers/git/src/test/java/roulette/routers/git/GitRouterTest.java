package roulette.routers.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.SettingsException;
import roulette.parsers.git.GitRefusal;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;
import roulette.testkit.RouterCheck;
import roulette.testkit.TestOpening;

class GitRouterTest {
    private static final String REPOSITORIES = """
            [repositories]
            "/linux.git" = "10.0.0.3:9418"
            "/team/*" = ["10.0.0.4:9418", "10.0.0.5:9418"]
            "/team/secret/*" = "10.0.0.6:9418"
            """;

    private final GitRouter router = Configured.with(new GitRouter(), REPOSITORIES);
    private final GitRouter withDefault =
            Configured.with(new GitRouter(), "default = \"10.0.0.9:9418\"\n" + REPOSITORIES);

    /** A request as git 2.39 sends it. */
    private static String request(String path) {
        return packet("git-upload-pack " + path + "\0host=git.example\0\0version=2\0");
    }

    private static String packet(String line) {
        return "%04x%s".formatted(line.getBytes(StandardCharsets.UTF_8).length + 4, line);
    }

    @Test
    void aRepositoryGoesToItsTarget() {
        RouterCheck.of(router).clientSends(request("/linux.git")).forwardsTo("10.0.0.3:9418");
    }

    @Test
    void aPushGoesWhereAFetchGoes() {
        RouterCheck.of(router)
                .clientSends(packet("git-receive-pack /linux.git\0"))
                .forwardsTo("10.0.0.3:9418");
    }

    @Test
    void aPathBelowAPrefixGoesToTheTargetsOfThePrefixInOrder() {
        RouterCheck.of(router).clientSends(request("/team/deep/a.git")).forwardsTo("10.0.0.4:9418", "10.0.0.5:9418");
    }

    @Test
    void theLongestPathWins() {
        RouterCheck.of(router).clientSends(request("/team/secret/a.git")).forwardsTo("10.0.0.6:9418");
    }

    @Test
    void aTrailingSlashIsIgnored() {
        RouterCheck.of(router).clientSends(request("/linux.git/")).forwardsTo("10.0.0.3:9418");
        RouterCheck.of(router).clientSends(request("/team/")).rejects();
    }

    @Test
    void otherRepositoriesGoToTheDefault() {
        RouterCheck.of(withDefault).clientSends(request("/linux")).forwardsTo("10.0.0.9:9418");
        RouterCheck.of(withDefault).clientSends(request("~alice/x.git")).forwardsTo("10.0.0.9:9418");
        RouterCheck.of(withDefault).clientSends(request("/linux.git")).forwardsTo("10.0.0.3:9418");
    }

    @Test
    void anUnknownRepositoryIsRefusedWithAGitError() {
        RouterCheck.of(router)
                .clientSends(request("/linux"))
                .rejects(GitRefusal.error("no server is configured for repository /linux"));
        assertThat(because(request("/linux"))).isEqualTo("unknown repository");
    }

    @Test
    void aPathThatLeavesItsFolderIsRefusedEvenWithADefault() {
        RouterCheck.of(withDefault)
                .clientSends(request("/team/../linux.git"))
                .rejects(GitRefusal.error(
                        "this request can't be served: " + "the path has a segment that is empty, \".\" or \"..\""));
        assertThat(because(request("/team/../linux.git"))).startsWith("the path has a segment");
    }

    @Test
    void anotherProtocolIsClosedWithoutAReply() {
        RouterCheck.of(withDefault).clientSends("GET / HTTP/1.1\r\n\r\n").rejects(new byte[0]);
        assertThat(because("GET / HTTP/1.1\r\n\r\n")).isEqualTo("does not start with the length of a git request");
    }

    @Test
    void anIncompleteRequestNeedsMoreBytes() {
        RouterCheck.of(router)
                .clientSends(request("/linux.git").substring(0, 30))
                .needsMore();
    }

    @Test
    void aTooLongRequestIsRefusedWithAGitError() {
        Decision.Reject reject = (Decision.Reject)
                router.route(TestOpening.of("ff00git-upload-pack /aaa").whenFull());

        assertThat(text(reject)).isEqualTo("003dERR this request can't be served: the request is too long");
        assertThat(reject.because()).isEqualTo("the request is too long");
    }

    @Test
    void anUnreachableTargetIsReportedToTheClient() {
        Conversation client = Conversation.with(router)
                .clientSends(request("/team/a.git").getBytes(StandardCharsets.UTF_8))
                .targetsFail(Failure.REFUSED);

        assertThat(client.sentToClient()).asString().isEqualTo("0032ERR the server of /team/a.git can't be reached");
    }

    @Test
    void theAccessLineHasTheMatchedPattern() {
        assertThat(forward(router, request("/team/a.git")).because()).isEqualTo("/team/*");
        assertThat(forward(withDefault, request("/a.git")).because()).isEqualTo("default");
    }

    @Test
    void theRequestIsExplained() {
        assertThat(router.explain(TestOpening.of(request("/linux.git"))).entrySet())
                .extracting(Object::toString)
                .containsExactly("git.service=git-upload-pack", "git.path=/linux.git", "git.host=git.example");
        assertThat(router.explain(TestOpening.of("GET /")).entrySet())
                .extracting(Object::toString)
                .isEmpty();
    }

    @Test
    void invalidPatternsAreErrors() {
        fails("[repositories]\n\"linux.git\" = \"a:1\"", "git.toml:2:1", "linux.git", "must begin with /");
        fails("[repositories]\n\"/a*\" = \"a:1\"", "git.toml:2:1", "may have a * only as its last segment");
        fails("[repositories]\n\"/*/a\" = \"a:1\"", "git.toml:2:1", "may have a * only as its last segment");
        fails("[repositories]\n\"/a/\" = \"a:1\"", "git.toml:2:1", "must not end with /", "/a/*");
        fails("[repositories]\n\"/a\" = []", "git.toml:2:1", "must have a target");
        fails("default = []", "git.toml:1:1", "must have a target");
        fails("[repositories]", "must have a repository where there is no default");
        fails("", "must have a repository where there is no default");
        fails("default = \"a:1\"\nrepository = 1", "git.toml:2:1", "repository");
    }

    @Test
    void runsOnTheLoop() {
        assertThat(router.blocks()).isFalse();
        assertThat(router.needsBytes()).isTrue();
    }

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(Router.class)).extracting(Router::name).containsExactly("git");
    }

    private static String text(Decision.Reject reject) {
        return StandardCharsets.UTF_8.decode(reject.reply()).toString();
    }

    private static Decision.Forward forward(GitRouter router, String request) {
        return (Decision.Forward) router.route(TestOpening.of(request));
    }

    private String because(String request) {
        return ((Decision.Reject) router.route(TestOpening.of(request))).because();
    }

    private static void fails(String settings, String... parts) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> Configured.with(new GitRouter(), settings))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
