package roulette.plugin;

import java.nio.file.Path;
import java.util.Set;
import roulette.text.OneLine;

/**
 * A problem of a plugin to report to the user.
 *
 * @param origin the jar, folder or file with the problem
 * @param routers names of routers that this problem makes unusable, if known
 * @param message one line: what happened, where, and what to do
 */
public record PluginProblem(Severity severity, Path origin, Set<String> routers, String message) {
    /** How bad it is. */
    public enum Severity {
        /** A router or a jar can't be used. */
        ERROR,
        /** Everything found can be used, but something looks unintended. */
        WARNING
    }

    public PluginProblem {
        routers = Set.copyOf(routers);
        message = OneLine.folded(message);
    }

    /** The message starts with the origin. */
    static PluginProblem error(Path origin, String message) {
        return new PluginProblem(Severity.ERROR, origin, Set.of(), origin + ": " + message);
    }

    /** The message starts with the origin. */
    static PluginProblem warning(Path origin, String message) {
        return new PluginProblem(Severity.WARNING, origin, Set.of(), origin + ": " + message);
    }
}
