package roulette.routers.git;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import roulette.api.Decision;
import roulette.api.Settings;
import roulette.api.Target;
import roulette.match.PathMap;
import roulette.parsers.routing.Forwards;

/**
 * Targets by repository. A trailing slash in a path is ignored, as in git.
 *
 * @param rest the target of all other repositories
 */
record Repositories(PathMap<Decision.Forward> byPath, Optional<Decision.Forward> rest) {
    static final Repositories NONE =
            new Repositories(PathMap.<Decision.Forward>builder().build(), Optional.empty());

    private static final String DEFAULT = "default";
    private static final String REPOSITORIES = "repositories";

    static Repositories read(Settings settings) {
        PathMap.Builder<Decision.Forward> byPath = PathMap.builder();
        Map<String, List<Target>> repositories = settings.targetsByName(REPOSITORIES);
        repositories.forEach((pattern, targets) -> {
            Settings table = settings.table(REPOSITORIES);
            if (pattern.endsWith("/")) {
                throw table.mistake(pattern, "must not end with /; everything below it is " + pattern + "*");
            }
            try {
                byPath.add(pattern, Decision.forward(targets).because(pattern));
            } catch (IllegalArgumentException e) {
                throw table.mistake(pattern, String.valueOf(e.getMessage()), e);
            }
        });
        Optional<Decision.Forward> rest = Forwards.read(settings, DEFAULT, DEFAULT);
        if (repositories.isEmpty() && rest.isEmpty()) {
            throw settings.mistake(REPOSITORIES, "must have a repository where there is no default");
        }
        return new Repositories(byPath.build(), rest);
    }

    Optional<Decision.Forward> find(String path) {
        boolean slash = path.length() > 1 && path.endsWith("/");
        return byPath.find(slash ? path.substring(0, path.length() - 1) : path).or(() -> rest);
    }
}
