package roulette.routers.rules;

import java.time.InstantSource;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.parsers.facts.OpeningFacts;
import roulette.parsers.facts.Refusal;

/**
 * What rules are asked about.
 *
 * @param settled whether no more bytes will come, or none will be waited for
 */
record Situation(OpeningFacts facts, InstantSource clock, boolean settled) {
    Opening opening() {
        return facts.opening();
    }

    /** See {@link OpeningFacts#refuse}. */
    Decision refuse(Refusal why, String text, String because) {
        return facts.refuse(settled, why, text, because);
    }
}
