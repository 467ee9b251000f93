package roulette.config;

import java.util.List;

/** The configuration file can't be used. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, one line each, in the order of the file. At least one. */
    public List<String> problems() {
        return problems;
    }
}
