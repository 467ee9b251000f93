package roulette.routers.rules;

import java.util.Optional;

/** A condition whose patterns leave something behind that a target may be made of. */
interface Capturing extends Condition {
    /** The name that captures have in targets: {@code tls.sni}, {@code bytes}. */
    String name();

    /** Whether there is such a group whenever the condition holds; the empty name is all that was matched. */
    boolean captures(String group);

    /** What the group stands for; empty where the condition does not hold. */
    Optional<String> capture(Situation situation, String group);
}
