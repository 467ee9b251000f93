package roulette.net;

import java.time.Duration;
import roulette.api.Attempt;
import roulette.api.Failure;
import roulette.api.Target;

/**
 * A target that has failed.
 *
 * @param reason a clause; may contain untrusted text
 */
record FailedAttempt(Target target, Failure failure, String reason, boolean sent, Duration duration)
        implements Attempt {}
