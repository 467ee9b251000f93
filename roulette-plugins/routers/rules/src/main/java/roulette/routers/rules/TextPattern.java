package roulette.routers.rules;

import java.util.Optional;

/** What a text may look like. */
interface TextPattern {
    /** YES, NO, or BROKEN where it would take too long to tell. */
    Verdict test(String text);

    /** Whether a match has such a group: {@code 1} and on, or a name. */
    boolean captures(String group);

    /** What the group stands for in a text that matches. */
    Optional<String> capture(String text, String group);
}
