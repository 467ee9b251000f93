package roulette.testkit;

import java.time.Duration;
import roulette.api.Attempt;
import roulette.api.Failure;
import roulette.api.Target;

/** A failed attempt made by a test. Bytes were sent to the target with {@link Failure#NO_FIRST_BYTE} only. Immutable. */
public final class TestAttempt implements Attempt {
    private final Target target;
    private final Failure failure;

    private TestAttempt(Target target, Failure failure) {
        this.target = target;
        this.failure = failure;
    }

    /** This target has failed for this reason. */
    public static TestAttempt of(Target target, Failure failure) {
        return new TestAttempt(target, failure);
    }

    /** This target, as {@link Target#parse} reads it, has failed for this reason. */
    public static TestAttempt of(String target, Failure failure) {
        return of(Target.parse(target), failure);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Failure failure() {
        return failure;
    }

    @Override
    public String reason() {
        return failure.reason();
    }

    @Override
    public boolean sent() {
        return failure == Failure.NO_FIRST_BYTE;
    }

    /** Always one second. */
    @Override
    public Duration duration() {
        return Duration.ofSeconds(1);
    }
}
