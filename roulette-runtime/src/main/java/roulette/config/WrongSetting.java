package roulette.config;

import org.jspecify.annotations.Nullable;

/** Carries a problem to where it is either collected or thrown on to a router. */
final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    WrongSetting(Problem problem, @Nullable Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
