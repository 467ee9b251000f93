package roulette.routers.git;

import java.util.Map;
import roulette.api.Attempt;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.parsers.Reading;
import roulette.parsers.facts.Explanation;
import roulette.parsers.git.GitRefusal;
import roulette.parsers.git.GitRequest;

/** Forwards {@code git://} clients by the repository they request, and refuses them with git's error message. */
public final class GitRouter implements Router {
    private Repositories repositories = Repositories.NONE;

    @Override
    public String name() {
        return "git";
    }

    @Override
    public String description() {
        return "Forwards git:// clients by the repository they ask for.";
    }

    @Override
    public void configure(Settings settings) {
        repositories = Repositories.read(settings);
    }

    @Override
    public Decision route(Opening opening) {
        return switch (GitRequest.read(opening.bytes())) {
            case Reading.Partial<GitRequest> _ when opening.full() -> refused("the request is too long");
            case Reading.Partial<GitRequest> _ -> Decision.needMore();
            case Reading.NotThis<GitRequest>(String reason, boolean malformed) ->
                malformed ? refused(reason) : Decision.reject().because(reason);
            case Reading.Facts<GitRequest>(GitRequest request, int length) ->
                route(request.path()).label("path", request.path()).label("host", request.host());
        };
    }

    private Decision route(String path) {
        return repositories
                .find(path)
                .<Decision>map(forward -> forward)
                .orElseGet(() -> Decision.reject(GitRefusal.error("no server is configured for repository " + path))
                        .because("unknown repository"));
    }

    private static Decision refused(String reason) {
        return Decision.reject(GitRefusal.error("this request can't be served: " + reason))
                .because(reason);
    }

    @Override
    public Decision unreachable(Opening opening, Attempt last) {
        String repository =
                GitRequest.read(opening.bytes()) instanceof Reading.Facts<GitRequest>(var request, int length)
                        ? request.path()
                        : "this repository";
        return Decision.reject(GitRefusal.error("the server of " + repository + " can't be reached"));
    }

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public Map<String, String> explain(Opening opening) {
        return GitRequest.read(opening.bytes()) instanceof Reading.Facts<GitRequest>(var request, int length)
                ? Explanation.of(
                        "git.service", request.service(), "git.path", request.path(), "git.host", request.host())
                : Map.of();
    }
}
