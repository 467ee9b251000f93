package roulette.routers.rules;

import java.util.Optional;

/** A pattern for texts. */
interface TextPattern {
    /** YES, NO, or BROKEN if the step limit was exceeded. */
    Verdict test(String text);

    /** Whether a match has this group: {@code 1} and up, or a name. */
    boolean captures(String group);

    /** What the group matched in a matching text. */
    Optional<String> capture(String text, String group);
}
