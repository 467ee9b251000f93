package roulette.routers.rules;

import java.time.InstantSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.parsers.facts.OpeningFacts;
import roulette.parsers.facts.Refusal;

/**
 * The input of conditions.
 *
 * @param complete whether no more bytes will arrive or be waited for
 */
record Situation(OpeningFacts facts, InstantSource clock, boolean complete) {
    Opening opening() {
        return facts.opening();
    }

    /** See {@link OpeningFacts#refuse}. */
    Decision refuse(Refusal why, String text, String because) {
        return facts.refuse(complete, why, text, because);
    }
}
