package roulette.plugin;

import java.nio.file.Path;
import java.util.Set;
import roulette.text.OneLine;

/**
 * Something about a plugin that a person has to know.
 *
 * @param origin the jar, folder or file it is about
 * @param routers names of routers that this problem makes unusable, where they are known
 * @param message one line: what happened, where, and what to do
 */
public record PluginProblem(Severity severity, Path origin, Set<String> routers, String message) {
    /** Whether something that was meant to work does not. */
    public enum Severity {
        /** A router or a jar can't be used. */
        ERROR,
        /** Everything that was found can be used, and something looks unintended. */
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
