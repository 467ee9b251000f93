package roulette.cli;

import java.util.List;

/** What stands between the configuration and a running proxy: one line each, for the person who wrote it. */
final class ProblemsException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    ProblemsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
