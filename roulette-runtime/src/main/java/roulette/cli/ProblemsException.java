package roulette.cli;

import java.util.List;

/** The problems that prevent the configuration from running: one line each, for its author. */
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
