package roulette.routers.rules;

import java.util.Optional;

/** A condition whose pattern groups can be used in a target. */
interface Capturing extends Condition {
    /** The name of its captures in targets: {@code tls.sni}, {@code bytes}. */
    String name();

    /** Whether the group exists whenever the condition holds; the empty name is the whole match. */
    boolean captures(String group);

    /** What the group matched; empty if the condition does not hold. */
    Optional<String> capture(Situation situation, String group);
}
